using System;

namespace Journy.Tests.Pacing;

/// <summary>A sliding window in steps: the sum of the last so many buckets, the present one among them.</summary>
internal sealed class SteppedServer(int limit, double window, double phase, int steps) : ISimulatedServer
{
    private readonly int[] _buckets = new int[steps];
    private long _current;
    private int _used;

    public int Limit { get; set; } = limit;

    public (bool Admitted, int Remaining) Take(double now)
    {
        long bucket = (long)Math.Floor((now + phase) / window * steps);
        _current = Math.Max(_current, bucket - steps);
        while (_current < bucket)
        {
            _current++;
            int index = (int)(((_current % steps) + steps) % steps);
            _used -= _buckets[index];
            _buckets[index] = 0;
        }

        bool admitted = _used < Limit;
        if (admitted)
        {
            _buckets[(int)(((bucket % steps) + steps) % steps)]++;
            _used++;
        }

        return (admitted, Math.Max(0, Limit - _used));
    }
}
