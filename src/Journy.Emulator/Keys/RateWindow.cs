using System;
using System.Collections.Generic;
using System.Threading;

namespace Journy.Emulator.Keys;

/// <summary>The sliding window of one key: a queue with the time of each call that is still inside it.</summary>
internal sealed class RateWindow
{
    /// <summary>What the no-limit mode reports: so large that no client ever slows down for it.</summary>
    internal const int Unlimited = 1_000_000_000;

    private readonly Lock _gate = new();
    private readonly Queue<long> _calls = new();
    private readonly TimeProvider _time;
    private readonly int? _limit;
    private readonly long _length;
    private readonly bool _refusedCallsCount;

    internal RateWindow(int? limit, TimeSpan length, bool refusedCallsCount, TimeProvider time)
    {
        _limit = limit;
        _length = (long)(length.TotalSeconds * time.TimestampFrequency);
        _refusedCallsCount = refusedCallsCount;
        _time = time;
    }

    /// <summary>Counts a call, unless the window is full.</summary>
    internal RateReading Take()
    {
        if (_limit is not int limit)
        {
            return new RateReading(true, Unlimited, Unlimited);
        }

        lock (_gate)
        {
            long now = DropExpired();
            bool admitted = _calls.Count < limit;
            if (admitted || _refusedCallsCount)
            {
                _calls.Enqueue(now);
            }

            // Only the newest calls up to the limit decide when there is room again: older ones expire before them.
            while (_calls.Count > limit)
            {
                _calls.Dequeue();
            }

            return new RateReading(admitted, limit, limit - _calls.Count);
        }
    }

    /// <summary>Reads the window without counting a call.</summary>
    internal RateReading Peek()
    {
        if (_limit is not int limit)
        {
            return new RateReading(true, Unlimited, Unlimited);
        }

        lock (_gate)
        {
            DropExpired();
            return new RateReading(_calls.Count < limit, limit, limit - _calls.Count);
        }
    }

    private long DropExpired()
    {
        long now = _time.GetTimestamp();
        while (_calls.TryPeek(out long oldest) && now - oldest >= _length)
        {
            _calls.Dequeue();
        }

        return now;
    }
}
