using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Tests.Pacing;

/// <summary>
/// The most calls, as a share of the limit from the fourth minute on, that somebody can make without one refusal who knows every
/// call of the others beforehand. For a sliding log a greedy search finds it; for others it is all that the others leave.
/// </summary>
internal static class PaceOracle
{
    private const double Step = 0.01;

    public static double Share(PaceScenario scenario, int seed)
    {
        IReadOnlyList<double> others = PaceSimulation.OthersIn(scenario, seed);
        double steady = Math.Min(180, scenario.Seconds / 3);
        double most = scenario.Limit / scenario.Window * (scenario.Seconds - steady);
        return others.Count == 0 || !scenario.Server.StartsWith("log", StringComparison.Ordinal)
            ? 1 - (others.Count(time => time > steady) / most)
            : CallsBetween(scenario, [.. others], steady) / most;
    }

    /// <summary>
    /// Makes a call at each hundredth of a second at which none of the others' calls of the minute after it would be refused.
    /// </summary>
    private static int CallsBetween(PaceScenario scenario, double[] others, double steady)
    {
        // The room at each call of others: the limit less their calls of the minute before it, itself included, and less ours.
        int[] room = new int[others.Length];
        int first = 0;
        for (int index = 0; index < others.Length; index++)
        {
            while (others[index] - others[first] >= scenario.Window)
            {
                first++;
            }

            room[index] = scenario.Limit - (index - first + 1);
        }

        LeastOfRanges least = new(room);
        Queue<double> ours = new();
        int made = 0;
        int left = 0;
        int next = 0;
        int end = 0;
        for (int step = 0; step * Step < scenario.Seconds; step++)
        {
            double now = step * Step;
            while (ours.Count > 0 && now - ours.Peek() >= scenario.Window)
            {
                ours.Dequeue();
            }

            left = Advance(others, left, time => time <= now - scenario.Window);
            next = Advance(others, next, time => time <= now);
            end = Advance(others, end, time => time < now + scenario.Window);
            if (scenario.Limit - ours.Count - (next - left) > 0 && (next >= end || least.Least(next, end) > 0))
            {
                least.Lower(next, end);
                ours.Enqueue(now);
                made += now >= steady ? 1 : 0;
            }
        }

        return made;
    }

    private static int Advance(double[] times, int from, Func<double, bool> isBefore)
    {
        while (from < times.Length && isBefore(times[from]))
        {
            from++;
        }

        return from;
    }
}
