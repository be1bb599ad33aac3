using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Entries of digests in their order, of which only those that are expected next are in memory.</summary>
internal sealed class DigestFeed
{
    private const int EntryLength = DigestLine.EntryLength;

    private readonly IReadOnlyList<DigestBlock> _blocks;
    private readonly int _blockCount;
    private readonly DigestReader _read;
    private int _blocksRead;

    // The places of the first entry at hand, of the one that is expected next, and behind the last one.
    private int _first;
    private int _next;
    private int _end;

    /// <summary>Begins before the first entry.</summary>
    /// <param name="blocks">Where the entries stand.</param>
    /// <param name="blockCount">How many of those lines, from the first one.</param>
    /// <param name="read">Reads the entries of a line.</param>
    public DigestFeed(IReadOnlyList<DigestBlock> blocks, int blockCount, DigestReader read)
    {
        _blocks = blocks;
        _blockCount = blockCount;
        _read = read;
    }

    /// <summary>The entries at hand.</summary>
    public ulong[] Words { get; private set; } = Array.Empty<ulong>();

    /// <summary>Looks for a digest among those that are expected next, and goes on behind it.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="ahead">How many entries to look at.</param>
    /// <param name="at">Where it stands in <see cref="Words"/>.</param>
    /// <returns>The place; negative if it is none of them.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public int Find(LineDigest digest, int ahead, out int at)
    {
        while (_end - _next < ahead && _blocksRead < _blockCount)
        {
            ReadBlock();
        }

        ulong[] words = Words;
        at = (_next - _first) * EntryLength;
        for (int place = _next; place < _end && place < _next + ahead; place++)
        {
            if (words[at + 1] == digest.Low && words[at] == digest.High)
            {
                _next = place + 1;
                return place;
            }

            at += EntryLength;
        }

        return -1;
    }

    private void ReadBlock()
    {
        DigestBlock block = _blocks[_blocksRead++];
        ulong[] before = Words;
        int kept = (_end - _next) * EntryLength;
        if (Words.Length < kept + (block.Count * EntryLength))
        {
            Words = new ulong[kept + (block.Count * EntryLength)];
        }

        Array.Copy(before, (_next - _first) * EntryLength, Words, 0, kept);
        _first = _next;
        _end += block.Count;
        _read(block, Words, kept);
    }
}
