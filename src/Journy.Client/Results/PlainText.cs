using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Journy.Results;

/// <summary>
/// Text from cells and servers made safe to show: without control characters, which could repaint a terminal or forge a
/// log line, and short.
/// </summary>
internal static class PlainText
{
    public const int DefaultLength = 500;

    /// <summary>About how long a message may be: a server can say any amount about every field.</summary>
    public const int LongestMessage = 2000;

    /// <summary>A list for a message: as many items as there is room for, then how many more there are.</summary>
    /// <param name="items">The items, or the first of them.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="separator">What stands between two.</param>
    /// <param name="noun">What they are, for the rest: "fields".</param>
    /// <param name="maxLength">About how long the list may be; the first item is always there.</param>
    public static string List(IEnumerable<string> items, int count, string separator, string noun, int maxLength = LongestMessage - 200)
    {
        StringBuilder list = new();
        int shown = 0;
        foreach (string item in items)
        {
            if (shown > 0 && list.Length + separator.Length + item.Length > maxLength)
            {
                break;
            }

            list.Append(shown == 0 ? string.Empty : separator).Append(item);
            shown++;
        }

        return shown == count
            ? list.ToString()
            : list.Append(string.Format(CultureInfo.InvariantCulture, " … and {0:N0} more {1}.", count - shown, noun)).ToString();
    }

    public static string Of(string? text, int maxLength = DefaultLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Nearly all texts are plain already.
        if (text!.Length <= maxLength && IsPlain(text))
        {
            return text;
        }

        int length = Math.Min(text.Length, maxLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        StringBuilder plain = new(text, 0, length, length + 1);
        for (int index = 0; index < plain.Length; index++)
        {
            if (!IsHarmless(plain[index]))
            {
                plain[index] = ' ';
            }
        }

        string shown = plain.ToString().Trim();
        return length < text.Length ? shown + "…" : shown;
    }

    private static bool IsPlain(string text)
    {
        foreach (char character in text)
        {
            if (!IsHarmless(character))
            {
                return false;
            }
        }

        return !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[text.Length - 1]);
    }

    // Format characters turn the direction of text or have no width; separators break a line.
    private static bool IsHarmless(char character) => character is >= ' ' and <= '~'
        || CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
