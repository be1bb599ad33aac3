using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>A key that is refused in the middle of a run ends it, with hardly a call more.</summary>
[Trait("Category", "Promise")]
public sealed class RefusedKeyTests(ITestOutputHelper output)
{
    private const int Seeds = 20;
    private const int Rows = 1_000;

    private static readonly int[] ThrottleLimits = [1, 2, 8, 32];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task After_a_refusal_at_most_ThrottleLimit_further_calls_are_made_for_20_of_20_seeds(int status)
    {
        using ShellSession session = new();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Random random = new(seed);
            int throttleLimit = ThrottleLimits[seed % ThrottleLimits.Length];
            int at = random.Next(2, 150);
            await using JournyEmulator emulator = await JournyEmulator.StartAsync(
                new EmulatorOptions
                {
                    RateLimit = null,
                    KeepBodies = false,
                    Latency = Latency.Random(TimeSpan.Zero, TimeSpan.FromMilliseconds(random.Next(1, 10)), seed),
                    DisableKeyAt = status == 403 ? at : null,
                },
                Cancel);
            if (status == 401)
            {
                emulator.Faults.Add(request => request.Sequence >= at ? Fault.Error(401) : null);
            }

            session.Set("key", emulator.ApiKey);
            session.Set("uri", emulator.BaseAddress.AbsoluteUri);
            session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
            ShellResult result = session.Run(
                $"try {{ 1..{Rows} | ForEach-Object {{ @{{ user_id = $_ }} }} | "
                + $"Set-JournyUser -ThrottleLimit {throttleLimit} }} catch {{ throw }}");

            // The calls that the emulator received after the one that met the change first.
            int further = emulator.Ledger.Count - at;
            output.WriteLine(
                $"Seed {seed}: {status} from call {at} on; {further} further calls with -ThrottleLimit {throttleLimit}; "
                + $"{result.Output.Count} results, {result.Errors.Count} errors");
            Assert.InRange(further, 0, throttleLimit);

            // Whatever was applied was reported before the run ended.
            Assert.NotNull(result.Terminating);
            Assert.Equal(emulator.Ledger.AppliedCount, result.As<UserResult>().Count);
            Assert.Equal(
                emulator.Ledger.Count, emulator.Ledger.AppliedCount + emulator.Ledger.Snapshot().Count(entry => entry.Status == status));
        }
    }
}
