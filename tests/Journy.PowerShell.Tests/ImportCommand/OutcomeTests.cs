using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>The files of rows that did not make it, and what a second import makes of them.</summary>
public sealed class OutcomeTests : ImportTest
{
    private const string Mapped = "-PropertyMap @{ Id = 'user_id' } -PropertyType @{ seats = 'Number' }";

    // A blank identity, a mistyped cell, and an address that the server refuses.
    private const string ThreeBadRows =
        "Id,email,note,seats\nu1,,\"a,\"\"b\"\"\",1\n,,\"two\nlines\",2\nu3,,#c,many\nu4,nobody@nowhere,é,4\n";

    [Fact]
    public void An_unmended_failed_file_fails_again_row_by_row()
    {
        ImportSummary first = Summary(ImportText(ThreeBadRows, Mapped));
        CsvTable before = CsvTable.Read(first.FailedPath!);
        Assert.Equal([3, 5, 6], before.Lines);

        ImportSummary second = Summary(Import(Mapped, first.FailedPath!));

        AssertCounts(second, sent: 0, failed: 3);
        CsvTable after = CsvTable.Read(second.FailedPath!);
        Assert.Equal(before.Header, after.Header);
        Assert.Equal(DataAndReason(before), DataAndReason(after));
        Assert.Equal(["u1"], UserIds);
    }

    [Fact]
    public void A_mended_failed_file_is_imported_as_it_is()
    {
        ImportSummary first = Summary(ImportText(ThreeBadRows, Mapped));
        string failedFile = first.FailedPath!;
        string corrected = File.ReadAllText(failedFile)
            .Replace("\n,,", "\nu2,,", StringComparison.Ordinal)
            .Replace(",many,", ",3,", StringComparison.Ordinal)
            .Replace(",nobody@nowhere,", ",u4@example.com,", StringComparison.Ordinal);
        File.WriteAllText(failedFile, corrected, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        ImportSummary second = Summary(Import(Mapped, Path.GetFileName(failedFile)).ThrowIfFailed());

        AssertCounts(second, sent: 3);
        Assert.Null(second.FailedPath);
        Assert.Equal(["u1", "u2", "u3", "u4"], UserIds);
        Assert.Equal("two\nlines", User("u2").Properties["note"].GetString());
        Assert.Equal(["note=\"#c\"", "seats=3"], Properties("u3"));
        Assert.Equal(["note", "seats"], User("u4").Properties.Keys.Order());
    }

    [Fact]
    public void Rows_with_bytes_of_another_encoding_fail_again_until_they_are_mended()
    {
        Folder.Write([.. Encoding.Latin1.GetBytes("user_id,name\nu1,Zoë\nu2,Ann\n")]);
        ImportSummary first = Summary(Import());

        ImportSummary second = Summary(Import("", first.FailedPath!));

        AssertCounts(second, sent: 0, failed: 1);
        Assert.Equal(["u2"], UserIds);
    }

    [Fact]
    public void A_rejected_property_makes_its_row_partial()
    {
        Run("@{ user_id = 'u0'; seats = 1; plan = 'Pro' } | Set-JournyUser").ThrowIfFailed();
        ShellResult result = ImportText("user_id,name,seats,plan\nu1,Ann,many,5\nu2,Bob,,7\n", "-PropertyType @{ plan = 'Number' }");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 0, partial: 2);
        Assert.Empty(result.Errors);
        Assert.Null(summary.FailedPath);
        CsvTable partial = CsvTable.Read(summary.PartialPath!);
        Assert.Equal(
            ["user_id", "name", "seats", "plan", "journy_line", "journy_error", "journy_request_id", "journy_run"], partial.Header);
        AssertSays(
            partial.FromLine(2)["journy_error"], "Rejected: ", "seats: This property holds a number", "plan: This property holds a text");
        AssertSays(partial.FromLine(3)["journy_error"], "plan: ");
        Assert.Equal(Writes.Skip(1).Select(write => write.RequestId).Order(), partial.Rows.Select(row => row["journy_request_id"]).Order());
        Assert.Equal(["name=\"Ann\""], Properties("u1"));
    }

    [Fact]
    public void Two_imports_of_one_second_keep_a_file_each()
    {
        // Enough of them that two begin in the same second whenever this runs.
        Folder.Write("user_id,name\n,a\n");

        ShellResult result = Run("1..6 | ForEach-Object { Import-JournyUser users.csv -ErrorAction SilentlyContinue }");

        IReadOnlyList<string> paths = [.. result.As<ImportSummary>().Select(summary => summary.FailedPath!)];
        Assert.Equal(6, paths.Distinct().Count());
        Assert.Contains(paths, path => path.EndsWith("-2.failed.csv", StringComparison.Ordinal));
        Assert.All(paths, path => Assert.Equal([2], CsvTable.Read(path).Lines));
    }

    [Fact]
    public void No_file_is_left_where_no_row_failed()
    {
        Directory.CreateDirectory(Folder.File("out"));
        Folder.Write("user_id\nu1\n");

        ImportSummary summary = ImportWhole("-OutcomeDirectory out");

        Assert.Equal((null, null), (summary.FailedPath, summary.PartialPath));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.File("out")));
        Assert.Equal(["users.csv", "users.csv.journy"], Files);
    }

    [Fact]
    public void Rows_that_can_no_longer_be_written_down_end_the_import_and_are_counted()
    {
        Directory.CreateDirectory(Folder.File("out"));
        Emulator.Faults.Add(request =>
        {
            // The folder goes while the first row is under way.
            if (request.Body!.Contains("\"u1\"", StringComparison.Ordinal) && Directory.Exists(Folder.File("out")))
            {
                Directory.Delete(Folder.File("out"), recursive: true);
            }

            return Fault.Error(400, "Refused.");
        });

        ShellResult result = ImportText(
            "user_id\n" + string.Concat(Enumerable.Range(1, 50).Select(i => $"u{i}\n")), "-OutcomeDirectory out -ThrottleLimit 1");

        ImportSummary summary = Summary(result);
        Assert.Equal(50, summary.Read);
        Assert.Equal(Writes.Count, summary.Failed);
        Assert.Equal(50 - Writes.Count, summary.NotAttempted);
        Assert.InRange(summary.NotAttempted, 1, 49);
        Assert.Equal("Journy.FileNotWritable,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        Assert.Same(summary, result.Error.TargetObject);
        AssertSays(result.ErrorText, $"{summary.Failed} of those rows could not be written", "import the input again");
    }

    private static IReadOnlyList<string> DataAndReason(CsvTable table) =>
        [
            .. table.Rows.Select(row => string.Join(
                " | ",
                row["Id"],
                row["email"],
                row["note"],
                row["seats"],
                row["journy_error"]
                    .Replace(row["journy_request_id"] is { Length: > 0 } id ? id : "no request", "", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal)
        ];
}
