using System;
using System.Collections.Generic;

namespace Journy.Tests.Promises;

/// <summary>Counts what lies within a minute, wherever that minute begins.</summary>
internal static class SlidingMinutes
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The most moments within any minute.</summary>
    /// <param name="moments">Moments, in order.</param>
    public static int Most(IReadOnlyList<TimeSpan> moments)
    {
        int most = 0;
        int first = 0;
        for (int last = 0; last < moments.Count; last++)
        {
            while (moments[last] - moments[first] >= Minute)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>The fewest moments within any whole minute that begins with one of them.</summary>
    /// <param name="moments">Moments, in order, over more than a minute.</param>
    public static int Fewest(IReadOnlyList<TimeSpan> moments)
    {
        int fewest = int.MaxValue;
        int end = 0;
        for (int first = 0; first < moments.Count && moments[first] + Minute <= moments[^1]; first++)
        {
            while (moments[end] - moments[first] < Minute)
            {
                end++;
            }

            fewest = Math.Min(fewest, end - first);
        }

        return fewest;
    }
}
