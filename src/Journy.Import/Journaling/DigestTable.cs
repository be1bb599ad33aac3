using System.Collections.Generic;
using Journy.Import.Values;

namespace Journy.Import.Journaling;

/// <summary>Entries of digests that are looked for in any order, at 48 to 56 bytes each.</summary>
internal sealed class DigestTable
{
    private const int EntryLength = DigestLine.EntryLength;

    private readonly int _first;

    // Numbers of entries by their digests, from 1; 0 if there is none.
    private readonly int[] _slots;

    /// <summary>Reads the entries.</summary>
    /// <param name="blocks">Where entries stand.</param>
    /// <param name="from">The first of those lines that is read.</param>
    /// <param name="read">Reads the entries of a line.</param>
    public DigestTable(IReadOnlyList<DigestBlock> blocks, int from, DigestReader read)
    {
        HasAll = from == 0;
        int count = 0;
        for (int index = from; index < blocks.Count; index++)
        {
            count += blocks[index].Count;
        }

        _first = count == 0 ? 0 : blocks[from].First;
        Words = new ulong[count * EntryLength];
        for (int index = from; index < blocks.Count; index++)
        {
            read(blocks[index], Words, (blocks[index].First - _first) * EntryLength);
        }

        int length = 2;
        while (length < 2L * count)
        {
            length *= 2;
        }

        _slots = new int[length];
        for (int index = 0; index < count; index++)
        {
            int slot = (int)Words[(index * EntryLength) + 1] & (length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (length - 1);
            }

            _slots[slot] = index + 1;
        }
    }

    /// <summary>The entries.</summary>
    public ulong[] Words { get; }

    /// <summary>True if there are no others.</summary>
    public bool HasAll { get; }

    /// <summary>Looks for a digest.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="at">Where it stands in <see cref="Words"/>.</param>
    /// <returns>The place among the entries of all lines; negative if there is none.</returns>
    public int Find(LineDigest digest, out int at)
    {
        for (int slot = (int)digest.Low & (_slots.Length - 1); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            at = (_slots[slot] - 1) * EntryLength;
            if (Words[at + 1] == digest.Low && Words[at] == digest.High)
            {
                return _first + _slots[slot] - 1;
            }
        }

        at = 0;
        return -1;
    }
}
