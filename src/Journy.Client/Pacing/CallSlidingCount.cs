using System;

namespace Journy.Pacing;

/// <summary>
/// How many calls were started in the last minute. Half-second buckets, each counted until all of it is older than a minute:
/// never less than the truth, and of one size however fast the calls come.
/// </summary>
internal sealed class CallSlidingCount
{
    private const int BucketsPerMinute = 120;
    private static readonly long BucketTicks = TimeSpan.FromMinutes(1).Ticks / BucketsPerMinute;

    private readonly int[] _buckets = new int[BucketsPerMinute + 1];
    private long _current;
    private int _total;

    public int Total(TimeSpan now)
    {
        Advance(now);
        return _total;
    }

    public void Add(TimeSpan now)
    {
        Advance(now);
        _buckets[_current % _buckets.Length]++;
        _total++;
    }

    /// <summary>The time until the oldest counted call leaves the count.</summary>
    public TimeSpan UntilNextLeaves(TimeSpan now)
    {
        Advance(now);
        for (long bucket = Math.Max(0, _current - BucketsPerMinute); bucket <= _current; bucket++)
        {
            if (_buckets[bucket % _buckets.Length] > 0)
            {
                return TimeSpan.FromTicks((bucket + _buckets.Length) * BucketTicks) - now;
            }
        }

        return TimeSpan.Zero;
    }

    private void Advance(TimeSpan now)
    {
        long bucket = now.Ticks / BucketTicks;
        if (bucket - _current >= _buckets.Length)
        {
            Array.Clear(_buckets, 0, _buckets.Length);
            _total = 0;
            _current = bucket;
        }

        while (_current < bucket)
        {
            _current++;
            _total -= _buckets[_current % _buckets.Length];
            _buckets[_current % _buckets.Length] = 0;
        }
    }
}
