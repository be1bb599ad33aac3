using System.Collections.Generic;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>
/// Rows that are the beginning of a known sequence so far, until the rest of it has come or something else has. Only so many wait.
/// </summary>
internal sealed class HeldSequences
{
    private readonly Dictionary<int, LinkedListNode<HeldSequence>> _held = new();
    private readonly LinkedList<HeldSequence> _inOrder = new();
    private int _rows;

    /// <summary>How many rows may wait.</summary>
    public int MostRows { get; set; } = 10_000;

    /// <summary>True if more rows wait than may.</summary>
    public bool IsFull => _rows > MostRows;

    /// <summary>The rows that wait longest; null if none waits.</summary>
    public HeldSequence? Oldest => _inOrder.First?.Value;

    /// <summary>The rows that wait of a user or account; null if there are none.</summary>
    public HeldSequence? Of(int head) => _rows > 0 && _held.TryGetValue(head, out LinkedListNode<HeldSequence>? held) ? held.Value : null;

    /// <summary>Lets a row wait behind those of the same user or account.</summary>
    public HeldSequence Add(int head, ImportedRow row)
    {
        if (!_held.TryGetValue(head, out LinkedListNode<HeldSequence>? held))
        {
            _held.Add(head, held = _inOrder.AddLast(new HeldSequence(head)));
        }

        held.Value.Add(row);
        _rows++;
        return held.Value;
    }

    /// <summary>Lets rows wait no longer.</summary>
    public void Release(HeldSequence held)
    {
        _inOrder.Remove(_held[held.Head]);
        _held.Remove(held.Head);
        _rows -= held.Rows.Count;
    }
}
