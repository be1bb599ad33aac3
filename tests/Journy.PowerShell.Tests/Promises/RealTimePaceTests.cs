using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
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

    private const int TwoMinutes = 130;

    // What others use is learnt, and what was kept free for them at first is used, by the fourth minute.
    private const int FourMinutes = 250;

    // Two copies take the other's first burst for somebody's who will come again, for a minute and a half.
    private const int FiveMinutes = 310;

    private ShellSession? _session;
    private JournyEmulator? _emulator;
    private int _refused;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    [Theory(Explicit = true)]
    [InlineData(1800)]
    [InlineData(600)]
    public async Task Over_130_seconds_each_full_minute_has_978_of_1000_calls_of_the_limit_and_none_is_refused(int limit)
    {
        IReadOnlyList<TimeSpan> received = await RunAsync(limit, RateWindowKind.Sliding, application: null, TwoMinutes);
        for (int minute = 0; minute < 2; minute++)
        {
            int calls = received.Count(moment => (int)moment.TotalMinutes == minute);
            output.WriteLine($"{calls} in minute {minute + 1}");
            Assert.True(calls >= 0.978 * limit, $"{calls} in minute {minute + 1}.");
        }

        Assert.Equal(0, _refused);
    }

    [Theory(Explicit = true)]
    [InlineData(RateWindowKind.Sliding)]
    [InlineData(RateWindowKind.TwoBucket)]
    [InlineData(RateWindowKind.TokenBucket)]
    public async Task Beside_600_calls_a_minute_at_most_1_in_100_of_them_is_refused(RateWindowKind kind)
    {
        IReadOnlyList<TimeSpan> received = await RunAsync(
            1800, kind, new ApplicationOptions { CallsPerMinute = 600, Spacing = ApplicationSpacing.Poisson, Seed = 1 }, FourMinutes);
        KeyRate rate = _emulator!.RateOf(_emulator.ApiKey);
        int calls = received.Count(moment => (int)moment.TotalMinutes == 3);
        output.WriteLine($"{calls} in the fourth minute, {_refused} refused; application: {rate.Application}");
        Assert.True(rate.Application.Refused <= rate.Application.Total * 0.01, $"{rate.Application}");

        // 0.95 over the twelve minutes from here on is held in virtual time; of a single one a hundredth is chance.
        Assert.True(calls >= 0.94 * 1200, $"{calls} in the fourth minute.");
        Assert.InRange(_refused, 0, 3);
    }

    [Fact(Explicit = true)]
    public async Task Two_processes_on_one_key_share_it_fairly_use_it_up_and_none_is_refused()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        _emulator = await StartAsync(1800, RateWindowKind.Sliding, application: null, keepBodies: true);
        await using ImportHostProcess first = ImportHostProcess.Start(_emulator, Script("first"));
        await using ImportHostProcess second = ImportHostProcess.Start(_emulator, Script("second"));
        await first.SucceedAsync(cancel);
        await second.SucceedAsync(cancel);

        IReadOnlyList<LedgerEntry> entries = _emulator.Ledger.Snapshot();
        int refused = entries.Count(entry => entry.Status == TooManyRequests);
        DateTimeOffset start = entries[0].ReceivedAt;
        for (int minute = 0; minute < 5; minute++)
        {
            output.WriteLine($"Minute {minute + 1}: {CallsOf("first", minute)} and {CallsOf("second", minute)} calls");
        }

        output.WriteLine($"{refused} refused");
        Assert.Equal(
            entries.Count - refused,
            new[] { first, second }.Sum(host => int.Parse(Assert.Single(host.Output), CultureInfo.InvariantCulture)));
        Assert.InRange(refused, 0, 3);
        int[] inFifth = [CallsOf("first", 4), CallsOf("second", 4)];
        Assert.True(inFifth.Sum() >= 0.95 * 1800, $"{inFifth.Sum()} in the fifth minute.");
        Assert.True(inFifth.Min() >= 0.8 * inFifth.Max(), $"{inFifth[0]} and {inFifth[1]} in the fifth minute.");

        static string Script(string name) => $"@({Work(FiveMinutes, name)}).Count";

        int CallsOf(string name, int minute) => entries.Count(entry =>
            (int)(entry.ReceivedAt - start).TotalMinutes == minute && entry.Body!.Contains($"\"{name}", StringComparison.Ordinal));
    }

    /// <summary>So many seconds of calls, and a result for each.</summary>
    private static string Work(int seconds, string name) =>
        "& { $watch = [Diagnostics.Stopwatch]::StartNew(); $id = 0; "
        + $"while ($watch.Elapsed.TotalSeconds -lt {seconds}) {{ @{{ user_id = '{name}' + ++$id }} }} }} | Set-JournyUser";

    private static Task<JournyEmulator> StartAsync(
        int limit, RateWindowKind kind, ApplicationOptions? application, bool keepBodies = false) => JournyEmulator.StartAsync(
        new EmulatorOptions
        {
            RateLimit = limit,
            RateWindowKind = kind,
            Application = application,
            Latency = TimeSpan.FromMilliseconds(150),
            KeepBodies = keepBodies,
        },
        TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<TimeSpan>> RunAsync(int limit, RateWindowKind kind, ApplicationOptions? application, int seconds)
    {
        _emulator = await StartAsync(limit, kind, application);
        if (application is not null)
        {
            // It was there before: its calls of a minute are in the window when the run begins.
            await Task.Delay(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        _session = ShellSession.Connected(_emulator.BaseAddress, _emulator.ApiKey, "-SkipKeyCheck");
        ShellResult result = _session.Run(Work(seconds, "u")).ThrowIfFailed();
        IReadOnlyList<LedgerEntry> entries = _emulator.Ledger.Snapshot();
        List<TimeSpan> received = [.. entries.Select(entry => entry.ReceivedAt - entries[0].ReceivedAt)];
        _refused = entries.Count(entry => entry.Status == TooManyRequests);
        double minutes = received[^1].TotalMinutes;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entries.Count} calls in {minutes * 60:0.0} s, {entries.Count / minutes:0} a minute; "
            + $"{SlidingMinutes.Most(received)} in the fullest minute, "
            + $"{SlidingMinutes.Fewest(received)} in the emptiest; {_refused} refused; {result.Output.Count} results"));
        Assert.Equal(entries.Count - _refused, result.Output.Count);
        return received;
    }
}
