using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class RateLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_window_slides()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 3);
        using EmulatorClient client = new(emulator);
        List<(int Status, string Remaining)> seen = [];

        async Task CallAsync(int secondsLater)
        {
            _time.Advance(TimeSpan.FromSeconds(secondsLater));
            EmulatorReply reply = await client.GetAsync("/validate");
            Assert.Equal("3", reply.Headers["X-RateLimit-Limit"]);
            seen.Add((reply.Status, reply.Headers["X-RateLimit-Remaining"]));
        }

        await CallAsync(0);
        await CallAsync(20);
        await CallAsync(20);
        await CallAsync(19);
        await CallAsync(1);
        await CallAsync(1);
        await CallAsync(60);

        Assert.Equal([(200, "2"), (200, "1"), (200, "0"), (429, "0"), (200, "0"), (429, "0"), (200, "2")], seen);
        Assert.Equal(2, emulator.Ledger.CountByStatus()[429]);
    }

    [Fact]
    public async Task A_refusal_has_the_usual_body_and_applies_nothing()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 1);
        using EmulatorClient client = new(emulator);
        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"}}""");

        EmulatorReply reply = await client.PostAsync("/users/upsert", """{"identification":{"userId":"2"}}""");

        Assert.Equal(429, reply.Status);
        Assert.Equal(429, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        Assert.Single(emulator.Users);
        Assert.Equal([true, false], emulator.Ledger.Snapshot().Select(entry => entry.Applied));
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 429)]
    public async Task Refused_calls_count_only_when_asked_for(bool refusedCallsCount, int lastStatus)
    {
        await using JournyEmulator emulator = await StartAsync(limit: 2, refusedCallsCount: refusedCallsCount);
        using EmulatorClient client = new(emulator);
        await client.GetAsync("/validate");
        await client.GetAsync("/validate");
        _time.Advance(TimeSpan.FromSeconds(59));
        EmulatorReply[] refused = [await client.GetAsync("/validate"), await client.GetAsync("/validate")];
        _time.Advance(TimeSpan.FromSeconds(1));

        EmulatorReply last = await client.GetAsync("/validate");

        Assert.All(refused, reply => Assert.Equal(429, reply.Status));
        Assert.Equal(lastStatus, last.Status);
    }

    [Fact]
    public async Task Each_key_has_its_own_window_of_the_length_asked_for()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 1, window: TimeSpan.FromHours(1));
        using EmulatorClient one = new(emulator);
        using EmulatorClient two = new(emulator, emulator.AddKey("two"));

        Assert.Equal(200, (await one.GetAsync("/validate")).Status);
        Assert.Equal(200, (await two.GetAsync("/validate")).Status);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(429, (await one.GetAsync("/validate")).Status);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await one.GetAsync("/validate")).Status);
    }

    [Fact]
    public async Task Without_a_limit_the_headers_tell_a_huge_one()
    {
        await using JournyEmulator emulator = await StartAsync(limit: null);
        using EmulatorClient client = new(emulator);

        EmulatorReply reply = await client.GetAsync("/validate");

        Assert.Equal("1000000000", reply.Headers["X-RateLimit-Limit"]);
        Assert.Equal("1000000000", reply.Headers["X-RateLimit-Remaining"]);
    }

    [Fact]
    public async Task Calls_at_once_never_get_more_than_the_limit()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 100);
        using EmulatorClient client = new(emulator);

        EmulatorReply[] replies = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => client.GetAsync("/validate")));

        Assert.Equal(100, replies.Count(reply => reply.Status == 200));
        Assert.Equal(50, replies.Count(reply => reply.Status == 429));
        Assert.Equal(
            Enumerable.Range(0, 100),
            replies.Where(reply => reply.Status == 200).Select(reply => int.Parse(reply.Headers["X-RateLimit-Remaining"], null)).Order());
    }

    [Fact]
    public async Task Five_thousand_an_hour_are_exact_at_both_ends_of_the_window()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 5_000, window: TimeSpan.FromHours(1));
        using EmulatorClient client = new(emulator);
        emulator.StartApplication(new() { CallsPerMinute = 1_000 });
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, emulator.RateOf(emulator.ApiKey).Remaining);
        Assert.Equal(429, (await client.GetAsync("/validate")).Status);
        emulator.Application!.Stop();

        // The first of them was made 60 ms after the start.
        _time.Advance(TimeSpan.FromMinutes(55) + TimeSpan.FromMilliseconds(60) - TimeSpan.FromTicks(1));
        Assert.Equal(429, (await client.GetAsync("/validate")).Status);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(200, (await client.GetAsync("/validate")).Status);
        Assert.Equal(429, (await client.GetAsync("/validate")).Status);
        Assert.Equal(new CallCounts(1, 3), emulator.RateOf(emulator.ApiKey).Module);
    }

    [Fact]
    public async Task A_changed_limit_counts_the_calls_of_the_past()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 3);
        using EmulatorClient client = new(emulator);
        List<(int Status, string Limit, string Remaining)> seen = [];

        async Task CallAsync(int times)
        {
            for (int call = 0; call < times; call++)
            {
                EmulatorReply reply = await client.GetAsync("/validate");
                seen.Add((reply.Status, reply.Headers["X-RateLimit-Limit"], reply.Headers["X-RateLimit-Remaining"]));
            }
        }

        await CallAsync(2);
        emulator.SetRateLimit(1);
        await CallAsync(1);
        emulator.SetRateLimit(4);
        await CallAsync(1);
        emulator.SetRateLimit(null);
        await CallAsync(2);
        emulator.SetRateLimit(6);
        await CallAsync(2);

        Assert.Equal(
            [
                (200, "3", "2"), (200, "3", "1"),
                (429, "1", "0"),
                (200, "4", "1"),
                (200, "1000000000", "1000000000"), (200, "1000000000", "1000000000"),
                (200, "6", "0"), (429, "6", "0"),
            ],
            seen);
    }

    [Fact]
    public async Task A_limit_is_changed_for_every_key_or_one()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 3);
        string one = emulator.AddKey("one");
        string two = emulator.AddKey("two");

        emulator.SetRateLimit(7);
        emulator.SetRateLimit(9, two);
        string three = emulator.AddKey("three");

        Assert.Equal([7, 7, 9, 7], new[] { emulator.ApiKey, one, two, three }.Select(key => emulator.RateOf(key).Limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => emulator.SetRateLimit(0));
        Assert.Throws<ArgumentException>(() => emulator.SetRateLimit(1, "unknown"));
        Assert.Throws<ArgumentException>(() => emulator.RateOf("unknown"));
    }

    [Fact]
    public async Task A_limit_changes_at_the_request_asked_for()
    {
        EmulatorOptions options = new()
        {
            RateLimit = 100,
            LimitChanges = [new(4, null), new(2, 50)],
            TimeProvider = _time,
        };
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        emulator.SetRateLimitAt(5, 20);
        List<string> limits = [];
        for (int request = 1; request <= 6; request++)
        {
            limits.Add((await client.GetAsync("/validate")).Headers["X-RateLimit-Limit"]);
        }

        emulator.SetRateLimitAt(3, 10);
        limits.Add((await client.GetAsync("/validate")).Headers["X-RateLimit-Limit"]);

        Assert.Equal(["100", "50", "50", "1000000000", "20", "20", "10"], limits);
    }

    [Fact]
    public async Task Requests_at_once_meet_a_change_by_their_numbers()
    {
        await using JournyEmulator emulator = await StartAsync(limit: null);
        using EmulatorClient client = new(emulator);
        emulator.DisableKeyAt(60);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetAsync("/validate")));

        Assert.All(emulator.Ledger.Snapshot().Skip(59), entry => Assert.Equal(403, entry.Status));
        Assert.All(emulator.Ledger.Snapshot().Take(59), entry => Assert.Equal(200, entry.Status));
    }

    [Fact]
    public async Task Only_what_met_the_window_is_counted()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 2);
        using EmulatorClient client = new(emulator);
        emulator.Faults.Add(request => request.Sequence == 1 ? Fault.TooManyRequests() : null);
        for (int request = 1; request <= 4; request++)
        {
            await client.GetAsync("/validate");
        }

        emulator.DisableKey(emulator.ApiKey);
        await client.GetAsync("/validate");

        KeyRate rate = emulator.RateOf(emulator.ApiKey);
        Assert.Equal(new KeyRate(2, 0, new CallCounts(2, 1), default), rate);
        Assert.Equal(3, rate.Module.Total);
    }

    [Theory]
    [InlineData(RateWindowKind.Sliding, "429", "2")]
    [InlineData(RateWindowKind.Fixed, "429", "2")]

    // Seven tenths of the three still count after 18 seconds of the next minute: 2.1, so that nothing is left after one more.
    [InlineData(RateWindowKind.TwoBucket, "429", "429")]
    [InlineData(RateWindowKind.TokenBucket, "1", "1")]
    public async Task Each_kind_of_window_gives_calls_back_in_its_way(RateWindowKind kind, string after45Seconds, string after78Seconds)
    {
        long intoMinute = _time.GetTimestamp() % (60 * _time.TimestampFrequency);
        _time.Advance(TimeSpan.FromSeconds(60 - ((double)intoMinute / _time.TimestampFrequency)));
        await using JournyEmulator emulator = await StartAsync(limit: 3, kind: kind);
        using EmulatorClient client = new(emulator);
        Assert.Equal(["2", "1", "0"], new[] { await SayAsync(), await SayAsync(), await SayAsync() });
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(after45Seconds, await SayAsync());
        _time.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal(after78Seconds, await SayAsync());

        async Task<string> SayAsync()
        {
            EmulatorReply reply = await client.GetAsync("/validate");
            return reply.Status == 429 ? "429" : reply.Headers["X-RateLimit-Remaining"];
        }
    }

    [Theory]
    [InlineData(RateHeader.Exact, "24")]
    [InlineData(RateHeader.Tens, "20")]
    [InlineData(RateHeader.Constant, "24")]
    [InlineData(RateHeader.Absent, null)]
    public async Task Headers_say_what_they_are_asked_to(RateHeader header, string? first)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = 25, RateHeader = header, TimeProvider = _time }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        Assert.Equal(first, (await client.GetAsync("/validate")).Headers.GetValueOrDefault("X-RateLimit-Remaining"));
        Assert.Equal(
            header == RateHeader.Exact ? "23" : first,
            (await client.GetAsync("/validate")).Headers.GetValueOrDefault("X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task Headers_can_be_late()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = 25, RateHeaderAge = TimeSpan.FromSeconds(2), TimeProvider = _time },
            TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        List<string> seen = [];
        for (int second = 0; second < 5; second++)
        {
            seen.Add((await client.GetAsync("/validate")).Headers["X-RateLimit-Remaining"]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["25", "25", "24", "23", "22"], seen);
    }

    private Task<JournyEmulator> StartAsync(
        int? limit, TimeSpan? window = null, bool refusedCallsCount = false, RateWindowKind kind = RateWindowKind.Sliding) =>
        JournyEmulator.StartAsync(
            new EmulatorOptions
            {
                RateLimit = limit,
                RateWindow = window ?? TimeSpan.FromMinutes(1),
                RateWindowKind = kind,
                RefusedCallsCount = refusedCallsCount,
                TimeProvider = _time,
            },
            TestContext.Current.CancellationToken);
}
