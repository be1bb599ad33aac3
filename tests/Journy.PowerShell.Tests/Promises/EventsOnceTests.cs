using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>
/// Whatever goes wrong with an event, this side never doubles it, and what it says of it is true: a result was recorded, a
/// failure was not, and only the unknown may be either.
/// </summary>
[Trait("Category", "Promise")]
public sealed class EventsOnceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int EventsOfAKind = 100;

    private readonly int _seed = Environment.TickCount;
    private JournyEmulator? _emulator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JournyEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator has not started.");

    public async ValueTask InitializeAsync() =>
        _emulator = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);

    public async ValueTask DisposeAsync() => await Emulator.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task Of_12_kinds_of_fault_on_100_events_each_0_events_are_doubled()
    {
        output.WriteLine($"Seed {_seed}");
        Assert.Equal(12, FaultMix.AllKinds.Count);
        foreach (FaultKind kind in FaultMix.AllKinds)
        {
            InstantClock clock = new() { HasMachinesDate = true };
            using RateLimiter window = new(clock);
            JournyClient client = new(
                new JournyClientOptions(Emulator.BaseAddress, ApiKey.From(Emulator.ApiKey)!) { Clock = clock, RateLimiter = window });
            FaultMix mix = new() { Rate = 1, Kinds = [kind], TrickleTime = TimeSpan.FromMilliseconds(2) };
            Dictionary<string, JournyReason?> reports = [];
            int before = Emulator.Ledger.Count;
            for (int number = 0; number < EventsOfAKind; number++)
            {
                string user = $"{kind}-{number}";
                using IDisposable fault = Emulator.Faults.AddRandom(_seed, mix);

                // The first try meets the fault, and whatever comes after a wait does not. The first one may have to wait too,
                // for its turn.
                int sent = Emulator.Ledger.Count;
                clock.OnDelay = _ =>
                {
                    if (Emulator.Ledger.Count > sent)
                    {
                        fault.Dispose();
                    }

                    return Task.CompletedTask;
                };
                reports.Add(user, await TrackAsync(client, user));
            }

            LedgerEntry[] entries = [.. Emulator.Ledger.Snapshot().Skip(before)];
            Assert.Equal(EventsOfAKind, entries.Count(entry => entry.Fault == kind));
            AssertTrue(kind.ToString(), reports, entries.Length);
        }
    }

    [Fact(Explicit = true)]
    public void Of_300_events_through_the_cmdlet_with_random_faults_0_are_doubled()
    {
        const int Events = 300;
        output.WriteLine($"Seed {_seed}");
        using ShellSession session = ShellSession.Connected(Emulator.BaseAddress, Emulator.ApiKey, "-SkipKeyCheck");
        Emulator.Faults.AddRandom(_seed, new FaultMix { Rate = 0.3, TrickleTime = TimeSpan.FromMilliseconds(20) });
        ShellResult result = session.Run($"1..{Events} | ForEach-Object {{ @{{ user_id = $_ }} }} | Add-JournyEvent -Name fault");
        Assert.Null(result.Terminating);

        // Adding a second report of one event fails.
        Dictionary<string, JournyReason?> reports = [];
        foreach (EventResult recorded in result.As<EventResult>())
        {
            reports.Add(recorded.UserId!, null);
        }

        foreach (ErrorRecord error in result.Errors)
        {
            reports.Add(Assert.IsType<UserIdentity>(error.TargetObject).UserId!, Assert.IsType<JournyApiException>(error.Exception).Reason);
        }

        Assert.Equal(Events, reports.Count);
        AssertTrue("All kinds", reports, Emulator.Ledger.Count);
    }

    private static async Task<JournyReason?> TrackAsync(JournyClient client, string user)
    {
        try
        {
            await client.SendAsync(
                new TrackRequest("fault", new UserIdentity(user, null), null, DateTimeOffset.UtcNow, new PropertyBag()),
                CancellationToken.None,
                Cancel);
            return null;
        }
        catch (JournyApiException exception)
        {
            return exception.Reason;
        }
    }

    /// <summary>Holds what was reported, a null for a result, against what the emulator recorded.</summary>
    private void AssertTrue(string kind, Dictionary<string, JournyReason?> reports, int calls)
    {
        Dictionary<string, int> recorded = Emulator.Events
            .Where(stored => reports.ContainsKey(stored.UserId!))
            .CountBy(stored => stored.UserId!)
            .ToDictionary();
        int results = reports.Count(report => report.Value is null);
        int unknown = reports.Count(report => report.Value == JournyReason.OutcomeUnknown);
        output.WriteLine(
            $"{kind}: {reports.Count} events in {calls} calls; {results} results, {unknown} unknown, "
            + $"{reports.Count - results - unknown} failed; "
            + $"{recorded.Count} recorded, {recorded.Values.Count(count => count > 1)} of them doubled");
        Assert.All(recorded, pair => Assert.Equal(1, pair.Value));
        Assert.All(reports, report =>
        {
            if (report.Value != JournyReason.OutcomeUnknown)
            {
                Assert.Equal(report.Value is null, recorded.ContainsKey(report.Key));
            }
        });
    }
}
