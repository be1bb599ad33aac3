using System;

namespace Journy.Emulator.Keys;

/// <summary>How many calls of a key are in its window, by one way to count. Times are of the clock that the window reads.</summary>
internal abstract class RateCount
{
    /// <summary>Makes the count of a kind.</summary>
    internal static RateCount Create(RateWindowKind kind, long length) => kind switch
    {
        RateWindowKind.Sliding => new SlidingCount(length),
        RateWindowKind.Fixed => new BucketCount(length, coversBefore: false),
        RateWindowKind.TwoBucket => new BucketCount(length, coversBefore: true),
        RateWindowKind.TokenBucket => new TokenCount(length),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such window."),
    };

    /// <summary>What is used at a time, which is never before the one asked for last.</summary>
    internal abstract double Used(long now, int? limit);

    /// <summary>Counts a call.</summary>
    internal abstract void Add(long now, int? limit);
}
