using System;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files whose header is not in line 1, or that have none, or whose rows are shorter or longer than it.</summary>
public sealed class HeaderPlaceTests : ImportTest
{
    private const string Report =
        "Contacts of 2025\n\nKlantnummer;Mail;Bedrag, EUR\n1;u1@example.com;1,5\n2;none;2,5\n3;u3@example.com;3,5\n";

    [Fact]
    public void The_preview_finds_the_header_and_its_command_imports_the_file()
    {
        Folder.Write(Report);
        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        AssertSays(preview.ColumnProblem, "seems to be in line 3", "-SkipLine 2");
        AssertSays(preview.SuggestedCommand, " -SkipLine 2", "'Mail' = 'email'");
        Assert.Equal(2, preview.SuggestedParameters["SkipLine"]);
        Assert.Equal(3, preview.Rows);
        Assert.Equal(["Klantnummer", "Mail", "Bedrag, EUR"], preview.Columns.Select(column => column.Name));

        string error = Run("Import-JournyUser users.csv").Error.ToString();
        AssertSays(error, "no column that says whom a row is about", "Its columns are: Contacts of 2025.", "The delimiter is ");
        Assert.EndsWith(preview.SuggestedCommand!, error, StringComparison.Ordinal);
        Assert.Empty(Writes);

        ImportSummary summary = Summary(Run(preview.SuggestedCommand!));
        AssertCounts(summary, sent: 2, failed: 1);
        CsvTable failed = CsvTable.Read(summary.FailedPath!, ';');
        Assert.Equal([5], failed.Lines);

        // The file of failed rows has its header in line 1, whatever the import was told of its own.
        Assert.DoesNotContain("-SkipLine", summary.RetryCommand, StringComparison.Ordinal);
        File.WriteAllText(
            summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("none", "u2@example.com", StringComparison.Ordinal));
        AssertCounts(Summary(Run(summary.RetryCommand!).ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Run($"{summary.RetryCommand} -SkipLine 2").ThrowIfFailed()), sent: 0, unchanged: 1);

        int writes = Writes.Count;
        File.WriteAllText(Path.Combine(Folder.Path, "users.csv"), Report.Replace("none", "u2@example.com", StringComparison.Ordinal));
        AssertCounts(Summary(Run(preview.SuggestedCommand!).ThrowIfFailed()), sent: 0, unchanged: 3);
        Assert.Equal(writes, Writes.Count);
    }

    [Fact]
    public void A_header_that_cannot_be_used_names_the_line_that_looks_like_one()
    {
        Folder.Write("a,,a,,x\nuser_id,plan,city,country,seats\nu1,Pro,C,D,5\n");
        string error = Run("Import-JournyUser users.csv").Error.ToString();
        AssertSays(error, "have no name", "-SkipLine 1 -Header");
        Folder.Write("version,,1\nuser_id,plan,city,country,seats,zip\nu1,Pro,C,D,5,0123\n");
        AssertSays(Run("Import-JournyUser users.csv").Error.ToString(), "Line 2 looks like the header", "-SkipLine 1");
        AssertCounts(ImportWhole("-SkipLine 1"), sent: 1);
    }

    [Fact]
    public void Names_are_given_as_Import_Csv_takes_them_and_the_retry_needs_none()
    {
        Folder.Write("1,u1@example.com,5\n2,none,6\n");
        ShellResult result = Run("Import-JournyUser users.csv -Header user_id, email, seats -PropertyMap @{ seats = 'places' }");
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1);
        Assert.Equal(["places=5"], Properties("1"));
        Assert.DoesNotContain("-Header", summary.RetryCommand, StringComparison.Ordinal);
        File.WriteAllText(
            summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("none", "u2@example.com", StringComparison.Ordinal));
        AssertCounts(Summary(Run(summary.RetryCommand!).ThrowIfFailed()), sent: 1);
        Assert.Equal(["places=6"], Properties("2"));
        AssertCounts(
            Summary(Run(
                "Import-JournyUser users.csv -Header user_id, email, seats -PropertyMap @{ seats = 'places' } "
                + "-ErrorAction SilentlyContinue")),
            sent: 0,
            unchanged: 1,
            failed: 1);
        Assert.Equal(2, Run("Import-JournyUser users.csv -Header user_id, email, seats -Preview").As<ImportPreview>().Single().Rows);
    }

    [Fact]
    public void Short_rows_fail_unless_they_are_allowed_and_wipe_nothing()
    {
        Folder.Write("user_id,plan,city\nu1,Pro,C\nu2\nu3,Free,D,\n");
        ImportSummary summary = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue"));
        AssertCounts(summary, sent: 2, failed: 1);
        AssertSays(File.ReadAllText(summary.FailedPath!), "-AllowShortRows");
        AssertCounts(ImportWhole("-AllowShortRows"), sent: 1, unchanged: 2);
        Assert.Empty(Properties("u2"));
        foreach (string blank in new[] { "Empty", "Delete" })
        {
            AssertSays(Import($"-AllowShortRows -BlankValue {blank} -Confirm:$false").Error.ToString(), "-AllowShortRows excludes");
        }
    }

    [Fact]
    public void Rows_of_blank_cells_are_no_rows()
    {
        Folder.Write("user_id,plan\n,\nu1,Pro\n , \n\"\",\"\"\n,,,,\n");
        AssertCounts(ImportWhole(), sent: 1);
    }
}
