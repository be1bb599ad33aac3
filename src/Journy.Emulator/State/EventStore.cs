using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Journy.Emulator.State;

/// <summary>The events of a workspace, in order of receipt. The workspace does the locking.</summary>
internal sealed class EventStore
{
    private readonly List<EmulatedEvent> _events = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    internal int Count => _events.Count;

    /// <summary>Gets the names of all events so far.</summary>
    internal IEnumerable<string> Names => _names;

    internal void Add(EmulatedEvent stored)
    {
        _events.Add(stored);
        _names.Add(stored.Name);
    }

    internal ImmutableArray<EmulatedEvent> Snapshot() => [.. _events];

    /// <summary>Reads some events after a number.</summary>
    internal List<EmulatedEvent> Page(long after, int take)
    {
        int start = IndexAfter(after);
        return _events.GetRange(start, Math.Min(take, _events.Count - start));
    }

    // Numbers rise, but not by one: users and accounts take theirs from the same count.
    private int IndexAfter(long number)
    {
        int low = 0;
        int high = _events.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (_events[middle].Number <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
