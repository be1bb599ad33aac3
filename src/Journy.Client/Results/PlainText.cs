using System;
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

    public static string Of(string? text, int maxLength = DefaultLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Nearly all texts are plain as they stand.
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
    private static bool IsHarmless(char character) => character is >= ' ' and <= '~' || CharUnicodeInfo.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
