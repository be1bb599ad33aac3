using System;
using System.Globalization;

namespace Journy.Import.Values;

/// <summary>
/// When the run began whose input said what a row says, in ticks of UTC; 0 if that is unknown. Each run of a journal has its own, in their
/// order, even if the clock stands still or goes back.
/// </summary>
internal static class RunStamp
{
    // A form that no program takes for a date or a number and writes in another way.
    private const string Format = "yyyyMMdd-HHmmss.fffffff";

    /// <summary>As it stands in an outcome file.</summary>
    public static string ToText(long run) =>
        run == 0 ? string.Empty : new DateTime(run, DateTimeKind.Utc).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads what stands in an outcome file.</summary>
    /// <returns>0 if it is no stamp.</returns>
    public static long Read(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, Utc, out DateTime began) ? began.Ticks : 0;
    }
}
