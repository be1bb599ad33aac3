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

    private Task<JournyEmulator> StartAsync(int? limit, TimeSpan? window = null, bool refusedCallsCount = false) =>
        JournyEmulator.StartAsync(
            new EmulatorOptions
            {
                RateLimit = limit,
                RateWindow = window ?? TimeSpan.FromMinutes(1),
                RefusedCallsCount = refusedCallsCount,
                TimeProvider = _time,
            },
            TestContext.Current.CancellationToken);
}
