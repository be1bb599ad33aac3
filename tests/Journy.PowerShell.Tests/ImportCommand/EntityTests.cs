using System;
using System.IO;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Imports of accounts, of users of accounts, and of events.</summary>
public sealed class EntityTests : ImportTest
{
    private const string Events =
        "user_id,name,triggered_at,plan\nu1,signup,2024-05-06T07:08:09Z,Pro\nu2,signup,2024-05-06T07:08:09Z,Free\n";

    [Fact]
    public void Accounts_are_imported_like_users()
    {
        Folder.Write("account_id,domain,plan,seats\na1,one.example,Pro,5\na2,two.example,Free,6\n,three.example,Free,7\n", "accounts.csv");

        ImportSummary first = Summary(Run("Import-JournyAccount accounts.csv").ThrowIfFailed());

        AssertCounts(first, sent: 3);
        Assert.Equal("Account", first.Entity);
        Assert.Equal(
            ["one.example", "three.example", "two.example"],
            Emulator.Accounts.Select(account => account.Domain).Order(StringComparer.Ordinal));
        Assert.Equal(5, Emulator.Accounts.Single(account => account.AccountId == "a1").Properties["seats"].GetInt32());
        AssertCounts(Summary(Run("Import-JournyAccount accounts.csv").ThrowIfFailed()), sent: 0, unchanged: 3);
    }

    [Fact]
    public void Users_of_one_account_go_together_and_only_once()
    {
        Folder.Write(
            "account_id,user_id,email\n" + string.Concat(Enumerable.Range(0, 240).Select(i => $"a{i % 2},u{i},u{i}@example.com\n")),
            "members.csv");

        AssertCounts(Summary(Run("Import-JournyAccountUser members.csv").ThrowIfFailed()), sent: 240);

        Assert.Equal(4, Writes.Count);
        Assert.Equal([120, 120], Emulator.Accounts.Select(account => account.Members.Count));
        AssertCounts(Summary(Run("Import-JournyAccountUser members.csv").ThrowIfFailed()), sent: 0, unchanged: 240);
        Assert.Equal(4, Writes.Count);
    }

    [Fact]
    public void A_call_that_is_refused_is_halved_until_the_users_at_fault_stand_alone()
    {
        Folder.Write(
            "user_id,email\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"u{i},{(i is 7 or 40 ? "nobody@nowhere" : "")}\n")),
            "members.csv");

        ImportSummary first = Summary(Run("Import-JournyAccountUser members.csv -AccountId a1"));

        AssertCounts(first, sent: 48, failed: 2);
        Assert.Equal([9, 42], CsvTable.Read(first.FailedPath!).Lines);
        Assert.Equal(48, Emulator.Accounts.Single().Members.Count);
        int before = Writes.Count;
        AssertCounts(Summary(Run("Import-JournyAccountUser members.csv -AccountId a1")), sent: 0, unchanged: 48, failed: 2);
        Assert.Equal(3, Writes.Count - before);
        File.WriteAllText(first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("nobody@nowhere", "", StringComparison.Ordinal));
        Session.Set("failed", first.FailedPath);
        AssertCounts(Summary(Run("Import-JournyAccountUser $failed -AccountId a1").ThrowIfFailed()), sent: 2);
        Folder.Write("user_id,email\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"u{i},\n")), "members.csv");
        AssertCounts(Summary(Run("Import-JournyAccountUser members.csv -AccountId a1").ThrowIfFailed()), sent: 0, unchanged: 50);

        // Of another account they are others.
        AssertCounts(Summary(Run("Import-JournyAccountUser members.csv -Domain one.example").ThrowIfFailed()), sent: 50);
    }

    [Fact]
    public void Events_are_recorded_once_and_equal_ones_as_often_as_they_are_there()
    {
        Folder.Write(Events, "events.csv");
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 2);
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 0, unchanged: 2);
        Assert.Equal(
            ["Free", "Pro"], Emulator.Events.Select(recorded => recorded.Metadata["plan"].GetString()).Order(StringComparer.Ordinal));

