using System.Globalization;
using System.Linq;

namespace Journy.Import.Problems;

/// <summary>Names as messages show them: two names that differ by an invisible character must not look the same.</summary>
internal static class VisibleName
{
    /// <summary>The name, with its code in place of each space that is not the usual one and of each character without a width.</summary>
    public static string Of(string name) => string.Concat(name.Select(character => IsUnseen(character)
        ? $"<U+{((int)character).ToString("X4", CultureInfo.InvariantCulture)}>"
        : character.ToString()));

    /// <summary>Whether a character looks like a usual space, or like nothing.</summary>
    public static bool IsUnseen(char character) => character != ' '
        && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format;
}
