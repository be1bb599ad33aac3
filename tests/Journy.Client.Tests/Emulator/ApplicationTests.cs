using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class ApplicationTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task It_calls_evenly_and_takes_room_in_the_window_without_being_a_request()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 100, new() { CallsPerMinute = 60, KeepLog = true });
        using EmulatorClient client = new(emulator);
        DateTimeOffset start = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(10.5));

        EmulatorReply reply = await client.GetAsync("/validate");

        EmulatedApplication application = emulator.Application!;
        Assert.Equal("89", reply.Headers["X-RateLimit-Remaining"]);
        Assert.Equal((10, 0), (application.Calls, application.Refused));
        Assert.Equal(
            Enumerable.Range(1, 10).Select(second => new ApplicationCall(start.AddSeconds(second), Refused: false)), application.Log);
        Assert.Equal(1, emulator.Ledger.Count);
        Assert.Equal(new KeyRate(100, 89, new CallCounts(1, 0), new CallCounts(10, 0)), emulator.RateOf(emulator.ApiKey));
    }

    [Fact]
    public async Task Each_of_its_calls_meets_the_window_of_its_very_time()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 10, new() { CallsPerMinute = 6, KeepLog = true });
        using EmulatorClient client = new(emulator);
        for (int call = 0; call < 8; call++)
        {
            await client.GetAsync("/validate");
        }

        // One look after a long time: 10 s and 20 s fit beside the eight, 30 s to 50 s do not, and at 60 s the eight are gone.
        _time.Advance(TimeSpan.FromMinutes(2));

        EmulatedApplication application = emulator.Application!;
        Assert.Equal(
            [false, false, true, true, true, false, false, false, false, false, false, false],
            application.Log.Select(call => call.Refused));
        Assert.Equal((12, 3), (application.Calls, application.Refused));

        // At 120 s, those from 70 s on are inside: the one at 60 s has just left.
        Assert.Equal(4, emulator.RateOf(emulator.ApiKey).Remaining);
    }

    [Fact]
    public async Task It_can_crowd_the_module_out_and_each_has_its_own_count()
    {
        await using JournyEmulator emulator = await StartAsync(limit: 600, new() { CallsPerMinute = 600 });
        using EmulatorClient client = new(emulator);
        _time.Advance(TimeSpan.FromMinutes(1));

        EmulatorReply refused = await client.GetAsync("/validate");

        Assert.Equal(429, refused.Status);
        KeyRate rate = emulator.RateOf(emulator.ApiKey);
        Assert.Equal(new CallCounts(0, 1), rate.Module);
        Assert.Equal(new CallCounts(600, 0), rate.Application);
    }

    [Fact]
    public async Task Poisson_calls_come_again_with_their_seed_and_hold_the_rate()
    {
        List<IReadOnlyList<ApplicationCall>> runs = [];
        foreach (int seed in new[] { 3, 3, 4 })
        {
            await using JournyEmulator emulator = await StartAsync(
                limit: null, new() { CallsPerMinute = 600, Spacing = ApplicationSpacing.Poisson, Seed = seed, KeepLog = true });
            DateTimeOffset start = _time.GetUtcNow();
            _time.Advance(TimeSpan.FromMinutes(20));
            runs.Add([.. emulator.Application!.Log.Select(call => call with { At = DateTimeOffset.UnixEpoch + (call.At - start) })]);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.InRange(runs[0].Count, 11_500, 12_500);

        // Of a Poisson process, a share of 1/e of the gaps is longer than the mean.
        double[] gaps = [.. runs[0].Zip(runs[0].Skip(1), (one, next) => (next.At - one.At).TotalMilliseconds)];
        Assert.InRange(gaps.Count(gap => gap > 100) / (double)gaps.Length, 0.35, 0.39);
    }

    [Fact]
    public async Task It_ends_when_it_is_stopped_replaced_or_its_key_disabled()
    {
        await using JournyEmulator emulator = await StartAsync(limit: null, new() { CallsPerMinute = 60 });
        EmulatedApplication first = emulator.Application!;
        _time.Advance(TimeSpan.FromSeconds(5));
        EmulatedApplication second = emulator.StartApplication(new() { CallsPerMinute = 120 });
        _time.Advance(TimeSpan.FromSeconds(5));
        string key = emulator.AddKey("other");
        EmulatedApplication third = emulator.StartApplication(new() { CallsPerMinute = 60 }, key);
        _time.Advance(TimeSpan.FromSeconds(5));
        emulator.DisableKey(key);
        _time.Advance(TimeSpan.FromSeconds(5));
        EmulatedApplication fourth = emulator.StartApplication(new() { CallsPerMinute = 60 });
        _time.Advance(TimeSpan.FromSeconds(5));
        fourth.Stop();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([5L, 10L, 5L, 5L], new[] { first, second, third, fourth }.Select(application => application.Calls));
        Assert.Same(fourth, emulator.Application);
        Assert.Empty(fourth.Log);
        Assert.Throws<ArgumentException>(() => emulator.StartApplication(new() { CallsPerMinute = 60 }, key));
        Assert.Throws<ArgumentOutOfRangeException>(() => emulator.StartApplication(new() { CallsPerMinute = 0 }));
    }

    [Fact]
    public async Task Years_of_calls_do_not_drift()
    {
        await using JournyEmulator emulator = await StartAsync(limit: null, new() { CallsPerMinute = 7 });

        _time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(7L * 60 * 24 * 365, emulator.Application!.Calls);
    }

    private Task<JournyEmulator> StartAsync(int? limit, ApplicationOptions application) => JournyEmulator.StartAsync(
        new EmulatorOptions { RateLimit = limit, Application = application, TimeProvider = _time },
        TestContext.Current.CancellationToken);
}
