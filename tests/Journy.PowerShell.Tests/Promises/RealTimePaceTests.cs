using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>The pace of a real run: the cmdlet, HTTP and the machine's own time.</summary>
[Trait("Category", "Promise")]
[Collection(InRealTime.Name)]
public sealed class RealTimePaceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int TooManyRequests = 429;

    private ShellSession? _session;
    private JournyEmulator? _emulator;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    [Fact(Explicit = true)]
    public async Task Limit_1800_a_minute_130_seconds_of_upserts_take_place_at_1600_a_minute_or_more_without_one_429()
    {
        (_, IReadOnlyList<TimeSpan> received) = await RunAsync(
            1800, "$watch = [Diagnostics.Stopwatch]::StartNew(); $id = 0; & { while ($watch.Elapsed.TotalSeconds -lt 130) { @{ user_id = ++$id } } }");

        // Whole minutes: each begins fast and ends slowly, so that a part of one would flatter.
        int inTwoMinutes = received.Count(moment => moment < TimeSpan.FromMinutes(2));
        output.WriteLine($"{inTwoMinutes / 2.0:0} a minute over the first two");
        Assert.True(inTwoMinutes >= 2 * 1600, $"{inTwoMinutes} in two minutes.");
    }

    [Fact(Explicit = true)]
    public async Task Limit_600_a_minute_900_upserts_end_without_one_429()
    {
        (double minutes, IReadOnlyList<TimeSpan> received) = await RunAsync(600, "1..900 | ForEach-Object { @{ user_id = $_ } }");
        Assert.Equal(900, received.Count);
        Assert.InRange(minutes, 0, 2);
    }

    private async Task<(double Minutes, IReadOnlyList<TimeSpan> Received)> RunAsync(int limit, string records)
    {
        _emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = limit, Latency = TimeSpan.FromMilliseconds(150), KeepBodies = false },
            TestContext.Current.CancellationToken);
        _session = ShellSession.Connected(_emulator.BaseAddress, _emulator.ApiKey, "-SkipKeyCheck");
        ShellResult result = _session.Run($"{records} | Set-JournyUser").ThrowIfFailed();
        IReadOnlyList<LedgerEntry> entries = _emulator.Ledger.Snapshot();
        List<TimeSpan> received = [.. entries.Select(entry => entry.ReceivedAt - entries[0].ReceivedAt)];
        int refused = entries.Count(entry => entry.Status == TooManyRequests);
        double minutes = received[^1].TotalMinutes;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entries.Count} calls in {minutes * 60:0.0} s, {entries.Count / minutes:0} a minute; {SlidingMinutes.Most(received)} in the fullest minute, "
            + $"{SlidingMinutes.Fewest(received)} in the emptiest; {refused} refused; {result.Output.Count} results"));
        Assert.Equal(0, refused);
        Assert.Equal(entries.Count, result.Output.Count);
        return (minutes, received);
    }
}
