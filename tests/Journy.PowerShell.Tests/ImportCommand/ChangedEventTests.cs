using System;
using System.Globalization;
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
    private static readonly string[] Rows =
        ["u1,bought,2026-02-01T10:00:00Z,Pro,007.50", "u2,bought,2026-02-01T11:00:00Z,Basic,12.5", "u3,left,2026-02-01T12:00:00Z,,"];

    private static string Text(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    private ShellResult Pipe(string content, string parameters = "")
    {
        string[] names = content[..content.IndexOf('\n', StringComparison.Ordinal)].Split(',');
        string rows = string.Join(", ", content.TrimEnd('\n').Split('\n').Skip(1).Select(line =>
            "[pscustomobject][ordered]@{ " + string.Join("; ", line.Split(',').Select((cell, index) => $"{names[index]} = '{cell}'"))
            + " }"));
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
        string[] widest =
        [
            wider[0] + ",email",
            .. wider.Skip(1).Select((row, index) => row + $",a{index}@example.com"),
            "u5,left,2026-02-03T10:00:00Z,,,,b@example.com"
        ];
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
        string content = Text(
            [header, .. now, string.Join(',', now[0].Split(',').Select((cell, index) => index == 2 ? "2026-03-01T00:00:00Z" : cell))]);

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
        AssertCounts(
            Summary(Events(content, $"{parameters} -AcceptEventCount {again}").ThrowIfFailed()), sent: again + 1, unchanged: 3 - again);
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
                Summary(Run("Import-JournyEvent b.csv -JournalPath all.journy -PropertyMap @{ action = 'name' }").ThrowIfFailed()),
                sent,
                unchanged: 1 - sent);
        }
    }

    [Fact]
    public void A_pipe_recognises_events_without_a_new_column_and_stops_at_the_first_that_lacks_an_old_one()
    {
        AssertCounts(Summary(Pipe(Text([Header, .. Rows])).ThrowIfFailed()), sent: 3);
        AssertCounts(
            Summary(Pipe(Text([Header + ",currency", .. Rows.Select(row => row + ",EUR")])).ThrowIfFailed()), sent: 0, unchanged: 3);
        string narrower = Text(
            [
                "user_id,name,triggered_at,amount",
                "u9,new,2026-02-01T09:00:00Z,1",
                .. Rows.Select(row => string.Join(',', row.Split(',').Where((_, index) => index != 3)))
            ]);
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
        ShellResult refused = Events(Text(
            [
                Header.Replace(",plan", string.Empty, StringComparison.Ordinal),
                .. Rows.Select(row => string.Join(',', row.Split(',').Where((_, index) => index != 3)))
            ]));
        AssertSays(Assert.Single(refused.Errors).Exception.Message, " 2 event", "'plan'");
        Assert.Equal(4, Emulator.Events.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_time_zone_is_that_of_new_events_only_and_so_is_going_back(bool isPiped)
    {
        string[] rows = [.. Rows.Select(row => row.Replace("Z,", ",", StringComparison.Ordinal))];
        string[] parameters =
        [
            "-TimeZone Asia/Tokyo", "-TimeZone America/New_York", "", "-TimeZone Asia/Tokyo",
            "-TimeZone Asia/Tokyo -Metadata @{ source = 'crm' }"
        ];
        for (int run = 0; run < parameters.Length; run++)
        {
            string content = Text([Header, .. rows]);
            ShellResult result = (isPiped ? Pipe(content, parameters[run]) : Events(content, parameters[run])).ThrowIfFailed();
            int sent = run == 0 ? 3 : 1;
            AssertCounts(Summary(result), sent, unchanged: rows.Length - sent);
            rows = [.. rows, $"n{run},bought,2026-03-01T10:00:00,Pro,5"];
        }

        Assert.Equal(["2026-02-01T01:00:00Z", "2026-03-01T15:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T01:00:00Z"],
            Emulator.Events.Where(one => one.UserId is "u1" or "n0" or "n1" or "n2")
                .OrderBy(one => one.UserId == "u1" ? "" : one.UserId, StringComparer.Ordinal)
                .Select(one => DateTimeOffset.Parse(one.TriggeredAt!, CultureInfo.InvariantCulture)
                    .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_column_of_times_is_that_of_new_events_only_and_so_is_going_back(bool isPiped)
    {
        string[] rows = ["u1,bought,2026-02-01T10:00:00Z,2026-02-05T10:00:00Z", "u2,bought,2026-02-01T11:00:00Z,2026-02-06T10:00:00Z"];
        const string Placed = "-PropertyMap @{ placed = 'triggered_at' }";
        const string Shipped = "-PropertyMap @{ shipped = 'triggered_at' }";
        string[] parameters = [Placed, Shipped, Placed, Shipped + " -ExcludeProperty placed", Placed];
        for (int run = 0; run < 5; run++)
        {
            string content = Text(["user_id,name,placed,shipped", .. rows]);
            ShellResult result = isPiped ? Pipe(content, parameters[run]) : Events(content, parameters[run]);
            if (run == 3)
            {
                // Of the event that was recorded by its day of shipping the other day is gone.
                AssertSays(Assert.Single(result.Errors).Exception.Message, "'placed'", "-AcceptEventCount");
                result = isPiped
                    ? Pipe(content, parameters[run] + " -AcceptEventCount 4")
                    : Events(content, parameters[run] + " -AcceptEventCount 4");
                Assert.Empty(result.Errors);
                Assert.InRange(Emulator.Events.Count, 4, 8);
                rows = [.. rows, $"n{run},bought,2026-03-01T10:00:00Z,2026-03-02T10:00:00Z"];
                continue;
            }

            int sent = run == 0 ? 2 : 1;
            AssertCounts(Summary(result.ThrowIfFailed()), sent, unchanged: rows.Length - sent);
            rows = [.. rows, $"n{run},bought,2026-03-01T10:00:00Z,2026-03-02T10:00:00Z"];
        }
    }

    [Theory]
    [InlineData("triggered_at", "", "-PropertyMap @{ shipped = 'triggered_at' } -ExcludeProperty triggered_at")]
    [InlineData("triggeredAt", "-ExcludeProperty shipped", "-PropertyMap @{ shipped = 'triggered_at' } -ExcludeProperty triggeredAt")]
    [InlineData(
        "placed",
        "-PropertyMap @{ placed = 'triggered_at' } -TimeZone Asia/Tokyo",
        "-PropertyMap @{ shipped = 'triggered_at' } -TimeZone America/New_York")]
    public void A_column_of_times_may_be_called_as_journy_io_calls_it_and_be_of_another_zone(string column, string first, string second)
    {
        string[] rows = ["u1,bought,2026-02-01T10:00:00,2026-02-05T10:00:00", "u2,bought,2026-02-01T11:00:00,2026-02-06T10:00:00"];
        for (int run = 0; run < 4; run++)
        {
            int sent = run == 0 ? 2 : 1;
            ShellResult result = Events(Text([$"user_id,name,{column},shipped", .. rows]), run % 2 == 0 ? first : second).ThrowIfFailed();
            AssertCounts(Summary(result), sent, unchanged: rows.Length - sent);
            rows = [.. rows, $"n{run},bought,2026-03-01T10:00:00,2026-03-02T10:00:00"];
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_that_is_gone_under_another_time_zone_stops_with_the_number(bool isPiped)
    {
        string[] rows = [.. Rows.Select(row => row.Replace("Z,", ",", StringComparison.Ordinal))];
        AssertCounts(Summary((isPiped ? Pipe(Text([Header, .. rows])) : Events(Text([Header, .. rows]))).ThrowIfFailed()), sent: 3);
        const string Parameters = "-TimeZone Asia/Tokyo -ExcludeProperty plan";
        string content = Text([Header, .. rows, "u4,bought,2026-03-01T10:00:00,Pro,1"]);
        ShellResult stopped = isPiped ? Pipe(content, Parameters) : Events(content, Parameters);
        AssertSays(Assert.Single(stopped.Errors).Exception.Message, isPiped ? "Row 1" : " 2 events", "'plan'", "-AcceptEventCount");
        Assert.Equal(3, Emulator.Events.Count);
        AssertCounts(Summary((isPiped ? Pipe(content) : Events(content)).ThrowIfFailed()), sent: 1, unchanged: 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_time_zone_that_this_machine_does_not_know_stops_with_the_number(bool isPiped)
    {
        string content = Text([Header, .. Rows.Select(row => row.Replace("Z,", ",", StringComparison.Ordinal))]);
        AssertCounts(
            Summary((isPiped ? Pipe(content, "-TimeZone Asia/Tokyo") : Events(content, "-TimeZone Asia/Tokyo")).ThrowIfFailed()), sent: 3);
        JournalText.Change(
            Path.Combine(Folder.Path, isPiped ? "p.journy" : "events.csv.journy"),
            line => line.Replace("Asia%2FTokyo", "Mars%2FBase", StringComparison.Ordinal));
        ShellResult stopped = isPiped ? Pipe(content) : Events(content);
        AssertSays(
            Assert.Single(stopped.Errors).Exception.Message, isPiped ? "3 are recorded" : " 3 events", "-TimeZone", "-AcceptEventCount 3");
        Assert.Equal(3, Emulator.Events.Count);
    }

    [Fact]
    public void A_row_that_several_recorded_events_are_like_counts_again_once()
    {
        // By its address first, then without.
        AssertCounts(Summary(Events(Text(Header + ",email", Rows[1] + ",u2@example.com")).ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events(Text(Header, Rows[1]), "-AcceptEventCount 1").ThrowIfFailed()), sent: 1);
        string content = Text(Header, Rows[1], "u9,bought,2026-03-01T10:00:00Z,Pro,1");
        AssertSays(Assert.Single(Events(content, "-AsText").Errors).Exception.Message, " 1 event ", "-AcceptEventCount 1");
        AssertCounts(Summary(Events(content, "-AsText -AcceptEventCount 1").ThrowIfFailed()), sent: 2);
    }

    [Fact]
    public void A_piped_journal_of_0_1_0_is_asked_by_which_columns_its_events_are_known()
    {
        string[] rows = ["u0,left,2026-02-01T09:00:00Z,,", .. Rows];
        AssertCounts(Summary(Pipe(Text([Header, .. rows])).ThrowIfFailed()), sent: 4);
        string journal = Path.Combine(Folder.Path, "p.journy");
        JournalText.ToFirstFormat(journal);

        // Blank cells say nothing of which columns there were.
        string[] wider = [Header + ",currency,email", .. rows.Select((row, index) => row + (index == 0 ? ",," : ",EUR,a@example.com"))];
        for (int run = 0; run < 2; run++)
        {
            AssertCounts(Summary(Pipe(Text(wider)).ThrowIfFailed()), sent: 0, unchanged: 4);
        }

        // Behind all that are recorded, a row is a new one.
        for (int run = 0; run < 2; run++)
        {
            wider = [.. wider, $"n{run},bought,2026-02-02T10:00:00Z,Pro,1,USD,"];
            AssertCounts(Summary(Pipe(Text(wider)).ThrowIfFailed()), sent: 1, unchanged: 4 + run);
        }

        Assert.Equal(6, Emulator.Events.Count);

        // Those of this version are asked for as ever.
        AssertSays(
            Assert.Single(Pipe(Text(wider), "-ExcludeProperty currency").Errors).Exception.Message,
            "Row 5",
            "'currency'",
            "-AcceptEventCount");
        Assert.Equal(6, Emulator.Events.Count);
    }

    [Fact]
    public void A_piped_event_that_0_1_0_failed_to_send_is_known_after_it_was_tried_again_with_a_new_column()
    {
        using (Emulator.Faults.Add(
            request => request.Body!.Contains("\"u2\"", StringComparison.Ordinal) ? Fault.Error(400, "Refused.") : null))
        {
            AssertCounts(Summary(Pipe(Text([Header, .. Rows]))), sent: 2, failed: 1);
        }

        JournalText.ToFirstFormat(Path.Combine(Folder.Path, "p.journy"));
        string[] wider = [Header + ",currency", .. Rows.Select(row => row + ",EUR")];
        AssertCounts(Summary(Pipe(Text(wider)).ThrowIfFailed()), sent: 1, unchanged: 2);
        AssertCounts(Summary(Pipe(Text(wider)).ThrowIfFailed()), sent: 0, unchanged: 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ExcludeProperty plan")]
    public void A_piped_journal_of_0_1_0_stops_once_at_a_row_that_it_does_not_recognise(string parameters)
    {
        string[] rows = ["u0,left,2026-02-01T09:00:00Z,,", .. Rows];
        AssertCounts(Summary(Pipe(Text([Header, .. rows])).ThrowIfFailed()), sent: 4);
        JournalText.ToFirstFormat(Path.Combine(Folder.Path, "p.journy"));
        string[] now = parameters.Length > 0 ? rows : ["u0,left,2026-02-01T09:00:00Z,,", "u9,left,2026-02-09T09:00:00Z,,"];
        ShellResult preview = Pipe(Text([Header, .. now]), parameters + " -Preview");
        AssertSays(string.Join('\n', preview.Warnings), parameters.Length > 0 ? "2 events" : "1 event ", "0.1.0");
        for (int run = 0; run < 2; run++)
        {
            ShellResult stopped = Pipe(Text([Header, .. now]), parameters);
            AssertSays(Assert.Single(stopped.Errors).Exception.Message, "Row 2", "0.1.0", "4 are recorded", "-AcceptEventCount 4");
            Assert.Equal(4, Emulator.Events.Count);
        }

        Pipe(Text([Header, .. now]), parameters + " -AcceptEventCount 4").ThrowIfFailed();
        AssertCounts(
            Summary(Pipe(Text([Header, .. now, "n1,left,2026-03-09T09:00:00Z,,"]), parameters).ThrowIfFailed()),
            sent: 1,
            unchanged: now.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_event_that_failed_and_was_recorded_by_another_reading_since_is_not_sent_again_unasked(bool isPiped)
    {
        string content = Text([Header, .. Rows]);
        ShellResult Run(string parameters = "") => isPiped ? Pipe(content, parameters) : Events(content, parameters);
        using (Emulator.Faults.Add(
            request => request.Body!.Contains("\"u2\"", StringComparison.Ordinal) ? Fault.Error(400, "Refused.") : null))
        {
            AssertCounts(Summary(Run()), sent: 2, failed: 1);
        }

        AssertCounts(Summary(Run("-Metadata @{ plan = 'x' } -AcceptEventCount 2").ThrowIfFailed()), sent: 3);
        AssertSays(
            Assert.Single(Run().Errors).Exception.Message,
            isPiped ? "Row 2 was most likely recorded" : " 1 event ",
            "'plan'",
            "-AcceptEventCount");
        Assert.Equal(5, Emulator.Events.Count);
        AssertCounts(Summary(Run("-AcceptEventCount 1").ThrowIfFailed()), sent: 1, unchanged: 2);
        AssertCounts(Summary(Run().ThrowIfFailed()), sent: 0, unchanged: 3);
    }

    [Fact]
    public void A_piped_event_of_0_1_0_is_not_sent_again_unasked_once_its_columns_are_known()
    {
        string[] rows = ["u0,left,2026-02-01T09:00:00Z,,", .. Rows];
        AssertCounts(Summary(Pipe(Text([Header, .. rows])).ThrowIfFailed()), sent: 4);
        JournalText.ToFirstFormat(Path.Combine(Folder.Path, "p.journy"));
        AssertCounts(
            Summary(Pipe(Text(Header, rows[0], "u9,left,2026-02-09T09:00:00Z,,"), "-AcceptEventCount 4").ThrowIfFailed()),
            sent: 1,
            unchanged: 1);
        for (int run = 0; run < 2; run++)
        {
            ShellResult stopped = Pipe(Text([Header, .. rows]), "-ExcludeProperty plan");
            AssertSays(Assert.Single(stopped.Errors).Exception.Message, "Row 2 was most likely recorded", "'plan'", "-AcceptEventCount");
            Assert.Equal(5, Emulator.Events.Count);
        }

        AssertCounts(Summary(Pipe(Text([Header, .. rows])).ThrowIfFailed()), sent: 0, unchanged: 4);
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
        using (Emulator.Faults.Add(
            request => request.Body!.Contains("\"u2\"", StringComparison.Ordinal) ? Fault.Error(400, "Refused.") : null))
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
        string narrow = Text(
            "user_id,name,triggered_at,amount", "u1,bought,2026-02-01T10:00:00Z,007.50", "u1,bought,2026-02-01T10:00:00Z,007.50");
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
        string content = Text(
            [Header + ",email", .. Rows.Select(row => row + ",a@example.com"), "u4,bought,2026-02-02T10:00:00Z,Pro,1,a@example.com"]);
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

        AssertCounts(
            Summary(Events(content, again == 0 ? now : then).ThrowIfFailed()), sent: again == 0 ? 0 : 1, unchanged: again == 0 ? 4 : 3);
    }
}
