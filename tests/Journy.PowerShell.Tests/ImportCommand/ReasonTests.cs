using System;
using System.Linq;
using Journy.Emulator;
using Journy.Import.Runs;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Why rows did not get in, by kinds of problems: in the summary and the error at the end.</summary>
public sealed class ReasonTests : ImportTest
{
    [Fact]
    public void Many_addresses_that_are_none_are_one_reason()
    {
        string[] bad =
            ["n/a", "none", "Jane <jane@example.com>", "a@example.com; b@example.com", "mailto:c@example.com", "a b@example.com", "@"];
        ShellResult result = ImportText(
            "email,plan\nu1@example.com,Pro\n\n\n\n\n"
                + string.Concat(Enumerable.Range(0, 812).Select(row => $"{bad[row % bad.Length]},plan {row}\n")));
        ImportSummary summary = Summary(result);
        ImportReason reason = Assert.Single(summary.Reasons);
        Assert.Equal(
            ("Failed", 812, "InvalidEmail", "email", 7, "7, 8, 9, 10, 11", "'n/a'"),
            (reason.Outcome, reason.Count, reason.Reason, reason.Column, reason.FirstLine, reason.FirstLines, reason.Example));
        Assert.Equal("812 × not an e-mail address (first: line 7, 'n/a')", reason.ToString());
        AssertSays(reason.Cure, "one address");
        AssertSays(result.ErrorText, "812 × not an e-mail address (first: line 7, 'n/a')");
    }

