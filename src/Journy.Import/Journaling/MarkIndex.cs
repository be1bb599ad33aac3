using System.Collections.Generic;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Which events have a mark, or the half of it that says when.</summary>
internal sealed class MarkIndex
{
    private readonly ulong _mask;
    private readonly JournalTable _first = new();
    private readonly BlockList<int> _next = new();

    /// <summary>Begins an index.</summary>
    /// <param name="mask">The part of a mark that counts.</param>
    public MarkIndex(ulong mask) => _mask = mask;

    /// <summary>Takes an event in.</summary>
    public void Add(int number, ulong mark)
    {
        _next.Reserve(number);
        _next[number] = (int)_first[mark & _mask];
        _first[mark & _mask] = (ulong)number;
    }

    /// <summary>The events with a mark.</summary>
    public IEnumerable<int> Find(ulong mark)
    {
        for (int number = (int)_first[mark & _mask]; number != 0; number = _next[number])
        {
            yield return number;
        }
    }
}
