using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>How long Ctrl+C takes, whatever the run is waiting for.</summary>
[Trait("Category", "Promise")]
[Collection(InRealTime.Name)]
public sealed class StopPromiseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Stops = 50;

    private readonly ShellSession _session = new();
    private JournyEmulator? _emulator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JournyEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator has not started.");

    public async ValueTask InitializeAsync() =>
        _emulator = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await Emulator.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task The_longest_of_50_stops_takes_2_seconds_at_most()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        Dictionary<string, TimeSpan> longest = [];
        for (int stop = 0; stop < Stops; stop++)
        {
            string server = (stop % 3) switch
            {
                0 => "slow",
                1 => "hung",
                _ => "paused",
            };
            TimeSpan taken = await StopAsync(server, stop, random);
            longest[server] = longest.TryGetValue(server, out TimeSpan known) && known > taken ? known : taken;
        }

        foreach ((string server, TimeSpan taken) in longest)
        {
            output.WriteLine($"Seed {seed}: {taken.TotalMilliseconds:0} ms at most where the server is {server}");
            Assert.InRange(taken.TotalSeconds, 0, 2);
        }
    }

    private async Task<TimeSpan> StopAsync(string server, int stop, Random random)
    {
        // A key of its own, since a pause outlasts the run that met it.
        _session.Set("key", Emulator.AddKey($"stop {stop}", [.. KeyPermissions.All]));
        _session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        _session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck; @{ user_id = 0 } | Set-JournyUser").ThrowIfFailed();
        int known = Emulator.Ledger.Count;
        using IDisposable fault = Emulator.Faults.Add(server switch
        {
            "slow" => Fault.Delay(TimeSpan.FromSeconds(5), afterApplying: random.Next(2) == 0),
            "hung" => Fault.Hang(afterApplying: random.Next(2) == 0),
            _ => Fault.TooManyRequests(TimeSpan.FromSeconds(60)),
        });
        using RunningScript running = new(_session, "1..5000 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser");
        if (server == "paused")
        {
            await running.Warned.WaitAsync(Cancel);
        }
        else
        {
            // Somewhere between the first call and a full window.
            await Emulator.Ledger.WaitForAsync(known + random.Next(1, 9), Cancel);
        }

        TimeSpan taken = await running.StopAsync(Cancel);
        Assert.Equal(PSInvocationState.Stopped, running.State);
        await Emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
        return taken;
    }
}
