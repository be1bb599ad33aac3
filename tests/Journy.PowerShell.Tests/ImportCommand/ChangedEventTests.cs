using System;
using System.IO;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>An event that was recorded stays what it was, whatever columns its export gains, and is not sent again unasked where it
/// cannot be recognised.</summary>
public sealed class ChangedEventTests : ImportTest
{
    private const string Header = "user_id,name,triggered_at,plan,amount";
    private static readonly string[] Rows = ["u1,bought,2026-02-01T10:00:00Z,Pro,007.50", "u2,bought,2026-02-01T11:00:00Z,Basic,12.5", "u3,left,2026-02-01T12:00:00Z,,"];

    private static string Text(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private ShellResult Pipe(string content, string parameters = "")
    {
        string[] names = content[..content.IndexOf('\n', StringComparison.Ordinal)].Split(',');
        string rows = string.Join(", ", content.TrimEnd('\n').Split('\n').Skip(1).Select(line =>
            "[pscustomobject][ordered]@{ " + string.Join("; ", line.Split(',').Select((cell, index) => $"{names[index]} = '{cell}'")) + " }"));
        return Run($"{rows} | Import-JournyEvent -JournalPath p.journy {parameters}");
    }

    private ShellResult Events(string content, string parameters = "")
    {
        Folder.Write(content, "events.csv");
        return Run($"Import-JournyEvent events.csv {parameters}");
    }

    private void Begin() => AssertCounts(Summary(Events(Text([Header, .. Rows])).ThrowIfFailed()), sent: 3);

    [Fact]
    public void A_new_column_is_metadata_of_new_events_only()
    {
        Begin();
        string[] wider = [Header + ",currency", .. Rows.Select(row => row + ",EUR"), "u4,bought,2026-02-02T10:00:00Z,Pro,1,USD"];
        AssertCounts(Summary(Events(Text(wider)).ThrowIfFailed()), sent: 1, unchanged: 3);
        string[] widest = [wider[0] + ",email", .. wider.Skip(1).Select((row, index) => row + $",a{index}@example.com"), "u5,left,2026-02-03T10:00:00Z,,,,b@example.com"];
        AssertCounts(Summary(Events(Text(widest)).ThrowIfFailed()), sent: 1, unchanged: 4);
        AssertCounts(Summary(Events(Text(widest)).ThrowIfFailed()), sent: 0, unchanged: 5);
        Assert.Equal(5, Emulator.Events.Count);
    }

    [Theory]
    [InlineData("", "user_id,name,triggered_at,amount", 2)]
    [InlineData("", "user_id,name,triggered_at,tier,amount", 2)]
    [InlineData("-ExcludeProperty plan", Header, 2)]
    [InlineData("-AsText", Header, 1)]
    [InlineData("-PropertyMap @{ plan = 'tier' }", Header, 2)]
    [InlineData("-PropertyType @{ amount = 'Text' }", Header, 1)]
    [InlineData("-Metadata @{ plan = 'x' }", Header, 3)]
    [InlineData("-Name bought", Header, 1)]
    [InlineData("-TimeZone Asia/Tokyo", Header, 0)]
    public void What_changes_recorded_events_stops_before_anything_is_sent(string parameters, string header, int again)
    {
        // A found type reads 12.5 as a number; a code stays text.
        string[] rows = [.. Rows];
        rows[0] = rows[0].Replace("007.50", string.Empty, StringComparison.Ordinal);
        AssertCounts(Summary(Events(Text([Header, .. rows])).ThrowIfFailed()), sent: 3);
        string[] now = header.Contains("plan", StringComparison.Ordinal) || header.Contains("tier", StringComparison.Ordinal)
            ? rows
            : [.. rows.Select(row => string.Join(',', row.Split(',').Where((_, index) => index != 3)))];
        string content = Text([header, .. now, string.Join(',', now[0].Split(',').Select((cell, index) => index == 2 ? "2026-03-01T00:00:00Z" : cell))]);

        ShellResult refused = Events(content, parameters);

        if (again == 0)
        {
            AssertCounts(Summary(refused.ThrowIfFailed()), sent: 1, unchanged: 3);
            return;
        }

        Assert.Equal(3, Emulator.Events.Count);
        string message = Assert.Single(refused.Errors).Exception.Message;
        AssertSays(message, $" {again} event", "Nothing was sent", $"-AcceptEventCount {again}");
        Assert.NotEmpty(Events(content, $"{parameters} -AcceptEventCount {again - 1}").Errors);
        Assert.Equal(3, Emulator.Events.Count);
        AssertCounts(Summary(Events(content, $"{parameters} -AcceptEventCount {again}").ThrowIfFailed()), sent: again + 1, unchanged: 3 - again);
        AssertCounts(Summary(Events(content, parameters).ThrowIfFailed()), sent: 0, unchanged: 4);
    }

    [Fact]
    public void Metadata_that_is_added_is_that_of_new_events_only()
    {
        Begin();
        string content = Text([Header, .. Rows, "u4,bought,2026-02-02T10:00:00Z,Pro,1"]);
        AssertCounts(Summary(Events(content, "-Metadata @{ source = 'crm' }").ThrowIfFailed()), sent: 1, unchanged: 3);
        AssertCounts(Summary(Events(content, "-Metadata @{ source = 'crm' }").ThrowIfFailed()), sent: 0, unchanged: 4);
    }

    [Fact]
    public void Events_that_are_not_in_the_file_any_more_raise_no_question()
    {
        Begin();
        string content = Text("user_id,name,triggered_at,amount", "u1,bought,2026-02-05T10:00:00Z,5");
        AssertCounts(Summary(Events(content).ThrowIfFailed()), sent: 1);
    }

    [Fact]
    public void Files_of_one_journal_may_have_different_columns()
    {
        Folder.Write(Text("user_id,name,triggered_at,plan", "u1,a,2026-02-01T10:00:00Z,Pro"), "a.csv");
        Folder.Write(Text("email,action,triggered_at,page", "a@example.com,b,2026-02-01T10:00:01Z,home"), "b.csv");
        for (int run = 0; run < 3; run++)
        {
            long sent = run == 0 ? 1 : 0;
            AssertCounts(Summary(Run("Import-JournyEvent a.csv -JournalPath all.journy").ThrowIfFailed()), sent, unchanged: 1 - sent);
            AssertCounts(
                Summary(Run("Import-JournyEvent b.csv -JournalPath all.journy -PropertyMap @{ action = 'name' }").ThrowIfFailed()), sent, unchanged: 1 - sent);
        }
    }

    [Fact]
    public void A_pipe_recognises_events_without_a_new_column_and_stops_at_the_first_that_lacks_an_old_one()
    {
        AssertCounts(Summary(Pipe(Text([Header, .. Rows])).ThrowIfFailed()), sent: 3);
        AssertCounts(Summary(Pipe(Text([Header + ",currency", .. Rows.Select(row => row + ",EUR")])).ThrowIfFailed()), sent: 0, unchanged: 3);
        string narrower = Text(["user_id,name,triggered_at,amount", "u9,new,2026-02-01T09:00:00Z,1", .. Rows.Select(row => string.Join(',', row.Split(',').Where((_, index) => index != 3)))]);
        ShellResult stopped = Pipe(narrower);
        AssertCounts(Summary(stopped), sent: 1, notAttempted: 3);
        AssertSays(Assert.Single(stopped.Errors).Exception.Message, "Row 2", "'plan'", "-AcceptEventCount");
        Assert.Equal(4, Emulator.Events.Count);
        AssertCounts(Summary(Pipe(narrower, "-AcceptEventCount 2").ThrowIfFailed()), sent: 2, unchanged: 2);
        AssertCounts(Summary(Pipe(narrower).ThrowIfFailed()), sent: 0, unchanged: 4);
    }

    [Fact]
    public void Another_rule_of_reading_recognises_what_it_can_and_stops_with_the_number()
    {
        Begin();
        string journal = Path.Combine(Folder.Path, "events.csv.journy");
        JournalText.Change(journal, line => line.Replace(" event.1.Rules 1 ", " event.1.Rules 0 ", StringComparison.Ordinal));
        AssertCounts(Summary(Events(Text([Header, .. Rows])).ThrowIfFailed()), sent: 0, unchanged: 3);

        // As if the update read the amount of one event otherwise.
        ShellResult refused = Events(Text([Header, Rows[0], Rows[1].Replace("12.5", "12.6", StringComparison.Ordinal), Rows[2]]));
        AssertSays(Assert.Single(refused.Errors).Exception.Message, " 1 event", "rules of reading");
        Assert.Equal(3, Emulator.Events.Count);
    }

    [Fact]
    public void A_journal_of_0_1_0_is_carried_over_with_the_columns_that_it_knows()
    {
        Begin();
        string journal = Path.Combine(Folder.Path, "events.csv.journy");
        JournalText.ToFirstFormat(journal);
        string[] wider = [Header + ",currency", .. Rows.Select(row => row + ",EUR"), "u4,bought,2026-02-02T10:00:00Z,Pro,1,USD"];
        AssertCounts(Summary(Events(Text(wider)).ThrowIfFailed()), sent: 1, unchanged: 3);
        AssertCounts(Summary(Events(Text(wider)).ThrowIfFailed()), sent: 0, unchanged: 4);

        JournalText.ToFirstFormat(journal);
        ShellResult refused = Events(Text([Header.Replace(",plan", string.Empty, StringComparison.Ordinal), .. Rows.Select(row => string.Join(',', row.Split(',').Where((_, index) => index != 3)))]));
        AssertSays(Assert.Single(refused.Errors).Exception.Message, " 2 event", "'plan'");
        Assert.Equal(4, Emulator.Events.Count);
    }

    [Fact]
    public void A_preview_says_how_many_would_count_again()
    {
        Begin();
        Folder.Write(Text([Header, .. Rows]), "events.csv");
        ShellResult preview = Run("Import-JournyEvent events.csv -Preview -ExcludeProperty plan");
        AssertSays(string.Join('\n', preview.Warnings), "2 events", "count once more");
    }

    [Fact]
    public void An_event_that_failed_is_known_after_it_was_tried_again_with_a_new_column()
    {
        using (Emulator.Faults.Add(request => request.Body!.Contains("\"u2\"", StringComparison.Ordinal) ? Fault.Error(400, "Refused.") : null))
        {
            AssertCounts(Summary(Events(Text([Header, .. Rows]))), sent: 2, failed: 1);
        }

        string wider = Text([Header + ",currency", .. Rows.Select(row => row + ",EUR")]);
        AssertCounts(Summary(Events(wider).ThrowIfFailed()), sent: 1, unchanged: 2);
        AssertCounts(Summary(Events(wider).ThrowIfFailed()), sent: 0, unchanged: 3);
        AssertCounts(Summary(Events(wider, "-Resend -Confirm:$false").ThrowIfFailed()), sent: 3);
        AssertCounts(Summary(Events(wider).ThrowIfFailed()), sent: 0, unchanged: 3);
    }

    [Fact]
    public void Of_equal_rows_the_recorded_ones_are_left_before_one_that_failed()
    {
        int received = 0;
        using (Emulator.Faults.Add(_ => ++received == 2 ? Fault.Error(400, "Refused.") : null))
        {
            AssertCounts(Summary(Events(Text(Header, Rows[0], Rows[0], Rows[0]))), sent: 2, failed: 1);
        }

        AssertCounts(Summary(Events(Text(Header, Rows[0], Rows[0])).ThrowIfFailed()), sent: 0, unchanged: 2);
        AssertCounts(Summary(Events(Text(Header, Rows[0], Rows[0], Rows[0])).ThrowIfFailed()), sent: 1, unchanged: 2);
    }

    [Fact]
    public void An_address_that_comes_and_goes_stops_with_the_events_that_it_named()
    {
        Begin();
        string[] wider = [Header + ",email", .. Rows.Select(row => row + ","), "u4,bought,2026-02-02T10:00:00Z,Pro,1,a@example.com"];
        AssertCounts(Summary(Events(Text(wider)).ThrowIfFailed()), sent: 1, unchanged: 3);
        string narrow = Text([Header, .. Rows, "u4,bought,2026-02-02T10:00:00Z,Pro,1"]);
        AssertSays(Assert.Single(Events(narrow).Errors).Exception.Message, " 1 event", "Email", "-AcceptEventCount 1");
        Assert.Equal(4, Emulator.Events.Count);
    }

    [Fact]
    public void A_pipe_knows_its_events_by_the_columns_that_they_had()
    {
        AssertCounts(Summary(Pipe(Text([Header, .. Rows])).ThrowIfFailed()), sent: 3);
        string[] wider = [Header + ",currency", .. Rows.Select(row => row + ",EUR"), "u4,bought,2026-02-02T10:00:00Z,Pro,1,USD"];
        AssertCounts(Summary(Pipe(Text(wider), "-ExcludeProperty currency").ThrowIfFailed()), sent: 1, unchanged: 3);
        AssertCounts(Summary(Pipe(Text(wider)).ThrowIfFailed()), sent: 0, unchanged: 4);

        // Rows without a column are new ones by it, with the column again or not.
        AssertCounts(Summary(Pipe(Text("user_id,name,triggered_at", "u5,left,2026-02-03T10:00:00Z")).ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Pipe(Text(Header, "u5,left,2026-02-03T10:00:00Z,Pro,1")).ThrowIfFailed()), sent: 0, unchanged: 1);
        Assert.Equal(5, Emulator.Events.Count);
    }

    [Fact]
    public void A_row_of_a_pipe_counts_again_for_one_recorded_event()
    {
        AssertCounts(Summary(Pipe(Text(Header, Rows[0])).ThrowIfFailed()), sent: 1);
        string narrow = Text("user_id,name,triggered_at,amount", "u1,bought,2026-02-01T10:00:00Z,007.50", "u1,bought,2026-02-01T10:00:00Z,007.50");
        AssertCounts(Summary(Pipe(narrow, "-AcceptEventCount 1").ThrowIfFailed()), sent: 2);
        AssertCounts(Summary(Pipe(narrow).ThrowIfFailed()), sent: 0, unchanged: 2);
    }

    [Theory]
    [InlineData("", "-ExcludeProperty plan", 2)]
    [InlineData("", "-Metadata @{ plan = 'x' }", 3)]
    [InlineData("", "-Metadata @{ source = 'crm' }", 0)]
    [InlineData("-Metadata @{ source = 'crm' }", "-Metadata @{ source = 'crm' }", 0)]
    [InlineData("-Metadata @{ source = 'crm' }", "", 4)]
    [InlineData("-AsText", "-AsText", 0)]
    [InlineData("-AsText", "-AsText -ExcludeProperty plan", 2)]
    [InlineData("-AsText", "", 0)]
    public void A_journal_of_0_1_0_is_asked_by_what_reading_its_events_are_known(string then, string now, int again)
    {
        AssertCounts(Summary(Events(Text([Header, .. Rows]), then).ThrowIfFailed()), sent: 3);
        JournalText.ToFirstFormat(Path.Combine(Folder.Path, "events.csv.journy"));
        string content = Text([Header + ",email", .. Rows.Select(row => row + ",a@example.com"), "u4,bought,2026-02-02T10:00:00Z,Pro,1,a@example.com"]);
        for (int run = 0; run < 2; run++)
        {
            ShellResult result = Events(content, now);
            if (again == 0)
            {
                AssertCounts(Summary(result.ThrowIfFailed()), sent: run == 0 ? 1 : 0, unchanged: run == 0 ? 3 : 4);
            }
            else
            {
                // As many as may be: which of them it was, such a journal does not say.
                AssertSays(Assert.Single(result.Errors).Exception.Message, " events", "Nothing was sent");
                Assert.Equal(3, Emulator.Events.Count);
            }
        }

        AssertCounts(Summary(Events(content, again == 0 ? now : then).ThrowIfFailed()), sent: again == 0 ? 0 : 1, unchanged: again == 0 ? 4 : 3);
    }
}
