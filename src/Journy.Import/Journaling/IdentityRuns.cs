using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// The run whose input said the newest that journy.io accepted of each user or account, and of which run a row still waits in an
/// outcome file: an older row must not replace what a later input said. 4 bytes an identifier, and no more for a run's rows in the
/// journal than one line.
/// </summary>
/// <remarks>By what stands for a user or account in the map of identities. Not safe for several threads.</remarks>
internal sealed class IdentityRuns
{
    // By number: the run, and how many lines tell of it. The first one is unknown.
    private readonly List<long> _runs = new() { 0 };
    private readonly List<int> _lines = new() { 0 };
    private readonly Dictionary<long, int> _numbers = new() { [0] = 0 };

    private readonly BlockList<int> _ofHeads = new();
    private readonly Dictionary<int, int> _awaiting = new();

    /// <summary>How many lines say which lines belong to which run.</summary>
    public int RunCount { get; private set; }

    /// <summary>Of whom a row waits in an outcome file.</summary>
    public IReadOnlyCollection<int> Awaiting => _awaiting.Keys;

    /// <summary>The run whose input said the newest; 0 if nobody knows.</summary>
    public long this[int head] => _runs[_ofHeads[head]];

    /// <summary>The run of the newest row that waits in an outcome file; 0 if none does.</summary>
    public long AwaitingOf(int head) => _awaiting.TryGetValue(head, out int number) ? _runs[number] : 0;

    /// <summary>Makes room for an identifier.</summary>
    public void Reserve(int number) => _ofHeads.Reserve(number);

    /// <summary>Notes that a run's input was accepted. What waits of older ones is no news any more.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public void Note(int head, long run)
    {
        if (run > this[head])
        {
            Set(head, run);
        }

        if (run > AwaitingOf(head))
        {
            SetAwaiting(head, 0);
        }
    }

    /// <summary>Notes that a row of a run waits in an outcome file.</summary>
    /// <returns>False if that is known, or something newer is.</returns>
    public bool TryNoteAwaiting(int head, long run)
    {
        if (run <= AwaitingOf(head) || run < this[head])
        {
            return false;
        }

        SetAwaiting(head, run);
        return true;
    }

    /// <summary>Lets what is known of two stand for one.</summary>
    public void Unite(int first, int second, int head)
    {
        long run = Math.Max(this[first], this[second]);
        long awaiting = Math.Max(AwaitingOf(first), AwaitingOf(second));
        if (run == 0 && awaiting == 0)
        {
            // Nothing is known of either, as of nearly all whom a first run names.
            return;
        }

        Clear(first);
        Clear(second);
        Set(head, run);
        SetAwaiting(head, awaiting < run ? 0 : awaiting);
    }

    private void Clear(int head)
    {
        Set(head, 0);
        SetAwaiting(head, 0);
    }

    [MethodImpl(Optimization.AtOnce)]
    private void Set(int head, long run)
    {
        Count(_ofHeads[head], -1);
        _ofHeads[head] = NumberOf(run);
        Count(_ofHeads[head], 1);
    }

    private void SetAwaiting(int head, long run)
    {
        if (_awaiting.TryGetValue(head, out int known))
        {
            Count(known, -1);
            _awaiting.Remove(head);
        }

        if (run != 0)
        {
            _awaiting[head] = NumberOf(run);
            Count(_awaiting[head], 1);
        }
    }

    private int NumberOf(long run)
    {
        if (!_numbers.TryGetValue(run, out int number))
        {
            _numbers.Add(run, number = _runs.Count);
            _runs.Add(run);
            _lines.Add(0);
        }

        return number;
    }

    private void Count(int number, int change)
    {
        if (number != 0)
        {
            RunCount -= _lines[number] > 0 ? 1 : 0;
            _lines[number] += change;
            RunCount += _lines[number] > 0 ? 1 : 0;
        }
    }
}
