using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Journy.Bench.Measuring;

/// <summary>Measures work.</summary>
internal static class Meter
{
    /// <summary>Measures one piece of work on this thread.</summary>
    public static Cost Measure(Action work)
    {
        // What earlier work left behind is not this work's cost.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long processBytes = GC.GetTotalAllocatedBytes(precise: true);
        long threadBytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan process = Environment.CpuUsage.TotalTime;
        TimeSpan thread = ThreadClock.Now;
        Stopwatch watch = Stopwatch.StartNew();
        work();
        watch.Stop();
        return new Cost(
            watch.Elapsed,
            Environment.CpuUsage.TotalTime - process,
            ThreadClock.Now - thread,
            GC.GetTotalAllocatedBytes(precise: true) - processBytes,
            GC.GetAllocatedBytesForCurrentThread() - threadBytes);
    }

    /// <summary>Measures several contenders in turn, again and again, after some rounds that do not count.</summary>
    /// <returns>The costs of every contender, one a round.</returns>
    public static IReadOnlyList<Cost>[] Alternate(int warmUps, params Action[] contenders)
    {
        List<Cost>[] costs = contenders.Select(_ => new List<Cost>(BenchOptions.Rounds)).ToArray();
        for (int round = -warmUps; round < BenchOptions.Rounds; round++)
        {
            for (int index = 0; index < contenders.Length; index++)
            {
                Cost cost = Measure(contenders[index]);
                if (round >= 0)
                {
                    costs[index].Add(cost);
                }
            }
        }

        return costs;
    }

    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The middle one of every round's own difference.</summary>
    public static double MedianDifference(IEnumerable<double> minuends, IEnumerable<double> subtrahends) =>
        Median(minuends.Zip(subtrahends, (minuend, subtrahend) => minuend - subtrahend));

    /// <summary>The middle one of every round's own ratio, so that what slows a round down slows both sides of it.</summary>
    public static double MedianRatio(IEnumerable<double> numerators, IEnumerable<double> denominators) =>
        Median(numerators.Zip(denominators, (numerator, denominator) => numerator / denominator));
}