        string equal = Events.Split('\n')[1] + "\n";
        Folder.Write(Events + equal + equal, "events.csv");

        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 2, unchanged: 2);
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 0, unchanged: 4);
        Assert.Equal(3, Emulator.Events.Count(recorded => recorded.UserId == "u1"));
    }

    [Fact]
    public void An_event_has_its_name_by_parameter_and_its_time_by_column()
    {
        Folder.Write("user_id,Date\nu1,2024-05-06\n", "events.csv");
        ShellResult without = Run("Import-JournyEvent events.csv -Name signup");
        AssertSays(without.ErrorText, "has no column that says when an event happened", "-PropertyMap @{ 'Date' = 'triggered_at' }");
        Assert.Empty(Writes);

        AssertCounts(
            Summary(
                Run("Import-JournyEvent events.csv -Name signup -PropertyMap @{ Date = 'triggered_at' } -Metadata @{ source = 'crm' }")
                    .ThrowIfFailed()),
            sent: 1);

        EmulatedEvent recorded = Emulator.Events.Single();
        Assert.Equal(
            ("signup", "2024-05-06T00:00:00Z", "crm"), (recorded.Name, recorded.TriggeredAt, recorded.Metadata["source"].GetString()));

        // A row without a time fails alone, also of a pipeline.
        ShellResult piped = Run(
            "@{ user_id = 'u1' }, @{ user_id = 'u2'; triggered_at = '2024-05-06' } | "
            + "Import-JournyEvent -Name signup -JournalPath piped.journy");
        AssertCounts(Summary(piped), sent: 1, failed: 1);
        AssertSays(CsvTable.Read(Summary(piped).FailedPath!).FromLine(1)["journy_error"], "does not say when it happened");
    }

    [Fact]
    public void An_event_whose_answer_was_lost_is_reported_and_not_sent_again()
    {
        // The first is recorded, the second is not; nobody can tell.
        Emulator.Faults.Add(
            request => request.Body?.Contains("\"u1\"", StringComparison.Ordinal) == true ? Fault.Abort(afterApplying: true) : null);
        IDisposable second = Emulator.Faults.Add(
            request => request.Body?.Contains("\"u2\"", StringComparison.Ordinal) == true ? Fault.Abort() : null);
        Folder.Write(Events + "u3,signup,2024-05-06T07:08:09Z,Free\n", "events.csv");

        ShellResult result = Run("Import-JournyEvent events.csv");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, unknown: 2);
        Assert.Equal("Journy.ImportIncomplete,Journy.Commands.ImportJournyEventCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, summary.UnknownPath!, "look in journy.io", "import the rest");
        Assert.Equal([2, 3], CsvTable.Read(summary.UnknownPath!).Lines);
        int before = Writes.Count;
        ImportSummary again = Summary(Run("Import-JournyEvent events.csv"));
        AssertCounts(again, sent: 0, unchanged: 1, unknown: 2);
        Assert.Equal(before, Writes.Count);
        AssertSays(CsvTable.Read(again.UnknownPath!).FromLine(2)["journy_error"], "may or may not have recorded it");

        // Somebody looks, finds the first, and imports the other.
        second.Dispose();
        string[] lines = File.ReadAllLines(again.UnknownPath!);
        File.WriteAllLines(again.UnknownPath!, [lines[0], lines[2]]);
        Session.Set("unknown", again.UnknownPath);
        ImportPreview preview = Run("Import-JournyEvent $unknown -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Equal((1, 0), (preview.ToSend, preview.Unknown));

        AssertCounts(Summary(Run("Import-JournyEvent $unknown").ThrowIfFailed()), sent: 1);

        AssertCounts(Summary(Run("Import-JournyEvent $unknown").ThrowIfFailed()), sent: 0, unchanged: 1);
        AssertCounts(Summary(Run("Import-JournyEvent events.csv")), sent: 0, unchanged: 2, unknown: 1);
        Assert.Equal(["u1", "u2", "u3"], Emulator.Events.Select(recorded => recorded.UserId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_event_that_was_refused_is_sent_from_the_file_of_failed_rows_or_from_its_own_and_once()
    {
        IDisposable refused = Emulator.Faults.Add(
            request => request.Body!.Contains("\"u1\"", StringComparison.Ordinal) ? Fault.Error(400) : null);
        Folder.Write(Events, "events.csv");
        ImportSummary first = Summary(Run("Import-JournyEvent events.csv"));
        AssertCounts(first, sent: 1, failed: 1);
        refused.Dispose();
        Session.Set("failed", first.FailedPath);

        AssertCounts(Summary(Run("Import-JournyEvent $failed").ThrowIfFailed()), sent: 1);

        AssertCounts(Summary(Run("Import-JournyEvent $failed").ThrowIfFailed()), sent: 0, unchanged: 1);
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 0, unchanged: 2);
        Assert.Equal(2, Emulator.Events.Count);
    }

    [Fact]
    public void Events_are_sent_again_only_where_somebody_says_so()
    {
        Folder.Write(Events, "events.csv");
        Run("Import-JournyEvent events.csv").ThrowIfFailed();

        ShellResult unattended = Run("Import-JournyEvent events.csv -Resend");

        AssertSays(unattended.ErrorText, "-Resend sends every event", "-Confirm:$false");
        Assert.Equal(2, Emulator.Events.Count);
        string path = Folder.File("events.csv");
        AnsweringHost no = new(answer: false);
        using (HostedShell shell = new(no, Emulator))
        {
            Assert.Empty(shell.Run($"Import-JournyEvent '{path}' -Resend"));
            AssertSays(Assert.Single(no.Questions), "counts once more", "events.csv");
        }

        AnsweringHost yes = new(answer: true);
        using (HostedShell shell = new(yes, Emulator))
        {
            AssertCounts((ImportSummary)Assert.Single(shell.Run($"Import-JournyEvent '{path}' -Resend")).BaseObject, sent: 2);
        }

        AssertCounts(Summary(Run("Import-JournyEvent events.csv -Resend -Confirm:$false").ThrowIfFailed()), sent: 2);
        Assert.Equal(6, Emulator.Events.Count);
        AssertCounts(Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed()), sent: 0, unchanged: 2);
    }

    [Theory]
    [InlineData("-NoJournal")]
    [InlineData("-Resend -Confirm:$false")]
    public void No_command_is_named_that_would_record_events_twice(string parameters)
    {
        int left = 1;
        Emulator.Faults.Add(_ => System.Threading.Interlocked.Decrement(ref left) >= 0 ? null : Fault.Error(403));
        Folder.Write(Events + "u3,signup,2024-05-06T07:08:09Z,Free\nu4,signup,2024-05-06T07:08:09Z,Free\n", "events.csv");

        ShellResult result = Run($"Import-JournyEvent events.csv -ThrottleLimit 1 {parameters}");

        AssertCounts(Summary(result), sent: 1, failed: 1, notAttempted: 2);
        Assert.Null(Summary(result).ContinueCommand);
        Assert.DoesNotContain("To go on", result.ErrorText, StringComparison.Ordinal);
    }
}
