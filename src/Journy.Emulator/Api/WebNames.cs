using System;
using System.Globalization;
using System.Linq;

namespace Journy.Emulator.Api;

/// <summary>What counts as an e-mail address and as a domain: as much as a strict server checks, not the whole of the RFCs.</summary>
internal static class WebNames
{
    private const int MaxDomain = 253;
    private const int MaxLabel = 63;
    private const int MaxLocalPart = 64;

    internal static bool IsEmail(string text)
    {
        int at = text.LastIndexOf('@');
        return at is > 0 and <= MaxLocalPart && IsLocalPart(text.AsSpan(0, at)) && IsDomain(text[(at + 1)..]);
    }

    internal static bool IsDomain(string text)
    {
        string[] labels = text.Split('.');
        return text.Length <= MaxDomain && labels.Length >= 2 && labels.All(IsLabel);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> part)
    {
        foreach (char character in part)
        {
            if (character is '@' or ',' or ';' or ':' or '<' or '>' or '(' or ')' or '[' or ']' or '"' or '\\'
                || char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return false;
            }
        }

        return part[0] != '.' && part[^1] != '.' && !part.Contains("..", StringComparison.Ordinal);
    }

    // Letters of any script: domains are written in the form that people read, too.
    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel
        && label[0] != '-' && label[^1] != '-'
        && label.All(IsLabelCharacter);

    private static bool IsLabelCharacter(char character) =>
        character == '-'
        || char.IsLetterOrDigit(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
