using System.Collections.Generic;

namespace Journy.Pacing;

/// <summary>
/// A list that only grows, in blocks: nothing of it is ever copied or thrown away, and none of its arrays is a large object, which
/// the runtime would give back late.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class BlockList<T>
{
    private const int BlockBits = 11;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<T[]> _blocks = new();

    /// <summary>The item in a place, from 0; a place that is within reach of <see cref="Reserve"/>.</summary>
    public ref T this[int place] => ref _blocks[place >> BlockBits][place & (BlockSize - 1)];

    /// <summary>Makes room for a place.</summary>
    public void Reserve(int place)
    {
        while (place >> BlockBits >= _blocks.Count)
        {
            _blocks.Add(new T[BlockSize]);
        }
    }
}
