using System;

namespace Journy.Tests.Pacing;

/// <summary>Begins to count anew at each whole minute of its clock.</summary>
internal sealed class FixedWindowServer(int limit, double window, double phase) : ISimulatedServer
{
    private long? _window;
    private int _used;

    public int Limit { get; set; } = limit;

    public (bool Admitted, int Remaining) Take(double now)
    {
        long current = (long)Math.Floor((now + phase) / window);
        if (current != _window)
        {
            _window = current;
            _used = 0;
        }

        bool admitted = _used < Limit;
        _used += admitted ? 1 : 0;
        return (admitted, Math.Max(0, Limit - _used));
    }
}
