using System;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Client;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>A run beside the customer's own application of 600 calls a minute on the same key, in virtual time.</summary>
[Trait("Category", "Promise")]
public sealed class BesideApplicationTests(ITestOutputHelper output)
{
    private const int Seeds = 20;
    private const int Calls = 20_000;

    [Fact(Explicit = true)]
    public Task Of_the_calls_of_an_even_application_at_most_1_in_100_is_refused() => VirtualTime.RunAsync(() => Run(isEven: true));

    [Fact(Explicit = true)]
    public Task Of_the_calls_of_a_Poisson_application_at_most_1_in_100_is_refused() => VirtualTime.RunAsync(() => Run(isEven: false));

    private void Run(bool isEven)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Random random = new(seed);
            VirtualTime time = new();
            SimulatedKey key = new(time, 1800, TimeSpan.FromMinutes(1));
            SimulatedApplication application = new(time, key, 600, isEven ? null : random);
            using SimulatedProcess process = new(time, key, random);

            // From anywhere in the application's second minute on, with a whole minute of its calls in the window.
            TimeSpan start = time.Now + TimeSpan.FromMinutes(1 + random.NextDouble());
            process.Begin(Calls, start - time.Now);
            SimulatedProcess.RunAll(time, process);

            // The first minutes are more careful: nothing of ours has left the window yet.
            TimeSpan fourth = start + TimeSpan.FromMinutes(3);
            double perMinute = process.Arrivals.Count(arrival => arrival >= fourth) / (process.EndedAt - fourth).TotalMinutes;
            output.WriteLine(
                $"Seed {seed}: {application.Refused} of the application's {application.Calls} calls refused, "
                + $"{process.Refused} of the module's {Calls}, "
                + $"which went at {perMinute:0} a minute from the fourth minute on");
            Assert.Equal(Calls, process.Done);
            Assert.True(
                application.Refused <= application.Calls * 0.01, $"Seed {seed}: {application.Refused} of {application.Calls} refused.");
            Assert.True(perMinute >= 0.95 * 1200, $"Seed {seed}: {perMinute:0} a minute.");
            Assert.InRange(process.Refused, 0, 3);
        }
    }
}
