using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>The count of the last minute's calls, against one that keeps the time of each.</summary>
public sealed class CallSlidingCountTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Bucket = TimeSpan.FromSeconds(0.5);

    [Fact]
    public void It_is_never_below_the_truth_and_never_more_than_a_bucket_late()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < 50; run++)
        {
            CallSlidingCount count = new();
            List<TimeSpan> calls = [];
            TimeSpan now = TimeSpan.FromSeconds(random.NextDouble() * Math.Pow(10, random.Next(7)));
            for (int step = 0; step < 400; step++)
            {
                // Bursts, gaps, steps onto the very edge of a bucket, and now and then more than the whole minute.
                now += random.Next(10) switch
                {
                    0 => TimeSpan.FromSeconds(random.NextDouble() * 100),
                    1 => Bucket * random.Next(130),
                    2 or 3 => TimeSpan.FromSeconds(random.NextDouble() * 5),
                    4 => Bucket - TimeSpan.FromTicks(now.Ticks % Bucket.Ticks),
                    5 or 6 => TimeSpan.FromMilliseconds(random.Next(30)),
                    _ => TimeSpan.Zero,
                };
                if (random.Next(3) > 0)
                {
                    count.Add(now);
                    calls.Add(now);
                }

                int total = count.Total(now);
                Assert.True(total >= calls.Count(call => now - call <= Minute), $"too few, seed {seed}, run {run}, step {step}");
                Assert.True(total <= calls.Count(call => now - call < Minute + Bucket), $"too many, seed {seed}, run {run}, step {step}");
                CheckNextLeaves(count.UntilNextLeaves(now), calls, now, total);
            }
        }
    }

    [Fact]
    public void An_empty_count_waits_for_nothing()
    {
        CallSlidingCount count = new();
        Assert.Equal(0, count.Total(TimeSpan.FromDays(400)));
        Assert.Equal(TimeSpan.Zero, count.UntilNextLeaves(TimeSpan.FromDays(400)));
    }

    /// <summary>After just the time that it names, and not before, there are fewer.</summary>
    private static void CheckNextLeaves(TimeSpan wait, List<TimeSpan> calls, TimeSpan now, int total)
    {
        if (total == 0)
        {
            Assert.Equal(TimeSpan.Zero, wait);
            return;
        }

        CallSlidingCount replayed = new();
        foreach (TimeSpan call in calls.Where(call => now - call < Minute + Bucket))
        {
            replayed.Add(call);
        }

        Assert.Equal(total, replayed.Total(now + wait - TimeSpan.FromTicks(1)));
        Assert.True(replayed.Total(now + wait) < total);
    }
}
