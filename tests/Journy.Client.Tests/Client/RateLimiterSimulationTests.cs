using System;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>The rate window against a server with a limit, in virtual time.</summary>
public sealed class RateLimiterSimulationTests
{
    private const int InFlight = 8;

    /// <summary>Limits, each with the length of its window in seconds and the calls to make.</summary>
    public static TheoryData<int, int, int, int> Runs
    {
        get
        {
            TheoryData<int, int, int, int> runs = new();
            foreach ((int limit, int seconds, int calls) in new[]
                { (60, 60, 600), (600, 60, 4000), (1800, 60, 8000), (5000, 3600, 12000), (100, 10, 2000) })
            {
                for (int seed = 1; seed <= 5; seed++)
                {
                    runs.Add(limit, seconds, calls, seed);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public Task No_call_is_refused(int limit, int windowSeconds, int calls, int seed) => VirtualTime.RunAsync(() =>
    {
        VirtualTime time = new();
        SlidingServer server = new(limit, TimeSpan.FromSeconds(windowSeconds));
        TimeSpan taken = Run(time, server, limit, calls, new Random(seed));
        double perWindow = calls / taken.TotalSeconds * windowSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {calls} calls in {taken}, {perWindow:0} a window, {server.Refused} refused");
        Assert.Equal(0, server.Refused);

        // Careful is no excuse for slow, the first burst included.
        Assert.True(perWindow > limit * 0.7, $"{perWindow:0} of {limit}");
    });

    /// <summary>Makes the calls, eight at a time, each way with a latency of its own, and gives the time that they took.</summary>
    private static TimeSpan Run(VirtualTime time, SlidingServer server, int limit, int calls, Random random)
    {
        using RateLimiter window = new(time);
        TimeSpan start = time.Now;
        int inFlight = 0;
        int started = 0;
        int ended = 0;
        Task<CallTicket>? entering = null;
        while (ended < calls)
        {
            if (entering is null && inFlight < InFlight && started < calls)
            {
                entering = window.EnterAsync(default, CancellationToken.None);
            }

            if (entering is { IsCompleted: true })
            {
                CallTicket ticket = entering.Result;
                entering = null;
                started++;
                inFlight++;
                time.After(Latency(), () =>
                {
                    (bool admitted, int remaining) = server.Take(time.Now);
                    time.After(Latency(), () =>
                    {
                        window.Leave(ticket, limit, remaining, admitted ? CallEnd.Answered : CallEnd.Refused);
                        inFlight--;
                        ended++;
                    });
                });
                continue;
            }

            time.Step();
        }

        return time.Now - start;

        // Mostly quick, now and then slow: an answer may be overtaken by many that left the server after it.
        TimeSpan Latency() => TimeSpan.FromMilliseconds(random.Next(20) == 0 ? random.Next(200, 2000) : random.Next(5, 120));
    }
}
