using System;

namespace Journy.Import.Values;

/// <summary>What a cell's text looks like.</summary>
internal enum CellKind
{
    /// <summary>Nothing, or white space alone.</summary>
    Blank,

    /// <summary>Anything that is none of the others.</summary>
    Text,

    /// <summary>A number that means the same to everybody.</summary>
    Number,

    /// <summary>true or false, in any case.</summary>
    Boolean,

    /// <summary>A date, or a date and a time, that means the same to everybody.</summary>
    DateTime,
}

/// <summary>
/// Tells the kind of a cell by its characters alone: no culture, no guess. What could be read in two ways, or would not come back
/// as it was, is text. White space around a cell does not count.
/// </summary>
internal static class CellKinds
{
    /// <summary>The kind of a cell.</summary>
    public static CellKind Of(string cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return CellKind.Blank;
        }

        int start = 0;
        int end = cell.Length;
        OuterSpace.Trim(cell, ref start, ref end);
        if (start == end)
        {
            return CellKind.Text;
        }

        char first = cell[start];
        if (first is 't' or 'T' or 'f' or 'F')
        {
            return IsWord(cell, start, end, "true") || IsWord(cell, start, end, "false") ? CellKind.Boolean : CellKind.Text;
        }

        return first is not ('-' or '.' or (>= '0' and <= '9')) ? CellKind.Text
            : NumberText.IsPlain(cell, start, end) ? CellKind.Number
            : first >= '0' && IsoMoment.TryRead(cell, start, end, out _) ? CellKind.DateTime
            : CellKind.Text;
    }

    private static bool IsWord(string cell, int start, int end, string word) =>
        end - start == word.Length && string.Compare(cell, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
