using System;
using System.Threading.Tasks;
using Journy.Tests.Client;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>Two processes on one key, which know nothing of each other but what the headers tell, in virtual time.</summary>
[Trait("Category", "Promise")]
public sealed class TwoProcessesTests(ITestOutputHelper output)
{
    private const int Seeds = 20;
    private const int CallsOfEach = 10_000;

    [Fact(Explicit = true)]
    public Task Of_20000_calls_of_two_processes_at_most_3_are_refused_and_both_end_in_12_minutes() => VirtualTime.RunAsync(() =>
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Random random = new(seed);
            VirtualTime time = new();
            SimulatedKey key = new(time, 1800, TimeSpan.FromMinutes(1));
            using SimulatedProcess first = new(time, key, random);
            using SimulatedProcess second = new(time, key, random);
            TimeSpan start = time.Now;

            // Anywhere in the other's first two windows.
            TimeSpan later = TimeSpan.FromMinutes(2 * random.NextDouble());
            first.Begin(CallsOfEach, TimeSpan.Zero);
            second.Begin(CallsOfEach, later);
            SimulatedProcess.RunAll(time, first, second);
            int refused = first.Refused + second.Refused;
            output.WriteLine(
                $"Seed {seed}: the second {later.TotalSeconds:0.0} s later; {refused} of {2 * CallsOfEach} refused; "
                + $"both ended after {(time.Now - start).TotalMinutes:0.0} minutes");
            Assert.Equal((CallsOfEach, CallsOfEach), (first.Done, second.Done));
            Assert.True(refused <= 3, $"Seed {seed}: {refused} refused.");
            Assert.InRange(time.Now - start, TimeSpan.Zero, TimeSpan.FromMinutes(12) + later);
        }
    });
}
