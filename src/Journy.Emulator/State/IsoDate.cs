using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Journy.Emulator.State;

/// <summary>What counts as a date on the wire, where every date is a string.</summary>
internal static partial class IsoDate
{
    /// <summary>Tells whether a text is a date, with a time of day or without.</summary>
    internal static bool IsDate(string text) =>
        Shape().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>Tells whether a text is a date with a time of day.</summary>
    internal static bool IsDateTime(string text) => text.Contains('T', StringComparison.Ordinal) && IsDate(text);

    // \z, not $: a line break after the date makes it text.
    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
