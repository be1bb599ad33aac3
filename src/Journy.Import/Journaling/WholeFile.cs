using System.Collections.Generic;
using System.Globalization;

namespace Journy.Import.Journaling;

/// <summary>A file of which journy.io has every row as it stands there.</summary>
/// <param name="Reading">How it was read, as a digest.</param>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Absent">How many of whom the journal knows are not in it; null if that is not known.</param>
internal sealed record WholeFile(string Reading, string Digest, long Length, long Rows, long? Absent)
{
    /// <summary>How many values it is.</summary>
    public const int ValueCount = 5;

    /// <summary>As values of a field.</summary>
    public string[] ToValues() =>
    [
        Reading,
        Digest,
        Length.ToString(CultureInfo.InvariantCulture),
        Rows.ToString(CultureInfo.InvariantCulture),
        Absent?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
    ];

    /// <summary>Reads the values of a field; null if they say something else.</summary>
    public static WholeFile? Of(IReadOnlyList<string> values) =>
        values.Count >= ValueCount && NumberIn(values[2]) is { } length && NumberIn(values[3]) is { } rows
            ? new WholeFile(values[0], values[1], length, rows, NumberIn(values[4]))
            : null;

    private static long? NumberIn(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
