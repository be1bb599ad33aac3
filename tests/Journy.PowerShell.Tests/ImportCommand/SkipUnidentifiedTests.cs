using System;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>-SkipUnidentified: rows about nobody are counted and told of, and too many of them are an error.</summary>
public sealed class SkipUnidentifiedTests : ImportTest
{
    private static string Rows(int named, int unnamed) => "email,plan\n"
        + string.Concat(Enumerable.Range(0, named).Select(row => $"u{row}@example.com,Pro\n"))
        + string.Concat(Enumerable.Range(0, unnamed).Select(row => $",lead {row}\n"));

    [Fact]
    public void Rows_about_nobody_are_skipped_with_a_warning_and_no_file()
    {
        ShellResult result = ImportText("email,plan\nu1@example.com,Pro\n,lead\nnone,x\n,\n  ,lead 2\n,TOTAL:\n", "-SkipUnidentified");
        ImportSummary summary = Summary(result);
        Assert.Equal((5, 1, 2, 2), (summary.Read, summary.Sent, summary.Failed, summary.Skipped));
        AssertSays(Assert.Single(result.Warnings).ToString(), "2 rows name nobody and were skipped", "line 3");
        Assert.Equal([4, 7], CsvTable.Read(summary.FailedPath!).Lines);
        AssertSays(result.ErrorText, "2 skipped");
        AssertSays(summary.ToString(), "5 rows read, 1 sent, 2 failed, 2 skipped.");
        ImportPreview preview = Import("-SkipUnidentified -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Equal((5, 2, 2), (preview.Rows, preview.Invalid, preview.Skipped));
        AssertSays(preview.ToString(), "2 skipped: they name nobody");

        AssertCounts(Summary(Import("-ErrorAction SilentlyContinue")), sent: 0, unchanged: 1, failed: 4);
    }

    [Fact]
    public void No_row_about_anybody_is_an_error()
    {
        ShellResult result = ImportText(Rows(0, 2), "-SkipUnidentified");
        Assert.StartsWith("Journy.NoIdentity,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, "no row of it names anybody");
        Assert.Equal(2, Summary(result).Skipped);
    }

    [Fact]
    public void Twice_the_share_of_the_last_import_is_an_error_once()
    {
        Summary(ImportText(Rows(20, 2), "-SkipUnidentified").ThrowIfFailed());
        Summary(ImportText(Rows(20, 4), "-SkipUnidentified").ThrowIfFailed());
        ShellResult result = ImportText(Rows(20, 20), "-SkipUnidentified");
        AssertSays(result.ErrorText, "20 of its 40 rows name nobody, and at the last import it was 4 of 24");
        Assert.Equal(20, Summary(result).Skipped);
        Summary(Import("-SkipUnidentified").ThrowIfFailed());
        Summary(ImportText(Rows(20, 0), "-SkipUnidentified").ThrowIfFailed());
        Summary(ImportText(Rows(20, 2), "-SkipUnidentified").ThrowIfFailed());
    }

    [Fact]
    public void Piped_rows_and_null_texts_are_skipped_too()
    {
        ShellResult result = Run(
            "[pscustomobject]@{ email = 'NULL'; plan = 'x' }, [pscustomobject]@{ email = 'u1@example.com'; plan = 'x' } | "
            + "Import-JournyUser -JournalPath crm.journy -SkipUnidentified -NullValue NULL")
            .ThrowIfFailed();
        Assert.Equal((2, 1, 1), (Summary(result).Read, Summary(result).Sent, Summary(result).Skipped));
        AssertSays(Assert.Single(result.Warnings).ToString(), "1 row names nobody and was skipped", "number 1");
        Assert.Empty(Directory.GetFiles(Folder.Path, "*.failed.csv"));
    }
}
