using System;

namespace Journy.Tests.Pacing;

/// <summary>A bucket that fills evenly, a limit a minute, and holds a share of the limit at the most: the same as GCRA.</summary>
internal sealed class TokenBucketServer(int limit, double window, double burst, bool refusedCount) : ISimulatedServer
{
    private double? _tokens;
    private double _last;

    public int Limit { get; set; } = limit;

    public (bool Admitted, int Remaining) Take(double now)
    {
        double capacity = Limit * burst;
        double tokens = _tokens is { } before ? Math.Min(capacity, before + ((now - _last) * Limit / window)) : capacity;
        _last = now;
        bool admitted = tokens >= 1;
        if (admitted)
        {
            tokens--;
        }
        else if (refusedCount)
        {
            tokens = Math.Max(-capacity, tokens - 1);
        }

        _tokens = tokens;
        return (admitted, Math.Max(0, (int)Math.Floor(tokens)));
    }
}
