using System.Globalization;

namespace Journy.Results;

/// <summary>
/// Text as a terminal shows it, in cells: characters of East Asia and emoji take two, and marks that stand on the character before
/// them none. The ranges are those that Unicode's EastAsianWidth.txt has as wide and fullwidth, without the gaps between them.
/// </summary>
internal static class TextCells
{
    /// <summary>How many cells a text takes.</summary>
    public static int Count(string text)
    {
        int cells = 0;
        for (int index = 0; index < text.Length; index += Length(text, index))
        {
            cells += CellsAt(text, index);
        }

        return cells;
    }

    /// <summary>A text, filled up with spaces to a number of cells.</summary>
    public static string PadRight(string text, int cells) => text.PadRight(text.Length + System.Math.Max(0, cells - Count(text)));

    /// <summary>The beginning of a text and an ellipsis, in at most so many cells; the text itself if it fits.</summary>
    public static string Cut(string text, int cells)
    {
        // No character takes more than two.
        if (text.Length <= cells / 2 || Count(text) <= cells)
        {
            return text;
        }

        int end = 0;
        for (int taken = 0; taken + CellsAt(text, end) < cells; end += Length(text, end))
        {
            taken += CellsAt(text, end);
        }

        return text.Substring(0, end) + "…";
    }

    private static int Length(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    private static int CellsAt(string text, int index)
    {
        if (text[index] <= '~')
        {
            return 1;
        }

        if (CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        return IsWide(char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index]) ? 2 : 1;
    }

    private static bool IsWide(int character) => character is
        (>= 0x1100 and <= 0x115F)
        or (>= 0x2E80 and <= 0x303E)
        or (>= 0x3041 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0xA4CF)
        or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE10 and <= 0xFE19)
        or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF01 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x17000 and <= 0x1B2FF)
        or (>= 0x1F300 and <= 0x1F64F)
        or (>= 0x1F680 and <= 0x1F6FF)
        or (>= 0x1F900 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x3FFFD);
}
