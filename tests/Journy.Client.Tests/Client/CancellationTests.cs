using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>The two ways to end a call: at once, and after the answer that is on its way.</summary>
public sealed class CancellationTests : ClientTest
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _noFurtherTry = new();

    [Fact]
    public async Task The_stop_ends_a_hung_call_at_once()
    {
        Emulator.Faults.Add(Fault.Hang());
        Task call = NewClient().SendAsync(NewUpsert(), _noFurtherTry.Token, _stop.Token);
        await Emulator.Ledger.WaitForAsync(1, Cancel);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // The server sees it too, and nothing comes after it.
        await Emulator.Ledger.WaitForAsync(entry => entry.IsEnded, 1, Cancel);
        Assert.Equal(1, Emulator.Ledger.Count);
    }

    [Fact]
    public async Task The_stop_ends_an_answer_that_came_half_way()
    {
        await using RawServer server = new("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{", thenHangs: true);
        Task call = NewClient(server.Address).SendAsync(NewUpsert(), _noFurtherTry.Token, _stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Yield();
        }

        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task The_stop_ends_a_wait_at_once(int status)
    {
        Emulator.Faults.Add(Fault.Error(status));
        InstantClock clock = HoldDelays(out Task delay);
        Task call = NewClient(clock: clock).SendAsync(NewUpsert(), _noFurtherTry.Token, _stop.Token);
        await delay.WaitAsync(Cancel);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, Emulator.Ledger.Count);
    }

    [Theory]
    [InlineData(500, JournyReason.ServerError)]
    [InlineData(429, JournyReason.TooManyRequests)]
    public async Task No_further_try_ends_a_wait_with_what_the_last_try_met(int status, JournyReason reason)
    {
        Emulator.Faults.Add(Fault.Error(status));
        InstantClock clock = HoldDelays(out Task delay);
        Task call = NewClient(clock: clock).SendAsync(NewUpsert(), _noFurtherTry.Token, Cancel);
        await delay.WaitAsync(Cancel);
        await _noFurtherTry.CancelAsync();
        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(() => call);
        Assert.Equal((reason, 1), (failure.Reason, failure.Attempts));
        Assert.Equal(1, Emulator.Ledger.Count);
    }

    [Fact]
    public async Task No_further_try_lets_an_answer_on_its_way_come_in()
    {
        using ManualResetEventSlim gate = new();
        Emulator.Faults.Add(_ => Wait(gate, null));
        Task<JournyAnswer<IReadOnlyDictionary<string, string>>> call = NewClient().SendAsync(NewUpsert(), _noFurtherTry.Token, Cancel);
        await Emulator.Ledger.WaitForAsync(1, Cancel);
        await _noFurtherTry.CancelAsync();
        gate.Set();
        Assert.Single((await call).Attempts);
        Assert.Equal(1, Emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task No_further_try_keeps_a_failure_on_its_way_from_being_tried_again()
    {
        using ManualResetEventSlim gate = new();
        Emulator.Faults.Add(_ => Wait(gate, Fault.Error(503)));
        Task call = NewClient().SendAsync(NewUpsert(), _noFurtherTry.Token, Cancel);
        await Emulator.Ledger.WaitForAsync(1, Cancel);
        await _noFurtherTry.CancelAsync();
        gate.Set();
        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(() => call);
        Assert.Equal((JournyReason.ServerError, 1), (failure.Reason, failure.Attempts));
        Assert.Equal(1, Emulator.Ledger.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_was_ended_before_it_began_is_never_sent(bool stop)
    {
        await (stop ? _stop : _noFurtherTry).CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => NewClient().SendAsync(NewUpsert(), _noFurtherTry.Token, _stop.Token));
        Assert.Equal(0, Emulator.Ledger.Count);
    }

    [Fact]
    public async Task A_call_that_was_ended_leaves_the_rate_window_as_it_was()
    {
        JournyClient client = NewClient();
        using (Emulator.Faults.Add(Fault.Hang()))
        {
            Task call = client.SendAsync(NewUpsert(), Never, _stop.Token);
            await Emulator.Ledger.WaitForAsync(1, Cancel);
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        // A call that still counted as in flight would keep the first call of all from going ahead.
        await UpsertAsync(client);
        Assert.Empty(Clock.Delays);
    }

    private static Fault? Wait(ManualResetEventSlim gate, Fault? then)
    {
        gate.Wait(Cancel);
        return then;
    }

    /// <summary>A clock on which no delay is ever over, but a token ends it.</summary>
    private static InstantClock HoldDelays(out Task begun)
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        begun = first.Task;
        return new InstantClock
        {
            OnDelay = async token =>
            {
                first.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            },
        };
    }
}
