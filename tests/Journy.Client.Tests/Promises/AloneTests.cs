using System;
using System.Threading.Tasks;
using Journy.Tests.Client;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>How fast a run is that has its key to itself, in virtual time.</summary>
[Trait("Category", "Promise")]
public sealed class AloneTests(ITestOutputHelper output)
{
    private const int Seeds = 20;
    private const int JournyLimit = 1800;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<string?, string?> SenselessHeaders => new()
    {
        { "0", "0" },
        { "-1", "-1" },
        { "100", "101" },
        { "many", "some" },
        { "1800", null },
        { null, "17" },
        { "1800", "-3" },
        { "99999999999999999999", "5" },
        { "", "" },
        { "1.8e3", "900" },
    };

    [Fact(Explicit = true)]
    public Task Under_1800_a_minute_20000_calls_take_place_at_1764_a_minute_or_more_and_0_are_refused() => VirtualTime.RunAsync(() =>
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            SimulatedProcess process = Run(seed, 20_000, JournyLimit, Minute, out double perMinute);
            Assert.Equal(0, process.Refused);
            Assert.True(perMinute >= 1764, $"Seed {seed}: {perMinute:0} a minute.");
        }
    });

    [Fact(Explicit = true)]
    public Task Under_5000_an_hour_20000_calls_take_place_at_4500_an_hour_or_more_and_0_are_refused() => VirtualTime.RunAsync(() =>
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            SimulatedProcess process = Run(seed, 20_000, 5000, TimeSpan.FromHours(1), out double perMinute);
            Assert.Equal(0, process.Refused);
            Assert.True(perMinute * 60 >= 4500, $"Seed {seed}: {perMinute * 60:0} an hour.");
        }
    });

    [Fact(Explicit = true)]
    public Task A_limit_that_goes_from_1800_to_600_to_3000_costs_at_most_the_8_calls_on_their_way_and_3_probes() =>
        VirtualTime.RunAsync(() =>
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                Random random = new(seed);
                VirtualTime time = new();
                SimulatedKey key = new(time, JournyLimit, Minute);
                int lower = random.Next(2000, 6000);
                TimeSpan raised = TimeSpan.Zero;
                using SimulatedProcess process = new(time, key, random)
                {
                    OnDone = done =>
                    {
                        if (done == lower)
                        {
                            key.Limit = 600;
                        }
                        else if (done == lower + 3000)
                        {
                            key.Limit = 3000;
                            raised = time.Now;
                        }
                    },
                };
                process.Begin(lower + 3000 + 12_000, TimeSpan.Zero);
                SimulatedProcess.RunAll(time, process);
                double perMinute = 12_000 / (process.EndedAt - raised).TotalMinutes;
                output.WriteLine(
                    $"Seed {seed}: lowered after {lower} calls; {process.Refused} refused, given up: {process.HasGivenUp}; "
                    + $"{perMinute:0} a minute under 3,000");
                Assert.False(process.HasGivenUp, $"Seed {seed}: the run has ended with a 429.");
                Assert.InRange(process.Refused, 0, 8 + 3);
                Assert.True(perMinute >= 2600, $"Seed {seed}: {perMinute:0} a minute under 3,000.");
            }
        });

    [Fact(Explicit = true)]
    public Task Without_headers_at_most_1620_calls_fall_within_any_minute() => VirtualTime.RunAsync(() =>
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            AssertOwnLimit(1620, Run(seed, 20_000, JournyLimit, Minute, out double perMinute, headers: () => (null, null)), perMinute);
        }
    });

    [Theory(Explicit = true)]
    [MemberData(nameof(SenselessHeaders))]
    public Task With_senseless_headers_at_most_1620_calls_fall_within_any_minute_too(string? limit, string? remaining) =>
        VirtualTime.RunAsync(() =>
        {
            for (int seed = 1; seed <= 3; seed++)
            {
                AssertOwnLimit(
                    1620, Run(seed, 10_000, JournyLimit, Minute, out double perMinute, headers: () => (limit, remaining)), perMinute);
            }
        });

    [Fact(Explicit = true)]
    public Task With_RequestsPerMinute_100_at_most_100_calls_fall_within_any_minute() => VirtualTime.RunAsync(() =>
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            AssertOwnLimit(100, Run(seed, 2000, JournyLimit, Minute, out double perMinute, requestsPerMinute: 100), perMinute);
        }
    });

    private static void AssertOwnLimit(int limit, SimulatedProcess process, double perMinute)
    {
        Assert.Equal(0, process.Refused);
        Assert.InRange(process.MostInAMinute(), limit * 0.95, limit);

        // The count holds a call for up to half a second longer than the minute.
        Assert.True(perMinute >= limit * 0.97, $"{perMinute:0} a minute of {limit}.");
    }

    private SimulatedProcess Run(
        int seed,
        int calls,
        int limit,
        TimeSpan window,
        out double perMinute,
        int? requestsPerMinute = null,
        Func<(string? Limit, string? Remaining)>? headers = null)
    {
        VirtualTime time = new();
        using SimulatedProcess process = new(time, new SimulatedKey(time, limit, window), new Random(seed))
        {
            RequestsPerMinute = requestsPerMinute,
            Headers = headers,
        };
        TimeSpan start = time.Now;
        process.Begin(calls, TimeSpan.Zero);
        SimulatedProcess.RunAll(time, process);
        Assert.Equal(calls, process.Done);
        perMinute = calls / (process.EndedAt - start).TotalMinutes;
        output.WriteLine(
            $"Seed {seed}: {calls} calls at {perMinute:0.0} a minute, {process.MostInAMinute()} in the fullest, "
            + $"{SlidingMinutes.Fewest(process.Arrivals)} in the emptiest; {process.Arrivals.Count - calls} refused");
        return process;
    }
}
