using System;
using System.Collections.Generic;

namespace Journy.Tests.Pacing;

/// <summary>Knows the time of each call: an exact sliding window, as journy.io documents it.</summary>
internal sealed class SlidingLogServer(int limit, double window, bool refusedCount) : ISimulatedServer
{
    private readonly Queue<double> _calls = new();

    public int Limit { get; set; } = limit;

    public (bool Admitted, int Remaining) Take(double now)
    {
        while (_calls.Count > 0 && now - _calls.Peek() >= window)
        {
            _calls.Dequeue();
        }

        bool admitted = _calls.Count < Limit;
        if (admitted || refusedCount)
        {
            _calls.Enqueue(now);
        }

        return (admitted, Math.Max(0, Limit - _calls.Count));
    }
}