    [Fact]
    public void Each_kind_of_problem_in_each_column_is_a_reason_of_its_own()
    {
        ShellResult result = ImportText(
            "user_id,mrr,seats,when\nu1,many,1,2024-05-06\nu2,lots,few,soon\nu3,1,none,2024-05-06\n,1,1,2024-05-06\nu4,1,1\n"
            + "u5,1,1,2024-05-06,x,y\nuser_id,mrr,seats,when\n(3 rows),,,\n-,-,-,-\nu6,1,1,2024-05-06\n",
            "-PropertyType @{ mrr = 'Number'; seats = 'Number'; when = 'DateTime' }");
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 9);
        Assert.Equal(
            [
                "1 × a count of rows (first: line 9)", "1 × a line of dashes (first: line 10)",
                "1 × fewer cells than the header has (first: line 6)", "1 × more cells than the header has (first: line 7)",
                "1 × nobody is named (first: line 5)", "2 × not a number: mrr (first: line 2, 'many')",
                "1 × not a number: seats (first: line 4, 'none')", "1 × the names of the columns once more (first: line 8)",
            ],
            summary.Reasons.Select(reason => reason.ToString()).OrderBy(text => text[4..], StringComparer.Ordinal));
        Assert.Equal(summary.Reasons.OrderByDescending(reason => reason.Count).ThenBy(reason => reason.FirstLine), summary.Reasons);
        AssertSays(
            result.ErrorText,
            "Why: 2 × not a number: mrr (first: line 2, 'many'); ",
            "; 5 more in the summary's Reasons. About the first: " + summary.Reasons[0].Cure);
    }

    [Fact]
    public void What_journy_io_refuses_and_rejects_is_grouped_by_what_it_names()
    {
        Run("@{ user_id = 'u0'; seats = 1; plan = 'Pro' } | Set-JournyUser").ThrowIfFailed();
        ImportSummary summary = Summary(ImportText(
            "user_id,email,seats,plan\nu1,,many,\nu2,,few,\nu3,,many,5\nu4,nobody@nowhere,,\nu5,somebody@nowhere,,\nu6,,1,Pro\n",
            "-PropertyType @{ plan = 'Number' } -AsText"));
        ImportReason[] partial = [.. summary.Reasons.Where(reason => reason.Outcome == "Partial")];
        Assert.Equal(summary.Partial, partial.Sum(reason => reason.Count));
        Assert.Contains(partial, reason => reason is { Reason: "PropertiesRejected", Column: "plan, seats", Count: 1, FirstLine: 4 });
        ImportReason seats = partial.Single(reason => reason.Column == "seats");
        AssertSays(seats.Example, "This property holds a number");
        ImportReason refused = summary.Reasons.Single(reason => reason.Reason == "BadArguments");
        Assert.Equal((2, "5, 6"), (refused.Count, refused.FirstLines));
        AssertSays(refused.ToString(), "2 × refused by journy.io");
    }

    [Fact]
    public void Events_whose_answer_was_lost_are_a_reason_now_and_later()
    {
        Emulator.Faults.Add(
            request => request.Body?.Contains("\"u1\"", StringComparison.Ordinal) == true ? Fault.Abort(afterApplying: true) : null);
        Folder.Write("user_id,name,triggered_at\nu1,signup,2024-05-06\nu2,signup,2024-05-06\n", "events.csv");
        ImportReason now = Assert.Single(Summary(Run("Import-JournyEvent events.csv")).Reasons);
        Assert.Equal(("Unknown", "OutcomeUnknown", "the answer was lost"), (now.Outcome, now.Reason, now.Problem));
        ImportReason later = Assert.Single(Summary(Run("Import-JournyEvent events.csv")).Reasons);
        Assert.Equal(("Unknown", "OutcomeUnknown", 2), (later.Outcome, later.Reason, later.FirstLine));
        AssertSays(later.Problem, "an earlier import was cut off");
    }

    [Fact]
    public void Piped_rows_have_reasons_with_their_numbers()
    {
        ImportSummary summary = Summary(Run(
            "@{ email = 'u1@example.com' }, @{ email = 'n/a' }, @{ email = 'u2@example.com'; address = @{ city = 'Ghent' } }, 5 | "
            + "Import-JournyUser -NoJournal"));
        Assert.Equal(
            [
                "1 × not an e-mail address (first: row 2, 'n/a')",
                "1 × a nested object: address (first: row 3)",
                "1 × not a row (first: row 4)"
            ],
            summary.Reasons.Select(reason => reason.ToString()));
    }

    [Theory]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "'sk_l…'")]
    [InlineData("bell\u0007 \u001b[31m\u202ered", "'bell<U+0007> <U+001B>[31m<U+202E>red'")]
    [InlineData("a b\u00a0c", "'a b<U+00A0>c'")]
    public void An_example_shows_no_secret_and_hides_no_character(string cell, string expected) =>
        Assert.Equal(expected, Assert.Single(Summary(ImportText($"user_id,email\nu1,\"{cell}\"\n")).Reasons).Example);

    [Fact]
    public void An_example_is_short_and_never_from_a_column_of_secrets()
    {
        ImportSummary summary = Summary(ImportText(
            $"user_id,email,pin_code,password\nu1,{string.Join(' ', Enumerable.Repeat("word", 500))},,\nu2,,,hunter2\n",
            "-IncludeProperty password -PropertyType @{ password = 'Number' }"));
        Assert.True(summary.Reasons.Single(reason => reason.Reason == "InvalidEmail").Example!.Length < 70);
        Assert.Null(summary.Reasons.Single(reason => reason.Reason == "TypeMismatch").Example);
        Assert.DoesNotContain("hunter2", string.Concat(summary.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void More_kinds_than_there_is_room_for_are_counted_as_others()
    {
        const int Columns = 150;
        string header = string.Join(',', Enumerable.Range(0, Columns).Select(column => $"n{column}"));
        string rows = string.Concat(Enumerable.Range(0, 2 * Columns).Select(row =>
            $"u{row}," + string.Join(',', Enumerable.Range(0, Columns).Select(column => column == row % Columns ? "bad" : "1")) + "\n"));
        string types = string.Join("; ", Enumerable.Range(0, Columns).Select(column => $"n{column} = 'Number'"));
        ImportSummary summary = Summary(ImportText($"user_id,{header}\n{rows}", $"-PropertyType @{{ {types} }}"));
        Assert.Equal(ReasonCounts.MostKinds + 1, summary.Reasons.Count);
        ImportReason others = summary.Reasons[0];
        Assert.Equal(("Other", 100, ReasonCounts.MostKinds + 2), (others.Reason, others.Count, others.FirstLine));
    }
}
