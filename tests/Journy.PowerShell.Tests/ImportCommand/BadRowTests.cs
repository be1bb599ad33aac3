using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A row that cannot be sent, or that journy.io refuses: it stands in the failed file, and all others are sent.</summary>
public sealed class BadRowTests : ImportTest
{
    // The bad row is line 3 of 4. In each, # stands for a byte that is no UTF-8.
    [Theory]
    [InlineData("u2,a@example.com,5", "more", "", "the row has 4 cells where the header has 3", "','", "must stand in quotes")]
    [InlineData("u2,a@example.com", null, "", "the row has 2 cells where the header has 3", "Add the missing cells")]
    [InlineData("u2,b#d@example.com,5", null, "", "column 'email'", "not valid in the encoding utf-8", "-Encoding")]
    [InlineData(",,5", null, "", "neither a user ID nor an e-mail address", "Its cells are blank")]
    [InlineData(" ,\t,5", null, "", "neither a user ID nor an e-mail address")]
    [InlineData("u2,,NaN", null, "-PropertyType @{ seats = 'Number' }", "'seats' should be a number, but is 'NaN'", "-PropertyType Text")]
    [InlineData(
        "u2,,\"1,5\"", null, "-PropertyType @{ seats = 'Number' }", "'seats' should be a number, but is '1,5'", "a point for decimals")]
    [InlineData("u2,,maybe", null, "-PropertyType @{ seats = 'Boolean' }", "'seats' should be true or false, but is 'maybe'")]
    [InlineData(
        "u2,,26/07/2021", null, "-PropertyType @{ seats = 'DateTime' }", "'seats' should be a date, but is '26/07/2021'", "ISO 8601")]
    [InlineData("u2,jane.doe@example,5", null, "", "HTTP 400", "email", "This is not an e-mail address.")]
    public void The_row_is_in_the_failed_file_with_its_line_and_reason_and_the_others_are_sent(
        string row, string? surplus, string parameters, params string[] says)
    {
        string good = parameters.Contains("Boolean", StringComparison.Ordinal)
            ? "1"
            : parameters.Contains("DateTime", StringComparison.Ordinal) ? "2024-01-31"
            : "7";
        string text = $"user_id,email,seats\nu1,,{good}\n{row}{(surplus is null ? "" : "," + surplus)}\nu3,,{good}\n";
        Folder.Write([.. text.SelectMany(c => c == '#' ? [(byte)0xE9] : Encoding.UTF8.GetBytes([c]))]);

        ShellResult result = Import(parameters);

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 1);
        Assert.Equal(["u1", "u3"], UserIds);
        AssertIsIncomplete(result, summary);
        IReadOnlyDictionary<string, string> failed = Assert.Single(CsvTable.Read(summary.FailedPath!).Rows);
        Assert.Equal("3", failed["journy_line"]);
        AssertSays(failed["journy_error"], says);
        Assert.Equal(row.Split(',')[0], failed["user_id"]);

        // What journy.io refused has its request ID; what was not sent has none, and is in no request.
        LedgerEntry? refused = Writes.SingleOrDefault(write => write.Status == 400);
        Assert.Equal(refused?.RequestId ?? "", failed["journy_request_id"]);
        Assert.Equal(refused is null ? 2 : 3, Writes.Count);
    }

    [Fact]
    public void A_stray_quote_ends_the_file_there_and_what_stands_before_it_is_sent()
    {
        ShellResult result = ImportText("user_id,name\nu1,a\nu2,b\nu3,\"c\" d\nu4,e\n\nu5,f\n");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 1, notAttempted: 2);
        Assert.Equal(5, summary.NotAttemptedFromLine);
        Assert.Equal(["u1", "u2"], UserIds);
        Assert.Equal(2, Writes.Count);
        AssertIsIncomplete(result, summary);
        AssertSays(result.ErrorText, "2 not attempted (from line 5 on)");
        AssertSays(
            CsvTable.Read(summary.FailedPath!).FromLine(4)["journy_error"],
            "Line 4",
            "in column 'name'",
            "2 lines after this one were not read",
            "Fix the line");
    }

    [Fact]
    public void A_quote_that_is_never_closed_counts_the_lines_that_it_swallowed()
    {
        ImportSummary summary = Summary(ImportText("user_id,name\nu1,a\nu2,\"b\nu3,c\nu4,d\n"));

        AssertCounts(summary, sent: 1, failed: 1, notAttempted: 2);
        Assert.Equal(["u1"], UserIds);
    }

    [Fact]
    public void Every_bad_row_of_a_file_fails_for_its_own_reason()
    {
        ImportSummary summary = Summary(ImportText("user_id,name\n,a\nu2\nu3,c,d\nu4,e\n\"\",\"x\"\n"));

        AssertCounts(summary, sent: 1, failed: 4);
        CsvTable failed = CsvTable.Read(summary.FailedPath!);
        Assert.Equal(["user_id", "name", "journy_line", "journy_error", "journy_request_id", "journy_run"], failed.Header);
        Assert.Equal([2, 3, 4, 6], failed.Lines);
        AssertSays(failed.FromLine(2)["journy_error"], "There is neither");
        AssertSays(failed.FromLine(3)["journy_error"], "1 cell ");
        AssertSays(failed.FromLine(4)["journy_error"], "3 cells");
        AssertSays(failed.FromLine(6)["journy_error"], "There is neither");
    }

    [Fact]
    public void Only_a_row_that_the_server_refuses_fails_whatever_is_in_flight_with_it()
    {
        Emulator.Faults.Add(
            request => request.Body!.Contains("\"u7\"", StringComparison.Ordinal) ? Fault.Error(422, "Not this one.") : null);

        ImportSummary summary = Summary(ImportText("user_id\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"u{i}\n"))));

        AssertCounts(summary, sent: 19, failed: 1);
        AssertSays(CsvTable.Read(summary.FailedPath!).FromLine(8)["journy_error"], "Not this one.");
    }

    [Fact]
    public void Control_characters_of_cells_and_answers_do_not_reach_the_reason()
    {
        Emulator.Faults.Add(
            request => request.Body!.Contains("u1", StringComparison.Ordinal) ? Fault.Error(400, "=cmd\u001b[2J\r\nforged") : null);

        ImportSummary summary = Summary(ImportText("user_id,mrr\nu1,1\nu2,\"\u001b]0;x\u0007\"\n", "-PropertyType @{ mrr = 'Number' }"));

        AssertCounts(summary, sent: 0, failed: 2);
        Assert.All(CsvTable.Read(summary.FailedPath!).Rows, row => Assert.DoesNotContain(row["journy_error"], char.IsControl));
    }

    private static void AssertIsIncomplete(ShellResult result, ImportSummary summary)
    {
        Assert.Equal("Journy.ImportIncomplete,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        Assert.Same(summary, result.Error.TargetObject);
        AssertSays(
            result.ErrorText, summary.Path, $"of {summary.Read} rows {summary.Sent} were sent", summary.FailedPath!, "fix them there");
    }
}
