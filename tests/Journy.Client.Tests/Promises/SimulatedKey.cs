using System;
using System.Collections.Generic;
using Journy.Tests.Client;

namespace Journy.Tests.Promises;

/// <summary>A key on journy.io's side, in virtual time: so many calls in any stretch of the window's length.</summary>
internal sealed class SimulatedKey(VirtualTime time, int limit, TimeSpan window)
{
    private readonly Queue<TimeSpan> _calls = new();

    /// <summary>The limit; the calls of the past count against a new one.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Counts a call that arrives now, if there is room, and says what is left.</summary>
    public (bool Admitted, int Remaining) Take()
    {
        while (_calls.TryPeek(out TimeSpan oldest) && time.Now - oldest >= window)
        {
            _calls.Dequeue();
        }

        bool admitted = _calls.Count < Limit;
        if (admitted)
        {
            _calls.Enqueue(time.Now);
        }

        return (admitted, Math.Max(0, Limit - _calls.Count));
    }
}
