using System.Collections.Generic;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Rows of one user or account that wait for the rest of a known sequence.</summary>
internal sealed class HeldSequence
{
    private readonly List<ImportedRow> _rows = new();

    public HeldSequence(int head) => Head = head;

    /// <summary>Whose rows they are.</summary>
    public int Head { get; }

    /// <summary>The rows, in their order.</summary>
    public IReadOnlyList<ImportedRow> Rows => _rows;

    /// <summary>The rows as a sequence.</summary>
    public KnownSequence Sequence { get; private set; }

    /// <summary>Adds the next row.</summary>
    public void Add(ImportedRow row)
    {
        if (_rows.Count == 0 || _rows[_rows.Count - 1].Content != row.Content)
        {
            Sequence = Sequence.With(row.Content);
        }

        _rows.Add(row);
    }
}
