using System;

namespace Journy.Emulator.Keys;

/// <summary>What is missing in a bucket that fills evenly, a limit a window.</summary>
internal sealed class TokenCount(long length) : RateCount
{
    private double _missing;
    private long _last;

    internal override double Used(long now, int? limit)
    {
        _missing = Math.Max(0, _missing - ((double)(now - _last) / length * (limit ?? RateWindow.Unlimited)));
        _last = now;
        return _missing;
    }

    internal override void Add(long now, int? limit) => _missing = Used(now, limit) + 1;
}
