using System.Collections.Generic;
using Journy.Import.Journaling;

namespace Journy.Tests.Import.Journaling;

/// <summary>A journal in memory: what was noted and not written is lost when it is given up.</summary>
internal sealed class ListedLines(List<(JournalOp Op, ulong First, ulong Second, ulong Content)> written) : IJournalLines
{
    private readonly List<(JournalOp Op, ulong First, ulong Second, ulong Content)> _noted = [];
    private long _flushed;

    public void Append(JournalOp op, ulong first, ulong second, ulong content)
    {
        Flush(Note(op, first, second, content));
    }

    public long Note(JournalOp op, ulong first, ulong second) => Note(op, first, second, 0);

    public void Flush(long noted)
    {
        if (noted > _flushed)
        {
            written.AddRange(_noted);
            _flushed += _noted.Count;
            _noted.Clear();
        }
    }

    /// <summary>Whether what was noted is written, and outlasts the process.</summary>
    public bool HasWritten(long noted) => noted <= _flushed;

    private long Note(JournalOp op, ulong first, ulong second, ulong content)
    {
        _noted.Add((op, first, second, content));
        return _flushed + _noted.Count;
    }
}
