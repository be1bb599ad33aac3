using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Journy.Tests.ImportCommand;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>
/// Only journy.io's own answer counts as accepted: whatever else comes with a success is an error and in no journal, is tried again
/// if that cannot do harm, and ends a run if nothing else comes.
/// </summary>
public sealed class StrangeAnswerTests : ImportTest
{
    private const int MostAttempts = 6;

    private int _taken;

    public static TheoryData<string> Names => [.. StrangeAnswer.All.Select(answer => answer.Name)];

    [Fact]
    public void There_are_50_kinds_and_more() =>
        Assert.InRange(StrangeAnswer.All.Select(answer => answer.Name).Distinct().Count(), 50, StrangeAnswer.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void None_is_accepted_or_journaled_by_an_import(string name)
    {
        StrangeAnswer answer = StrangeAnswer.ByName(name);
        Folder.Write("user_id,plan\n1,Pro\n");
        Folder.Write("account_id,user_id\na,1\n", "members.csv");
        Folder.Write("user_id,triggered_at\n1,2026-02-01T00:00:00Z\n", "events.csv");
        using (Emulator.Faults.Add(answer.Fault))
        {
            AssertCounts(Summary(RunOnce("Import-JournyUser users.csv")), sent: 0, failed: 1);
            Assert.Equal(MostAttempts, Take());
            AssertCounts(Summary(RunOnce("Import-JournyAccountUser members.csv")), sent: 0, failed: 1);
            Assert.Equal(MostAttempts, Take());
            AssertCounts(Summary(RunOnce("Import-JournyEvent events.csv -Name login")), sent: 0, unknown: 1);
            Assert.Equal(1, Take());
        }

        // Nothing was kept as accepted; nor is the event sent again, of which nobody knows.
        AssertCounts(Summary(RunOnce("Import-JournyUser users.csv").ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(RunOnce("Import-JournyAccountUser members.csv").ThrowIfFailed()), sent: 1);
        Assert.Equal(2, Take());
        AssertCounts(Summary(RunOnce("Import-JournyEvent events.csv -Name login")), sent: 0, unknown: 1);
        Assert.Equal(0, Take());
        Assert.Single(Emulator.Events);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void None_is_a_result_of_a_cmdlet(string name)
    {
        StrangeAnswer answer = StrangeAnswer.ByName(name);
        Emulator.Faults.Add(answer.Fault);
        foreach (string call in new[]
        {
            "Set-JournyUser -UserId 1 -Property @{ plan = 'Pro' }",
            "Set-JournyAccount -AccountId a",
            "Add-JournyAccountUser -AccountId a -User 1",
            "Add-JournyUserDevice -UserId 1 -DeviceId d",
            "Remove-JournyUser -UserId 1 -Confirm:$false",
        })
        {
            ShellResult result = RunOnce(call);
            Assert.Empty(result.Output);
            Assert.StartsWith($"Journy.{answer.Reason},", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.EndsWith($"Tried {MostAttempts} times.", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
            Assert.Equal(MostAttempts, Take());
        }

        ShellResult once = RunOnce("Add-JournyEvent -Name login -UserId 1");
        Assert.Empty(once.Output);
        Assert.StartsWith("Journy.OutcomeUnknown,", once.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, Take());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void None_validates_a_key_or_is_a_list(string name)
    {
        StrangeAnswer answer = StrangeAnswer.ByName(name);
        Emulator.Faults.Add(answer.Fault);
        string[] calls = ["Get-JournyApiKeyInfo", "Get-JournySegment User"];
        foreach (string call in calls)
        {
            ShellResult result = RunOnce(call);
            Assert.Empty(result.Output);
            Assert.StartsWith($"Journy.{answer.Reason},", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.Equal(calls.Length * MostAttempts, Emulator.Ledger.Count);
    }

    [Theory]
    [InlineData(200, """{"meta":{"requestId":"1","status":201},"message":"Stored."}""")]
    [InlineData(201, """{"meta":{"requestId":"1"}}""")]
    [InlineData(202, """{"message":"Stored.","meta":{"requestId":"1","status":202,"region":{"name":"eu"}},"more":[1]}""")]
    [InlineData(206, """{"meta":{"requestId":"1","status":"201"},"rejected":{}}""")]
    [InlineData(299, " \n{\"message\":null,\"meta\":{\"status\":299,\"requestId\":\"1\"}}\n")]
    [InlineData(201, "\uFEFF{\"meta\":{\"requestId\":\"1\"}}")]
    public void Its_own_answer_counts_whatever_else_it_says(int status, string body)
    {
        using (Emulator.Faults.Add(Fault.Respond(status, "application/json", body)))
        {
            AssertCounts(Summary(ImportText("user_id\n1\n2\n").ThrowIfFailed()), sent: 2);
            Assert.Equal(2, Take());
        }

        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
    }

    [Fact]
    public void The_empty_answer_to_a_removed_membership_is_a_success()
    {
        Emulator.Faults.Add(Fault.Respond(204));
        MembershipResult result = Assert.Single(
            RunOnce("Remove-JournyAccountUser -AccountId a -User 1 -Confirm:$false").ThrowIfFailed().As<MembershipResult>());
        Assert.Null(result.RequestId);
    }

    [Fact]
    public void What_another_call_than_an_upsert_rejects_is_no_success()
    {
        // Refused as a whole where one user is at fault, so that the others are found by halving.
        Emulator.Faults.Add(request => request.Body?.Contains("\"bad\"", StringComparison.Ordinal) == true
            ? Fault.Respond(
                201,
                "application/json",
                """{"meta":{"requestId":"7","status":201},"rejected":{"users.bad":"is not known"}}""",
                afterApplying: true)
            : null);

        ShellResult members = RunOnce("Add-JournyAccountUser -AccountId a -User 1, 2, bad, 3");
        Assert.Equal(["1", "2", "3"], members.As<MembershipResult>().Select(result => result.UserId).Order());
        Assert.Equal("user bad", members.Error.TargetObject.ToString());
        AssertSays(members.Error.ErrorDetails.Message, "HTTP 201", "users.bad: is not known.", "Request ID: 7.");

        ShellResult recorded = RunOnce("Add-JournyEvent -Name login -UserId bad");
        Assert.StartsWith("Journy.OutcomeUnknown,", recorded.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(Emulator.Events);
    }

    [Theory]
    [InlineData("Import-JournyUser rows.csv", false)]
    [InlineData("Import-JournyEvent rows.csv -Name login", true)]
    public void Ten_in_a_row_end_an_import(string command, bool isEvent)
    {
        const int Rows = 1000;
        const int Throttle = 8;
        Folder.Write(
            "user_id,triggered_at\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => $"{row},2026-02-01T00:00:00Z\n")), "rows.csv");
        using IDisposable fault = Emulator.Faults.Add(Fault.Respond(200, "text/html", "<html>Sign in</html>"));

        ShellResult result = RunOnce(command);

        ImportSummary summary = Summary(result);
        Assert.InRange(Take(), AnswerReader.MostStrangeAnswers, AnswerReader.MostStrangeAnswers + Throttle);
        Assert.Equal((0, Rows), (summary.Sent, summary.Read));
        Assert.InRange(summary.NotAttempted, Rows - AnswerReader.MostStrangeAnswers - Throttle, Rows - 1);
        Assert.Equal(Rows, summary.NotAttempted + summary.Failed + summary.Unknown);
        Assert.Equal(isEvent, summary.Unknown > 0);
        Assert.NotNull(summary.ContinueCommand);
        Assert.StartsWith("Journy.UnexpectedAnswer,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.Error.ErrorDetails.Message, "ended early", "text/html", "10 answers in a row that are not journy.io's", "proxy");

        // Gone on with as soon as the network is itself again.
        fault.Dispose();
        Assert.Equal(summary.NotAttempted + summary.Failed, Summary(RunOnce(command)).Sent);
    }

    [Fact]
    public void Ten_in_a_row_end_a_cmdlet()
    {
        Emulator.Faults.Add(Fault.Redirect("https://portal.example/sign-in", 302));
        ShellResult result = RunOnce("1..100 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser");
        Assert.Empty(result.Output);
        Assert.InRange(Take(), AnswerReader.MostStrangeAnswers, AnswerReader.MostStrangeAnswers + 8);
        AssertSays(result.Errors[^1].ErrorDetails.Message, "The run has ended: ", "portal.example", "10 answers in a row");
    }

    [Fact]
    public void Nine_in_a_row_and_its_own_answer_end_nothing()
    {
        Emulator.Faults.Add(
            request => request.Sequence % AnswerReader.MostStrangeAnswers == 0 ? null : Fault.Redirect("https://portal.example/", 302));
        ShellResult result = RunOnce("1..50 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser -ThrottleLimit 1");
        Assert.Equal((5, 45), (result.Output.Count, result.Errors.Count));
        Assert.All(result.Errors, error => Assert.IsType<UserIdentity>(error.TargetObject));
    }

    [Fact]
    public void A_rejection_of_20_000_properties_is_told_in_short()
    {
        string rejected = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $"\"p{number:D5}\":\"is not known\""));
        Emulator.Faults.Add(Fault.Respond(201, "application/json", $"{{\"meta\":{{\"requestId\":\"1\"}},\"rejected\":{{{rejected}}}}}"));
        string error = Assert.Single(CsvTable.Read(Summary(ImportText("user_id\n1\n")).PartialPath!).Rows)["journy_error"];
        AssertShort(error);
        AssertShort(Assert.Single(RunOnce("Set-JournyUser -UserId 1").Warnings));
    }

    private static void AssertShort(string message)
    {
        int shown = Enumerable.Range(0, 20_000)
            .Count(number => message.Contains(
                string.Create(CultureInfo.InvariantCulture, $"p{number:D5}: is not known"), StringComparison.Ordinal));
        Assert.InRange(shown, 20, 200);
        Assert.InRange(message.Length, 1000, 2200);
        Assert.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $" … and {20_000 - shown:N0} more properties."), message, StringComparison.Ordinal);
    }

    /// <summary>How many writes there were since the last time.</summary>
    private int Take()
    {
        int count = Writes.Count - _taken;
        _taken = Writes.Count;
        return count;
    }

    /// <summary>Runs a command on a connection of its own, whose waits take no time.</summary>
    private ShellResult RunOnce(string command)
    {
        InstantClock clock = new() { HasMachinesDate = true };
        using RateLimiter window = new(clock);
        JournyClientOptions options = new(Emulator.BaseAddress, ApiKey.From(Emulator.ApiKey)!) { Clock = clock, RateLimiter = window };
        JournyConnection connection = new(new JournyClient(options), options, JournyConnectionSource.Parameter, null, null);
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary(new Hashtable { ["*-Journy*:Connection"] = connection }));
        return Run(command);
    }
}
