using System;
using System.Globalization;
using System.Linq;
using Journy.Results;

namespace Journy.Import.Values;

/// <summary>
/// What a message shows of a value that a parameter refused: a key that was pasted to the wrong parameter must not be read there, nor in
/// a log.
/// </summary>
internal static class RefusedText
{
    private const int LongestShown = 60;

    // Shorter than any key or secret that is worth its name.
    private const int LongestHarmless = 12;
    private const int ShownOfSecret = 4;

    /// <summary>The value in quotes, or the first characters of it if it could be a secret.</summary>
    public static string Of(object? value)
    {
        if (value is null)
        {
            return "$null";
        }

        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        return MayHoldSecret(text)
            ? $"'{PlainText.Of(text.TrimStart(), ShownOfSecret)}'"
            : $"'{PlainText.Of(text, LongestShown)}'";
    }

    /// <summary>Whether a text could be or hold a key, a token or the like.</summary>
    public static bool MayHoldSecret(string text) => text.Split().Any(MayBeSecret);

    // Names such as Europe/Brussels have parts and no digits, and moments such as 2026-04-30T14:05:00Z no letters but these.
    private static bool MayBeSecret(string word) => word.Length > LongestHarmless
        && (word.All(char.IsLetterOrDigit)
            || (word.Any(char.IsDigit) && word.Any(letter => char.IsLetter(letter) && letter is not ('T' or 'Z'))));
}
