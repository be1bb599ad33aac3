using System;
using System.Collections.Generic;

namespace Journy.Tests.Client;

/// <summary>The limit as the server keeps it: so many calls in any stretch of the window's length.</summary>
internal sealed class SlidingServer(int limit, TimeSpan length)
{
    private readonly Queue<TimeSpan> _calls = new();

    public int Refused { get; private set; }

    /// <summary>Counts a call, if there is room, and says what is left.</summary>
    public (bool Admitted, int Remaining) Take(TimeSpan now)
    {
        while (_calls.TryPeek(out TimeSpan oldest) && now - oldest >= length)
        {
            _calls.Dequeue();
        }

        bool admitted = _calls.Count < limit;
        if (admitted)
        {
            _calls.Enqueue(now);
        }
        else
        {
            Refused++;
        }

        return (admitted, limit - _calls.Count);
    }
}
