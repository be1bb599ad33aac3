using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>What passes is tried six times, with real waits: all of it at the same time, since that takes long enough.</summary>
public sealed class RetriedFaultTests : EmulatorTest
{
    private const int MostAttempts = 6;

    [Fact]
    public async Task What_may_pass_is_tried_six_times_and_then_told_in_full()
    {
        Emulator.Faults.Add(request =>
            request.Path.StartsWith("/segments", StringComparison.Ordinal) ? ServerFault.ByName["500"].Fault
            : request.Path.StartsWith("/accounts", StringComparison.Ordinal) ? Fault.Hang()
            : ServerFault.Passing.Concat(ServerFault.Unreadable)
                .SingleOrDefault(fault => request.Body?.Contains($"\"{fault.Name}\"", StringComparison.Ordinal) == true)?.Fault);
        int closedPort = ClosedPort();

        await Task.WhenAll(
            InSession("", (session, address) => ThatRecordsFailAlone(session, address, ServerFault.Passing)),

            // Each on a connection of its own: ten of them in a row end a run.
            Task.WhenAll(ServerFault.Unreadable.Select(
                fault => InSession("", (session, address) => ThatRecordsFailAlone(session, address, [fault])))),
            InSession("", ThatReadsEnd),
            InSession("-TimeoutSec 0.3", ThatTimeOutsAreTold),
            InSession("", session => ThatARefusedConnectionIsTold(session, closedPort)));
    }

    private static void ThatRecordsFailAlone(ShellSession session, string address, IReadOnlyList<ServerFault> faults)
    {
        string[] users = [.. faults.Select(fault => fault.Name).Append("fine")];
        ShellResult result = session.Run(
            "param($users) $users | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser -ThrottleLimit 64", (object)users);

        Assert.Equal(["fine"], result.As<UserResult>().Select(user => user.UserId));
        Assert.Equal(faults.Count, result.Errors.Count);
        Assert.All(faults.Zip(result.Errors), pair =>
        {
            (ServerFault fault, ErrorRecord error) = pair;
            JournyApiException exception = AssertTold(error, fault.Reason, "SetJournyUserCommand", address);
            Assert.Equal("user " + fault.Name, error.TargetObject.ToString());
            Assert.All(fault.Says, part => Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal));
            Assert.Equal(
                (fault.Status, fault.HasRequestId ? ServerFault.RequestId : null, fault.HasCalls ? ServerFault.CallsRemaining : (int?)null),
                (exception.Status, exception.RequestId, exception.CallsRemaining));
        });
    }

    private static void ThatReadsEnd(ShellSession session, string address)
    {
        ErrorRecord error = session.Run("Get-JournySegment Account").Error;
        AssertTold(error, JournyReason.ServerError, "GetJournySegmentCommand", address);
        Assert.Contains(
            $"HTTP 500: This is our fault. Request ID: {ServerFault.RequestId}.", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private static void ThatTimeOutsAreTold(ShellSession session, string address)
    {
        ErrorRecord error = session.Run("Remove-JournyAccount -AccountId a -Confirm:$false").Error;
        JournyApiException exception = AssertTold(error, JournyReason.TimedOut, "RemoveJournyAccountCommand", address);
        Assert.Contains("did not answer within 0.3 seconds", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("account a", error.TargetObject.ToString());
        Assert.Equal((null, null, null), (exception.Status, exception.RequestId, exception.CallsRemaining));
    }

    /// <summary>Even for events: nobody can have taken what never left.</summary>
    private static void ThatARefusedConnectionIsTold(ShellSession session, int closedPort)
    {
        ErrorRecord error = session.Run(
            $"Connect-Journy -ApiKey k -BaseUri http://127.0.0.1:{closedPort} -SkipKeyCheck; Add-JournyEvent -Name login -UserId 42").Error;
        JournyApiException exception = AssertTold(
            error, JournyReason.ConnectionFailed, "AddJournyEventCommand", $"http://127.0.0.1:{closedPort}");
        Assert.Contains("refused", error.ErrorDetails.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("user 42", error.TargetObject.ToString());
        Assert.Null(exception.Status);
    }

    private static JournyApiException AssertTold(ErrorRecord error, JournyReason reason, string command, string address)
    {
        Assert.Equal($"Journy.{reason},Journy.Commands.{command}", error.FullyQualifiedErrorId);
        Advice.AssertGiven(error, reason);
        Assert.Contains(address, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Tried {MostAttempts} times.", error.ErrorDetails.Message, StringComparison.Ordinal);
        JournyApiException exception = Assert.IsType<JournyApiException>(error.Exception);
        Assert.Equal((reason, MostAttempts), (exception.Reason, exception.Attempts));
        return exception;
    }

    private static int ClosedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task InSession(string parameters, Action<ShellSession> check) => InSession(parameters, (session, _) => check(session));

    private Task InSession(string parameters, Action<ShellSession, string> check) => Task.Run(
        () =>
        {
            using ShellSession session = ShellSession.Connected(Emulator.BaseAddress, Emulator.ApiKey, "-SkipKeyCheck " + parameters);
            check(session, Emulator.BaseAddress.AbsoluteUri.TrimEnd('/'));
        },
        Cancel);
}
