using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Import.Problems;

/// <summary>Text in quotes, as PowerShell reads it, for the commands that messages name.</summary>
internal static class QuotedText
{
    /// <summary>A text in quotes.</summary>
    public static string Of(string text)
    {
        StringBuilder quoted = new();

        // A line end or an escape sequence would be lost on its way through a message or a terminal.
        if (!text.Any(IsUnprintable))
        {
            quoted.Append('\'');
            foreach (char character in text)
            {
                // PowerShell takes typographic quotes for quotes too.
                quoted.Append(character, character is '\'' or (>= '\u2018' and <= '\u201B') ? 2 : 1);
            }

            return quoted.Append('\'').ToString();
        }

        quoted.Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '\t' => quoted.Append("`t"),
                '\n' => quoted.Append("`n"),
                '\r' => quoted.Append("`r"),
                '`' or '$' or '"' or '\u201C' or '\u201D' or '\u201E' => quoted.Append('`').Append(character),
                _ when IsUnprintable(character) => quoted.AppendFormat(CultureInfo.InvariantCulture, "$([char]0x{0:X4})", (int)character),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether a character would be lost on its way through a message or a terminal.</summary>
    public static bool IsUnprintable(char character) => VisibleName.IsUnseen(character)
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
