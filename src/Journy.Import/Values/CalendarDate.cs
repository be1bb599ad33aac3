using System;
using System.Globalization;

namespace Journy.Import.Values;

/// <summary>A date without a time, as .NET's DateOnly, which netstandard2.0 does not have.</summary>
internal readonly record struct CalendarDate(int Year, int Month, int Day)
{
    private const string TypeName = "System.DateOnly";

    /// <summary>The date as ISO 8601, if a value is one; else null.</summary>
    public static string? IsoOf(object value) => value switch
    {
        CalendarDate date => date.ToString(),
        IFormattable date when date.GetType().FullName == TypeName => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:0000}-{1:00}-{2:00}", Year, Month, Day);
}
