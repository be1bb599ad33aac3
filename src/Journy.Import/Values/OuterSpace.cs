using System.Globalization;

namespace Journy.Import.Values;

/// <summary>
/// Invisible white space around a text: blanks, tabs, line ends, no-break spaces, and characters without a width such as
/// a byte order mark or a mark of direction, which come along when text is copied.
/// </summary>
internal static class OuterSpace
{
    /// <summary>A text without it; the same object if it has none.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        Trim(text, ref start, ref end);
        return end - start == text.Length ? text : text.Substring(start, end - start);
    }

    /// <summary>Moves the ends of a part of a text so that it begins and ends with a character that is neither.</summary>
    public static void Trim(string text, ref int start, ref int end)
    {
        while (start < end && IsOne(text[start]))
        {
            start++;
        }

        while (end > start && IsOne(text[end - 1]))
        {
            end--;
        }
    }

    /// <summary>The identifier itself; null if there is none.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="name">The column or parameter that it stands in.</param>
    /// <exception cref="JournyInputException">White space stands around it, which may or may not be meant.</exception>
    public static string? Check(string? identifier, string name) =>
        identifier is null || Trim(identifier) is not { } trimmed || trimmed.Length == identifier.Length
            ? identifier
            : throw ValueProblems.SpaceAround(trimmed, name);

    /// <summary>Whether a character is white space or has no width.</summary>
    public static bool IsOne(char character) => character is not (>= '!' and <= '~')
        && (char.IsWhiteSpace(character)
            || (character >= '\u00AD' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format));
}
