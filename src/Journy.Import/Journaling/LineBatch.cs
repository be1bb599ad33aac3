using System;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Lines of a journal on their way to the rules, some at a time: a key that is looked up alone waits for memory, and those of many
/// lines wait together.</summary>
internal sealed class LineBatch
{
    private const int Size = 64;

    private readonly RowRules _rules;
    private readonly JournalOp[] _ops = new JournalOp[Size];

    // The first hash of each line, and then the second one of each.
    private readonly ulong[] _keys = new ulong[2 * Size];
    private readonly ulong[] _contents = new ulong[Size];
    private int _count;

    public LineBatch(RowRules rules) => _rules = rules;

    /// <summary>Takes a whole line of hashes.</summary>
    /// <returns>False if it has other fields.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public bool TryAdd(JournalOp op, ArraySegment<byte> line)
    {
        if (!JournalLine.TryRead(line, out _keys[_count], out _keys[_count + Size], out _contents[_count]))
        {
            return false;
        }

        _ops[_count++] = op;
        if (_count == Size)
        {
            Load();
        }

        return true;
    }

    /// <summary>Hands on what was taken.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public void Load()
    {
        _rules.Prefetch(_keys);
        for (int index = 0; index < _count; index++)
        {
            _rules.Load(_ops[index], _keys[index], _keys[index + Size], _contents[index]);
        }

        _count = 0;
    }
}
