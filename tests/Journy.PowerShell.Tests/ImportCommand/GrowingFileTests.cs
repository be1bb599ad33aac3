using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A file of events that is imported while it is written: no event counts twice, none is half, and none is left out.</summary>
public sealed class GrowingFileTests : ImportTest
{
    private const string Header = "user_id,name,triggered_at,plan\n";

    private string EventsPath => Path.Combine(Folder.Path, "events.csv");

    private ShellResult Events(string content, string parameters = "", TimeSpan age = default)
    {
        File.WriteAllText(EventsPath, content);
        File.SetLastWriteTimeUtc(EventsPath, DateTime.UtcNow - age);
        return Run($"Import-JournyEvent events.csv {parameters}");
    }

    [Fact]
    public void A_last_line_without_a_line_end_waits_for_the_next_import()
    {
        ShellResult result = Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterp").ThrowIfFailed();
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.Equal((2, 1, 1), (summary.Read, summary.Sent, summary.Deferred));
        ImportSummary whole = Summary(
            Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterprise\n").ThrowIfFailed());
        AssertCounts(whole, sent: 1, unchanged: 1);
        Assert.Equal(2, Emulator.Events.Count);
    }

    [Fact]
    public void Its_row_is_told_of_with_the_command_that_sends_it()
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterprise";
        const string Before = "If the file is complete: ";
        AssertSays(Assert.Single(Events(Text, "-Preview").ThrowIfFailed().Warnings).ToString(), "on line 3, has no line end", Before);
        string warning = Assert.Single(Events(Text, "-ThrottleLimit 2").ThrowIfFailed().Warnings).ToString();
        AssertSays(warning, "on line 3, has no line end", "-ThrottleLimit 2");
        AssertCounts(
            Summary(Run(warning[(warning.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..]).ThrowIfFailed()),
            sent: 1,
            unchanged: 1);
    }

    [Fact]
    public void It_is_sent_when_nothing_was_written_for_an_hour_or_the_user_says_that_it_is_whole()
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Pro";
        Assert.Equal(1, Assert.Single(Events(Text, age: TimeSpan.FromMinutes(59)).As<ImportSummary>()).Deferred);
        AssertCounts(Summary(Events(Text, age: TimeSpan.FromMinutes(61)).ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events(Text + "\nu2,a,2026-02-01T10:00:00Z,Pro", "-FileIsComplete").ThrowIfFailed()), sent: 1, unchanged: 1);
    }

    [Theory]
    [InlineData("Enterp", "Enterprise", "")]
    [InlineData("\"Enter\"", "\"Enter\"\"prise\"\"\"", "")]
    [InlineData("\"two\"", "\"two\"\"\r\nlines\"", "")]
    [InlineData("Enterp", "Enterprise", "-EventKey plan")]
    public void A_row_that_was_sent_and_has_grown_since_is_told_of_and_not_sent_again(string cut, string whole, string parameters)
    {
        const string Rows = Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,";
        AssertCounts(Summary(Events(Rows + cut, $"-FileIsComplete {parameters}").ThrowIfFailed()), sent: 2);
        for (int run = 0; run < 2; run++)
        {
            ShellResult result = Events(Rows + whole + "\nu3,a,2026-02-01T11:00:00Z,Basic\n", parameters).ThrowIfFailed();
            AssertCounts(Summary(result), sent: run == 0 ? 1 : 0, unchanged: run == 0 ? 2 : 3);
            AssertSays(Assert.Single(result.Warnings).ToString(), "line 3", "not sent again", "a file of its own");
        }

        Assert.Equal(3, Emulator.Events.Count);

        // Another row that says what the cut one said is an event of its own.
        AssertCounts(
            Summary(
                Events(Rows + whole + "\nu3,a,2026-02-01T11:00:00Z,Basic\nu2,a,2026-02-01T11:00:00Z," + cut + "\n", parameters)
                    .ThrowIfFailed()),
            sent: 1,
            unchanged: 3);

        // In a file of its own the row is a new event.
        File.WriteAllText(Path.Combine(Folder.Path, "row.csv"), Header + "u2,a,2026-02-01T11:00:00Z," + whole + "\n");
        AssertCounts(Summary(Run("Import-JournyEvent row.csv").ThrowIfFailed()), sent: 1);
    }

