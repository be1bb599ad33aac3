using System;

namespace Journy.Tests.Pacing;

/// <summary>Counts this minute of its clock, and of the one before the part that a sliding window would still cover.</summary>
internal sealed class TwoBucketServer(int limit, double window, double phase) : ISimulatedServer
{
    private long? _bucket;
    private int _current;
    private int _previous;

    public int Limit { get; set; } = limit;

    public (bool Admitted, int Remaining) Take(double now)
    {
        double position = (now + phase) / window;
        long bucket = (long)Math.Floor(position);
        if (bucket != _bucket)
        {
            _previous = bucket == _bucket + 1 ? _current : 0;
            _current = 0;
            _bucket = bucket;
        }

        double used = (_previous * (1 - (position - bucket))) + _current;
        bool admitted = used + 1 <= Limit;
        if (admitted)
        {
            _current++;
            used++;
        }

        return (admitted, Math.Max(0, (int)Math.Floor(Limit - used)));
    }
}
