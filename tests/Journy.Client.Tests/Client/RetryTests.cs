using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>What is tried again, how often and after what wait.</summary>
public sealed class RetryTests : ClientTest
{
    private static readonly TimeSpan MostPauseNap = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task The_waits_between_six_tries_are_within_half_a_second_doubling()
    {
        Emulator.Faults.Add(Fault.Error(500));
        await FailureOf(NewClient());
        Assert.Equal(5, Clock.Delays.Count);
        Assert.All(Clock.Delays, (delay, index) => Assert.InRange(delay.TotalSeconds, 0, 0.5 * Math.Pow(2, index)));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(5, 8)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(40, 30)]
    public void Waits_have_full_jitter(int attempts, double bound)
    {
        double[] waits = [.. Enumerable.Range(0, 2000).Select(_ => RetryRule.Wait(attempts, null).TotalSeconds)];
        Assert.All(waits, wait => Assert.InRange(wait, 0, bound));

        // Evenly over the whole range: the odds against each of these are beyond one in a million.
        Assert.InRange(waits.Average(), bound * 0.45, bound * 0.55);
        Assert.True(waits.Min() < bound * 0.02 && waits.Max() > bound * 0.98);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_call_recovers_after_two_failures(int status)
    {
        Emulator.Faults.Add(request => request.Sequence <= 2 ? Fault.Error(status) : null);
        JournyAnswer<IReadOnlyDictionary<string, string>> answer = await UpsertAsync(NewClient());
        Assert.Equal([$"{status}", $"{status}", "201"], answer.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal((3, 1), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("86400", 86400)]
    [InlineData("86401", 0)]
    [InlineData("2000000000", 0)]
    [InlineData("soon", 0)]
    [InlineData("-5", 0)]
    public async Task A_503_waits_as_long_as_the_server_asks(string retryAfter, int seconds)
    {
        Emulator.Faults.Add(
            request => request.Sequence == 1 ? Fault.Error(503, headers: [KeyValuePair.Create("Retry-After", retryAfter)]) : null);
        await UpsertAsync(NewClient());
        TimeSpan delay = Assert.Single(Clock.Delays);
        Assert.InRange(delay.TotalSeconds, seconds, Math.Max(seconds, 0.5));
    }

    [Fact]
    public async Task A_503_waits_until_the_date_that_the_server_names()
    {
        string date = InstantClock.Start.AddSeconds(40).ToString("R", CultureInfo.InvariantCulture);
        Emulator.Faults.Add(
            request => request.Sequence == 1 ? Fault.Error(503, headers: [KeyValuePair.Create("Retry-After", date)]) : null);
        await UpsertAsync(NewClient());
        Assert.Equal(TimeSpan.FromSeconds(40), Assert.Single(Clock.Delays));
    }

    public static TheoryData<string?, double> PausesOf429 => new()
    {
        { null, 5 },
        { "2", 2 },
        { "90", 90 },
        { InstantClock.Start.AddSeconds(33).ToString("R", CultureInfo.InvariantCulture), 33 },
        { "nonsense", 5 },

        // Sixty years: nobody may hang on a header.
        { "2000000000", 5 },

        // No wait at all, or a date that this machine's clock has passed: going on at once would run into the limit again.
        { "0", 5 },
        { InstantClock.Start.AddSeconds(-33).ToString("R", CultureInfo.InvariantCulture), 5 },
    };

    [Theory]
    [MemberData(nameof(PausesOf429))]
    public async Task A_429_pauses_as_long_as_the_server_asks_else_five_seconds(string? retryAfter, double seconds)
    {
        Emulator.Faults.Add(request => request.Sequence == 1 ? TooMany(retryAfter) : null);
        JournyAnswer<IReadOnlyDictionary<string, string>> answer = await UpsertAsync(NewClient());
        Assert.Equal(["429", "201"], answer.Attempts.Select(attempt => attempt.Outcome));
        Assert.InRange(Clock.Waited.TotalSeconds, seconds - 0.001, seconds + 0.001);

        // In naps, so that Ctrl+C and warnings are never late.
        Assert.All(Clock.Delays, delay => Assert.InRange(delay, TimeSpan.Zero, MostPauseNap));
    }

    [Fact]
    public async Task After_three_pauses_in_a_row_a_429_is_the_end()
    {
        Emulator.Faults.Add(TooMany(null));
        JournyApiException failure = await FailureOf(NewClient());
        Assert.Equal((JournyReason.TooManyRequests, 429, 4), (failure.Reason, failure.Status, failure.Attempts));
        Assert.True(failure.EndsRun);
        Assert.Equal(4, Emulator.Ledger.Count);
        Assert.Equal(5 + 15 + 45, Clock.Waited.TotalSeconds, 0.001);
    }

    [Fact]
    public async Task A_success_starts_the_count_of_pauses_anew()
    {
        // Three refusals, a success, three refusals, a success: never a fourth pause in a row.
        Emulator.Faults.Add(request => request.Sequence % 4 == 0 ? null : TooMany(null));
        JournyClient client = NewClient();
        for (int call = 0; call < 3; call++)
        {
            Assert.Equal(4, (await UpsertAsync(client)).Attempts.Count);
        }

        Assert.Equal(3 * (5 + 15 + 45), Clock.Waited.TotalSeconds, 0.001);
    }

    [Fact]
    public async Task A_429_takes_nothing_from_the_six_tries()
    {
        Emulator.Faults.Add(request => request.Sequence is 2 or 4 ? TooMany("1") : Fault.Error(500));
        JournyApiException failure = await FailureOf(NewClient());
        Assert.Equal(JournyReason.ServerError, failure.Reason);
        Assert.Equal(8, failure.Attempts);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(408)]
    public async Task A_gateway_s_page_without_headers_does_not_make_the_limit_forgotten(int status)
    {
        KeyValuePair<string, string>[] allButUsedUp = [new("X-RateLimit-Limit", "60"), new("X-RateLimit-Remaining", "1")];
        Emulator.Faults.Add(request => request.Sequence == 2
            ? Fault.Respond(status, "text/html", "<html>")
            : Fault.Respond(201, "application/json", """{"meta": {"requestId": "r"}}""", allButUsedUp));
        JournyClient client = NewClient();
        await UpsertAsync(client);
        await UpsertAsync(client);

        // Both tries of the second call, not only the first, and far above the wait between two tries.
        Assert.True(Clock.Waited > TimeSpan.FromSeconds(25), $"{Clock.Waited}");
    }

    [Theory]
    [InlineData(500, 4)]
    [InlineData(404, 7)]
    public async Task A_failing_server_is_no_success_between_two_pauses(int status, int calls)
    {
        Emulator.Faults.Add(request => request.Sequence == 4 ? Fault.Error(status) : TooMany(null));
        JournyClient client = NewClient();
        if (status == 404)
        {
            Assert.Equal(JournyReason.NotFound, (await FailureOf(client)).Reason);
        }

        Assert.Equal(JournyReason.TooManyRequests, (await FailureOf(client)).Reason);
        Assert.Equal(calls + 1, Emulator.Ledger.Count);
    }

    [Fact]
    public async Task An_operation_that_must_not_be_repeated_is_sent_once()
    {
        using (Emulator.Faults.Add(Fault.Error(503, afterApplying: true)))
        {
            await Assert.ThrowsAsync<JournyApiException>(() => SendAsync(NewClient(), new OnceOnlyRequest()));
        }

        using (Emulator.Faults.Add(Fault.Abort(afterApplying: true)))
        {
            await Assert.ThrowsAsync<JournyApiException>(() => SendAsync(NewClient(), new OnceOnlyRequest()));
        }

        Assert.Equal((2, 2), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Fact]
    public async Task An_operation_that_must_not_be_repeated_is_tried_again_where_nobody_listened()
    {
        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(
            () => SendAsync(NewClient(NobodysAddress), new OnceOnlyRequest()));
        Assert.Equal(6, failure.Attempts);
    }

    private static Fault TooMany(string? retryAfter) =>
        Fault.Error(429, headers: retryAfter is null ? [] : [KeyValuePair.Create("Retry-After", retryAfter)]);
}
