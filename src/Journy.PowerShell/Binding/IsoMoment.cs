using System;
using System.Globalization;

namespace Journy.Binding;

/// <summary>ISO 8601 dates and times as files hold them, and nothing else: no culture decides which number is the month.</summary>
internal static class IsoMoment
{
    private const DateTimeStyles Styles = DateTimeStyles.None;

    private static readonly string[] WithoutZone =
    {
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    };

    private static readonly string[] WithZone =
    {
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm zzz",
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss zzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
    };

    // The forms that nearly all moments have, by their lengths; +00:00 is six characters long.
    private const string Date = "yyyy-MM-dd";
    private const string DateAndTime = "yyyy-MM-dd'T'HH:mm:ss";
    private const string DateAndTimeWithZone = "yyyy-MM-dd'T'HH:mm:sszzz";
    private const int DateLength = 10;
    private const int DateAndTimeLength = 19;
    private const int DateAndTimeWithZoneLength = 25;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text; white space around it does not count.</param>
    /// <param name="moment">The moment, where the text names its zone.</param>
    /// <param name="local">The date and time without a zone, where it names none; else the default.</param>
    public static bool TryParse(string text, out DateTimeOffset moment, out DateTime local)
    {
        moment = default;
        local = default;
        string trimmed = text.Trim();
        if (trimmed.EndsWith("Z", StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed.Substring(0, trimmed.Length - 1).TrimEnd() + "+00:00";
        }

        // First the form that the length points to: to try all of them one after another takes several times as long.
        bool isUsual = trimmed.Length switch
        {
            DateLength => DateTime.TryParseExact(trimmed, Date, CultureInfo.InvariantCulture, Styles, out local),
            DateAndTimeLength => DateTime.TryParseExact(trimmed, DateAndTime, CultureInfo.InvariantCulture, Styles, out local),
            DateAndTimeWithZoneLength => DateTimeOffset.TryParseExact(trimmed, DateAndTimeWithZone, CultureInfo.InvariantCulture, Styles, out moment),
            _ => false,
        };
        return isUsual
            || DateTime.TryParseExact(trimmed, WithoutZone, CultureInfo.InvariantCulture, Styles, out local)
            || DateTimeOffset.TryParseExact(trimmed, WithZone, CultureInfo.InvariantCulture, Styles, out moment);
    }
}
