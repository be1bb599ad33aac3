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

        StringBuilder plain = new(text!.Length);
        foreach (char character in text)
        {
            if (plain.Length >= maxLength)
            {
                plain.Append('…');
                break;
            }

            // U+202A to U+202E and U+2066 to U+2069 turn the reading direction of all that follows.
            bool turnsDirection = character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
            plain.Append(char.IsControl(character) || turnsDirection ? ' ' : character);
        }

        return plain.ToString().Trim();
    }
}
