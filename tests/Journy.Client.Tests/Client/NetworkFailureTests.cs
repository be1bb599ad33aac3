using System;
using System.Linq;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>What the client makes of no answer at all.</summary>
public sealed class NetworkFailureTests : ClientTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 6)]
    public async Task A_server_that_hangs_times_out_and_is_tried_six_times(bool afterApplying, int applied)
    {
        Emulator.Faults.Add(Fault.Hang(afterApplying));

        JournyApiException failure = await FailureOf(NewClient(timeout: Short));

        Check(failure, JournyReason.TimedOut, Emulator.BaseAddress);
        Assert.Contains("0.15 seconds", failure.Message, StringComparison.Ordinal);
        Assert.All(failure.AttemptLog, attempt => Assert.Equal("timed out", attempt.Outcome));
        Assert.False(failure.NeverConnected);
        Assert.Equal((6, applied), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Fact]
    public async Task The_time_out_holds_for_the_body_too()
    {
        await using RawServer server = new(
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"meta\": ", thenHangs: true);
        JournyApiException failure = await FailureOf(NewClient(server.Address, Short));
        Check(failure, JournyReason.TimedOut, server.Address);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 6)]
    public async Task A_connection_that_is_dropped_is_tried_six_times(bool afterApplying, int applied)
    {
        JournyClient client = NewClient();
        int before = 0;
        if (afterApplying)
        {
            // On a connection that was used before, too: the HTTP stack must not try again by itself.
            await UpsertAsync(client);
            before = 1;
        }

        Emulator.Faults.Add(Fault.Abort(afterApplying));

        JournyApiException failure = await FailureOf(client);

        Check(failure, JournyReason.ConnectionFailed, Emulator.BaseAddress);
        Assert.False(failure.NeverConnected);
        Assert.Equal((6 + before, applied + before), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task An_answer_that_is_cut_off_is_tried_six_times(int bytes)
    {
        Emulator.Faults.Add(Fault.Truncate(bytes));
        JournyApiException failure = await FailureOf(NewClient());
        Check(failure, JournyReason.ConnectionFailed, Emulator.BaseAddress);
        Assert.False(failure.NeverConnected);
        Assert.Equal((6, 6), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Fact]
    public async Task A_call_recovers_when_the_connection_comes_back()
    {
        Emulator.Faults.Add(request => request.Sequence switch { 1 => Fault.Abort(), 2 => Fault.Truncate(5), _ => null });
        JournyAnswer<System.Collections.Generic.IReadOnlyDictionary<string, string>> answer = await UpsertAsync(NewClient());
        Assert.Equal(["ConnectionFailed", "ConnectionFailed", "201"], answer.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task A_port_that_refuses_is_known_to_have_received_nothing()
    {
        Uri address = NobodysAddress;
        JournyApiException failure = await FailureOf(NewClient(address));
        Check(failure, JournyReason.ConnectionFailed, address);
        Assert.True(failure.NeverConnected);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_known_to_have_received_nothing()
    {
        Uri address = new("https://journy-test.invalid/");
        JournyApiException failure = await FailureOf(NewClient(address));
        Check(failure, JournyReason.ConnectionFailed, address);
        Assert.True(failure.NeverConnected);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_a_failure_of_TLS()
    {
        await using RawServer server = new("HTTP/1.1 400 Bad Request\r\n\r\n", thenHangs: true, readsFirst: false);
        JournyApiException failure = await FailureOf(NewClient(new Uri($"https://127.0.0.1:{server.Address.Port}/")));
        Assert.Equal(JournyReason.TlsFailed, failure.Reason);
        Assert.True(failure.NeverConnected);
        Assert.Equal(1, failure.Attempts);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_a_connection_that_failed()
    {
        await using RawServer server = new("SSH-2.0-OpenSSH_9.6\r\n");
        JournyApiException failure = await FailureOf(NewClient(server.Address));
        Check(failure, JournyReason.ConnectionFailed, server.Address);
    }

    private static void Check(JournyApiException failure, JournyReason reason, Uri address)
    {
        Assert.Equal(reason, failure.Reason);
        Assert.Null(failure.Status);
        Assert.Null(failure.RequestId);
        Assert.Equal(6, failure.Attempts);
        Assert.False(failure.EndsRun);
        Assert.Contains(address.AbsoluteUri.TrimEnd('/'), failure.Message, StringComparison.Ordinal);
    }
}
