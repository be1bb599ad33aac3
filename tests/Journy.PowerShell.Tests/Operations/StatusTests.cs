using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>What a user is told when the server refuses, fails or answers nonsense, whichever cmdlet it happens to.</summary>
public sealed class StatusTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Event = "Add-JournyEvent";

    /// <summary>Each cmdlet with its call, the method and path that it makes, and whom its record is about; nobody for a read.</summary>
    private static readonly Dictionary<string, (string Call, string Request, string? Identity)> Cmdlets = new()
    {
        ["Set-JournyUser"] = (
            "Set-JournyUser -UserId 42 -Email jane@example.com -Property @{ plan = 'Pro' }",
            "POST /users/upsert",
            "user 42 <jane@example.com>"),
        ["Remove-JournyUser"] = ("Remove-JournyUser -UserId 42 -Confirm:$false", "DELETE /users", "user 42"),
        ["Set-JournyAccount"] = ("Set-JournyAccount -Domain example.com", "POST /accounts/upsert", "account example.com"),
        ["Add-JournyAccountUser"] =
            ("Add-JournyAccountUser -AccountId a -User jane@example.com", "POST /accounts/users/add", "user jane@example.com"),
        ["Remove-JournyAccountUser"] =
            ("Remove-JournyAccountUser -AccountId a -User 42 -Confirm:$false", "POST /accounts/users/remove", "user 42"),
        ["Add-JournyUserDevice"] = ("Add-JournyUserDevice -DeviceId d -UserId 42", "POST /link", "user 42"),
        [Event] = ("Add-JournyEvent -Name login -UserId 42 -AccountId a", "POST /track", "user 42"),
        ["Get-JournyApiKeyInfo"] = ("Get-JournyApiKeyInfo", "GET /validate", null),
        ["Get-JournySegment"] = ("Get-JournySegment User", "GET /segments/users", null),
        ["Get-JournyTrackingSnippet"] = ("Get-JournyTrackingSnippet example.com", "GET /tracking/snippet?domain=example.com", null),
    };

    public static TheoryData<string, string> FinalAnswers
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string cmdlet in Cmdlets.Keys)
            {
                foreach (ServerFault fault in ServerFault.Final)
                {
                    // Three pauses take their time: two cmdlets show both kinds.
                    if (fault.Calls == 1 || cmdlet is "Set-JournyUser" or "Get-JournySegment")
                    {
                        data.Add(cmdlet, fault.Name);
                    }
                }
            }

            return data;
        }
    }

    public static TheoryData<string> LosingFaults => [.. ServerFault.Passing.Concat(ServerFault.Unreadable).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(FinalAnswers))]
    public void An_answer_that_stands_is_told_in_full(string cmdlet, string faultName)
    {
        ServerFault fault = ServerFault.ByName[faultName];
        (string call, string request, string? identity) = Cmdlets[cmdlet];
        Emulator.Faults.Add(fault.Fault);

        (ShellResult result, ErrorRecord? caught) = Catch(call);

        Assert.Empty(result.Output);
        Assert.Equal(Enumerable.Repeat(request, fault.Calls), Emulator.Ledger.Snapshot().Select(entry => $"{entry.Method} {entry.Target}"));
        if (identity is null)
        {
            Assert.Empty(result.Errors);
            AssertTold(caught, cmdlet, fault);
            Assert.Equal(cmdlet == "Get-JournyTrackingSnippet" ? "example.com" : Emulator.BaseAddress, caught!.TargetObject);
            return;
        }

        ErrorRecord error = Assert.Single(result.Errors);
        AssertTold(error, cmdlet, fault);
        Assert.Equal(identity, Assert.IsAssignableFrom<JournyIdentity>(error.TargetObject).ToString());
        Assert.Contains(identity, error.ErrorDetails.Message, StringComparison.Ordinal);
        if (!fault.EndsRun)
        {
            Assert.Null(caught);
            return;
        }

        AssertTold(caught, cmdlet, fault);
        Assert.Equal(Emulator.BaseAddress, caught!.TargetObject);
        Assert.StartsWith("The run has ended: ", caught.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LosingFaults))]
    public void An_event_whose_answer_is_lost_is_unknown(string faultName)
    {
        ServerFault fault = ServerFault.ByName[faultName];
        Emulator.Faults.Add(fault.Fault);

        (ShellResult result, ErrorRecord? caught) = Catch(Cmdlets[Event].Call);

        Assert.Null(caught);
        Assert.Empty(result.Output);
        AssertTold(Assert.Single(result.Errors), Event, fault);
        Assert.Single(Writes);
    }

    [Fact]
    public void An_event_that_a_hanging_server_got_is_unknown()
    {
        Emulator.Faults.Add(Fault.Hang());

        (ShellResult result, _) = Catch($"Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck -TimeoutSec 0.3; {Cmdlets[Event].Call}");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("Journy.OutcomeUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("may or may not have recorded it", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains($"{Address} did not answer within 0.3 seconds", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("user 42", error.TargetObject.ToString());
        JournyApiException exception = Assert.IsType<JournyApiException>(error.Exception);
        Assert.Equal((null, null, null, 1), (exception.Status, exception.RequestId, exception.CallsRemaining, exception.Attempts));
        Assert.Single(Writes);
    }

    private string Address => Emulator.BaseAddress.AbsoluteUri.TrimEnd('/');

    /// <summary>Runs a call and keeps apart what ended it.</summary>
    private (ShellResult Result, ErrorRecord? Caught) Catch(string call)
    {
        ShellResult result = Shell.Run($"$caught = $null; try {{ {call} }} catch {{ $caught = $_ }}");
        return (result, Shell.Run("$caught").Output.SingleOrDefault()?.BaseObject as ErrorRecord);
    }

    private void AssertTold(ErrorRecord? error, string cmdlet, ServerFault fault)
    {
        Assert.NotNull(error);
        bool isUnknown = cmdlet == Event && fault.MayBeTaken;
        JournyReason reason = isUnknown ? JournyReason.OutcomeUnknown : fault.Reason;
        Assert.Equal(
            $"Journy.{reason},Journy.Commands.{cmdlet.Replace("-", string.Empty, StringComparison.Ordinal)}Command",
            error.FullyQualifiedErrorId);
        Advice.AssertGiven(error, reason);

        string message = error.ErrorDetails.Message;
        Assert.Contains(Address, message, StringComparison.Ordinal);
        Assert.All(fault.Says, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Equal(fault.HasRequestId, message.Contains($"Request ID: {ServerFault.RequestId}.", StringComparison.Ordinal));
        Assert.Equal(isUnknown, message.Contains("may or may not have recorded it", StringComparison.Ordinal));
        if (fault.Status is not null)
        {
            Assert.Contains($"HTTP {fault.Status}", message, StringComparison.Ordinal);
        }

        JournyApiException exception = Assert.IsType<JournyApiException>(error.Exception);
        Assert.Equal(reason, exception.Reason);
        Assert.Equal(fault.Status, exception.Status);
        Assert.Equal(fault.HasRequestId ? ServerFault.RequestId : null, exception.RequestId);
        Assert.Equal(fault.HasCalls ? ServerFault.CallsLimit : null, exception.CallsLimit);
        Assert.Equal(fault.HasCalls ? ServerFault.CallsRemaining : null, exception.CallsRemaining);
        Assert.Equal(fault.Calls, exception.Attempts);
        Assert.Equal(fault.Fields, exception.Fields);
        Assert.Equal(fault.Parameters, exception.Parameters);
    }
}
