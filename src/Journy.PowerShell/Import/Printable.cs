using System.Globalization;
using System.Text;

namespace Journy.Import;

/// <summary>
/// Text of a stranger made fit for a message: what could steer a terminal, hide text or break a line becomes a space,
/// and a cell that is echoed is cut.
/// </summary>
internal static class Printable
{
    private const int LongestEcho = 60;

    /// <summary>The text on one line, without control and format characters, at its full length.</summary>
    public static string Text(string text)
    {
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsHarmless(text[i]))
            {
                clean?.Append(text[i]);
            }
            else
            {
                clean ??= new StringBuilder(text, 0, i, text.Length);
                clean.Append(' ');
            }
        }

        return clean?.ToString() ?? text;
    }

    /// <summary>A cell or a name for a message: in single quotes, and the beginning alone where it is long.</summary>
    public static string Echo(string cell)
    {
        if (cell.Length <= LongestEcho)
        {
            return "'" + Text(cell) + "'";
        }

        int end = char.IsHighSurrogate(cell[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho;
        return "'" + Text(cell.Substring(0, end)) + "…'";
    }

    // Format characters are the ones that turn the direction of text or have no width.
    private static bool IsHarmless(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