    [Theory]
    [InlineData("u3,a,2026-02-01T09:00:00Z,Basic\nu1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterprise\n", "line 4", 1)]
    [InlineData("u2,a,2026-02-01T11:00:00Z,Enterprise\nu1,a,2026-02-01T10:00:00Z,Pro\n", "line 2", 0)]
    [InlineData("u2,a,2026-02-01T11:00:00Z,Enterprise\n", "line 2", 0)]
    [InlineData("u1,a,2026-02-01T10:00:00Z,Pro,\"two\nlines\"\nu2,a,2026-02-01T11:00:00Z,Enterprise,short\n", "line 4", 0)]
    [InlineData(
        "\"u3\",a,2026-02-01T09:00:00Z,\"two\nlines\"\nu1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterprise", "line 5", 1)]
    public void A_row_that_has_grown_is_found_wherever_it_stands(string rows, string line, int sent)
    {
        foreach (string parameters in new[] { "-FileIsComplete", "-FileIsComplete -EventKey user_id, plan -JournalPath keyed.journy" })
        {
            int before = Emulator.Events.Count;
            AssertCounts(
                Summary(Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterp", parameters).ThrowIfFailed()),
                sent: 2);
            string header = rows.Contains("short", StringComparison.Ordinal)
                ? Header.Replace("plan", "plan,note", StringComparison.Ordinal)
                : Header;
            for (int run = 0; run < 3; run++)
            {
                ShellResult result = Events(header + rows, parameters).ThrowIfFailed();
                int now = run == 0 ? sent : 0;
                AssertCounts(Summary(result), sent: now, unchanged: Summary(result).Read - now);
                AssertSays(Assert.Single(result.Warnings).ToString(), line, "not sent again");
            }

            Assert.Equal(2 + sent, Emulator.Events.Count - before);
        }
    }

    [Theory]
    [InlineData("u1,a,2026-02-01T10:00:00Z,Professional\nu1,a,2026-02-01T10:00:00Z,Pro\n")]
    [InlineData("u1,a,2026-02-01T10:00:00Z,Pro\nu1,a,2026-02-01T10:00:00Z,Professional\n")]
    [InlineData("u1,a,2026-02-01T10:00:00Z,Professional\nu2,a,2026-02-01T10:00:00Z,Basic\nu1,a,2026-02-01T10:00:00Z,Pro")]
    public void An_event_of_its_own_that_begins_as_one_without_a_line_end_is_sent(string rows)
    {
        foreach (string parameters in new[] { "-FileIsComplete", "-FileIsComplete -EventKey user_id, plan -JournalPath keyed.journy" })
        {
            AssertCounts(Summary(Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro", parameters).ThrowIfFailed()), sent: 1);
            ShellResult result = Events(Header + rows, parameters).ThrowIfFailed();
            AssertCounts(Summary(result), sent: Summary(result).Read - 1, unchanged: 1);
            Assert.Empty(result.Warnings);
            AssertCounts(Summary(Events(Header + rows, parameters).ThrowIfFailed()), sent: 0, unchanged: Summary(result).Read);
        }
    }

    [Fact]
    public void Every_row_that_has_grown_is_named()
    {
        const string Other = "u2,a,2026-02-01T11:00:00Z,Ba";
        AssertCounts(
            Summary(Events(Header + "u1,a,2026-02-01T10:00:00Z,Enterp", "-FileIsComplete -JournalPath all.journy").ThrowIfFailed()),
            sent: 1);
        Folder.Write(Header + Other, "other.csv");
        AssertCounts(Summary(Run("Import-JournyEvent other.csv -FileIsComplete -JournalPath all.journy").ThrowIfFailed()), sent: 1);
        Folder.Write(Header + "u1,a,2026-02-01T10:00:00Z,Enterprise\nu3,a,2026-02-01T11:00:00Z,Pro\n" + Other + "sic\n", "whole.csv");
        ShellResult result = Run("Import-JournyEvent whole.csv -JournalPath all.journy").ThrowIfFailed();
        AssertCounts(Summary(result), sent: 1, unchanged: 2);
        AssertSays(Assert.Single(result.Warnings).ToString(), "lines 2, 4", "not sent again");
    }

    [Theory]
    [InlineData("rise", true)]
    [InlineData("rise\n,a,2026-02-01T10:00:00Z,Pro\n", false)]
    public void What_is_kept_of_a_row_stays_while_the_row_is_not_seen(string more, bool isDeferred)
    {
        const string Cut = Header + "u1,a,2026-02-01T10:00:00Z,Enterp";
        AssertCounts(Summary(Events(Cut, "-FileIsComplete").ThrowIfFailed()), sent: 1);

        // Left to the next import, or not readable; either way nobody knows that it is gone.
        string text = isDeferred ? Cut + more : Cut.Replace("u1,", ",", StringComparison.Ordinal) + more;
        Assert.Equal(isDeferred ? 1 : 0, Assert.Single(Events(text).As<ImportSummary>()).Deferred);
        AssertCounts(Summary(Events(Cut + "rise\n").ThrowIfFailed()), sent: 0, unchanged: 1);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n")]
    public void A_line_end_alone_is_no_growth(string end)
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Pro";
        AssertCounts(Summary(Events(Text, "-FileIsComplete").ThrowIfFailed()), sent: 1);
        ShellResult result = Events(Text + end).ThrowIfFailed();
        AssertCounts(Summary(result), sent: 0, unchanged: 1);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_row_that_was_not_recorded_when_it_was_cut_is_sent_when_it_is_whole()
    {
        AssertCounts(Summary(Events(Header + "u1,a,2026-02-01T1", "-FileIsComplete")), sent: 0, failed: 1);
        ShellResult whole = Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\n").ThrowIfFailed();
        AssertCounts(Summary(whole), sent: 1);
        Assert.Empty(whole.Warnings);
    }

    [Fact]
    public void A_column_that_comes_later_is_no_growth_and_the_journal_holds_no_text()
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Enterp";
        AssertCounts(Summary(Events(Text, "-FileIsComplete").ThrowIfFailed()), sent: 1);
        Assert.DoesNotContain("Enterp", File.ReadAllText(EventsPath + ".journy"), StringComparison.Ordinal);
        ShellResult wider = Events(Text.Replace("plan", "plan,currency", StringComparison.Ordinal) + ",EUR\n").ThrowIfFailed();
        AssertCounts(Summary(wider), sent: 0, unchanged: 1);
        Assert.Empty(wider.Warnings);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-EventKey plan", 0)]
    public void A_row_that_says_what_a_grown_one_says_is_not_taken_for_it(string parameters, int sent)
    {
        const string Rows = Header + "u1,a,2026-02-01T10:00:00Z,Enterp";
        AssertCounts(Summary(Events(Rows, $"-FileIsComplete {parameters}").ThrowIfFailed()), sent: 1);
        for (int run = 0; run < 3; run++)
        {
            int now = run == 0 ? sent : 0;
            AssertCounts(
                Summary(Events(Rows + "rise\nu1,a,2026-02-01T10:00:00Z,Enterprise\n", parameters).ThrowIfFailed()),
                sent: now,
                unchanged: 2 - now);
        }
    }

    [Fact]
    public void The_journal_keeps_no_row_that_has_its_line_end_or_is_another_one_now()
    {
        string text = Header.TrimEnd('\n');
        for (int run = 0; run < 5; run++)
        {
            // An export that never ends its last line.
            text += $"\nu{run},a,2026-02-01T10:00:00Z,Pro";
            AssertCounts(Summary(Events(text, "-FileIsComplete").ThrowIfFailed()), sent: 1, unchanged: run);
            Assert.Equal(1, OpenRows());
        }

        // The next day's file has other rows in the same lines.
        AssertCounts(
            Summary(Events(text.Replace("02-01T", "02-02T", StringComparison.Ordinal), "-FileIsComplete").ThrowIfFailed()), sent: 5);
        Assert.Equal(1, OpenRows());
        Events(text.Replace("02-01T", "02-02T", StringComparison.Ordinal) + "\n").ThrowIfFailed();
        Assert.Equal(0, OpenRows());

        // What is kept of rows is written anew without what is over.
        Assert.InRange(File.ReadAllLines(EventsPath + ".journy").Count(line => line.Contains(" open.", StringComparison.Ordinal)), 0, 6);
        int OpenRows() => File.ReadAllLines(EventsPath + ".journy").Where(line => line.StartsWith("h open.", StringComparison.Ordinal))
            .GroupBy(line => line.Split(' ')[1]).Count(lines => lines.Last().Split(' ').Length > 3);
    }

    [Fact]
    public void A_file_of_the_same_journal_does_not_take_another_one_s_open_row_away()
    {
        const string Cut = Header + "u1,a,2026-02-01T10:00:00Z,Enterp";
        AssertCounts(Summary(Events(Cut, "-FileIsComplete -JournalPath all.journy").ThrowIfFailed()), sent: 1);
        Folder.Write(Header + "u2,a,2026-02-01T10:00:00Z,Pro\n", "other.csv");
        AssertCounts(Summary(Run("Import-JournyEvent other.csv -JournalPath all.journy").ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events(Cut + "rise\n", "-JournalPath all.journy").ThrowIfFailed()), sent: 0, unchanged: 1);
    }

    [Fact]
    public void A_preview_tells_of_a_row_that_has_grown()
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Enterp";
        AssertCounts(Summary(Events(Text, "-FileIsComplete").ThrowIfFailed()), sent: 1);
        AssertSays(Assert.Single(Events(Text + "rise\n", "-Preview").ThrowIfFailed().Warnings).ToString(), "line 2", "not sent again");
    }

    [Fact]
    public void Damage_further_up_is_still_told_of()
    {
        string rows = string.Concat(Enumerable.Range(0, 200).Select(number => $"u{number},a,2026-02-01T10:00:00Z,Pro\n"));
        ShellResult damaged = Events(Header + "u,a,2026-02-01T10:00:00Z,\"Pro\n" + rows);
        Assert.NotEmpty(damaged.Errors);
        Assert.Equal(0, Assert.Single(damaged.As<ImportSummary>()).Deferred);
    }

    [Fact]
    public void Cut_1_000_times_anywhere_no_event_of_a_growing_file_counts_twice_and_none_is_left_out()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);

        // The first row is text: of a number alone, the import would find a column of numbers, and keep to it.
        string[] plans = ["Pro", "Enterprise", "\"a, \"\"b\"\"\"", "\"two\r\nlines\"", "Größe ✓", "7", ""];
        byte[] bytes = Encoding.UTF8.GetBytes(
            Header.Replace("\n", "\r\n", StringComparison.Ordinal)
            + string.Concat(
                Enumerable.Range(0, 400)
                    .Select(number => $"u{number},a,2026-02-01T10:00:00Z,{plans[number == 0 ? 0 : random.Next(plans.Length)]}\r\n")));
        int from = Header.Length + 1;
        int[] cuts = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(from, bytes.Length)).Order(), bytes.Length];
        int before = 0;
        foreach (int cut in cuts)
        {
            using (FileStream file = new(EventsPath, FileMode.Append, FileAccess.Write, FileShare.Read))
            {
                file.Write(bytes, before, cut - before);
            }

            before = cut;
            Run("Import-JournyEvent events.csv").ThrowIfFailed();
        }

        Assert.Equal(400, Emulator.Events.Count);
        Assert.Equal(400, Emulator.Events.Select(recorded => recorded.UserId).Distinct().Count());
    }
}
