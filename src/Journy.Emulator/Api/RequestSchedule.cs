using System;
using System.Collections.Generic;
using System.Threading;

namespace Journy.Emulator.Api;

/// <summary>
/// What is to change at a request of some number. It has changed before anything else happens to that request or a later one,
/// in whatever order they are worked on.
/// </summary>
internal sealed class RequestSchedule
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (long Request, long Order)> _changes = new();
    private long _next = long.MaxValue;
    private long _added;

    internal void Add(long request, Action change)
    {
        lock (_gate)
        {
            _changes.Enqueue(change, (request, _added++));
            SetNext();
        }
    }

    /// <summary>Drops what is still to come.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _changes.Clear();
            SetNext();
        }
    }

    /// <summary>Makes the changes that are due at a request.</summary>
    internal void Reach(long request)
    {
        if (request < Interlocked.Read(ref _next))
        {
            return;
        }

        lock (_gate)
        {
            while (_changes.TryPeek(out Action? change, out (long Request, long Order) due) && due.Request <= request)
            {
                _changes.Dequeue();
                change();
            }

            // Only now: until the changes are made, later requests have to wait for the lock.
            SetNext();
        }
    }

    private void SetNext() => Interlocked.Exchange(
        ref _next, _changes.TryPeek(out _, out (long Request, long Order) due) ? due.Request : long.MaxValue);
}
