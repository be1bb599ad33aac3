using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Journy.Import.Values;

/// <summary>
/// The formats that could read all cells of a column as dates, found by their digits: 27/03/2025 is d/M/yyyy and nothing else, 03/04/2025
/// may be M/d/yyyy too. It only says what to ask for; <see cref="DateFormats"/> reads.
/// </summary>
internal sealed class DateForm
{
    private const string Numbers = @"^(?<a>[0-9]{1,4})(?<s>[-/.])(?<b>[0-9]{1,2})\k<s>(?<c>[0-9]{1,4})(?<t>.*)$";
    private const string DayFirst = @"^[0-9]{1,2}(?<s>[- ])(?<m>[A-Za-z]{3,9})(?<c>,?)\k<s>(?<y>[0-9]{4}|[0-9]{2})(?<t>\D.*)?$";
    private const string MonthFirst = @"^(?<m>[A-Za-z]{3,9}) [0-9]{1,2}(?<c>,?) (?<y>[0-9]{4})(?<t>\D.*)?$";
    private const string Time =
        @"^(?<p>[ T]|, | at )[0-9]{1,2}:[0-9]{2}(?<s>:[0-9]{2})?(?<h> ?[AaPp][Mm])?(?<z> UTC| GMT| ?Z| ?[-+][0-9]{2}:?[0-9]{2})?$";

    // The month whose short name is its whole name.
    private const string ShortMonth = "May";

    // A day of the years 1990 to 2100, in seconds.
    private const long FirstSecond = 631_152_000;
    private const long LastSecond = 4_102_444_800;
    private const int Thousand = 1000;

    private HashSet<string>? _formats;

    /// <summary>The only format that reads all cells; null if there is none, or more.</summary>
    public string? Only => _formats switch
    {
        { Count: 1 } => _formats.Single(),
        { Count: 2 } when _formats.Select(format => format.Replace("MMMM", "MMM")).Distinct().Count() == 1 =>
            _formats.OrderBy(format => format.Length).First(),
        _ => null,
    };

    /// <summary>True if one format or several read all cells as dates, and not as numbers that count time.</summary>
    public bool IsDate => _formats is { Count: > 0 } && !_formats.Any(IsCount);

    /// <summary>True if several formats read all cells, each as other dates.</summary>
    public bool MayBeDate => IsDate && Only is null;

    /// <summary>What to say of a column that stays text; null if its cells are no dates.</summary>
    public string? Note => !IsDate ? null
        : Only is { } only ? $"stays text: its cells are dates; add -DateFormat '{only}' to send them so"
        : "stays text: its cells may be dates, and every one of them can be read in two ways; "
            + $"add -DateFormat {Choice(_formats!)} to say in which";

    /// <summary>Takes the next cell that is not blank.</summary>
    public void Add(string cell)
    {
        if (_formats is { Count: 0 })
        {
            return;
        }

        string text = OuterSpace.Trim(cell);
        if (_formats is null)
        {
            _formats = new HashSet<string>(FormatsOf(text), StringComparer.Ordinal);
        }
        else
        {
            _formats.RemoveWhere(format => IsCount(format) ? !FormatsOf(text).Contains(format) : !Reads(format, text));
        }
    }

    /// <summary>What to do about a cell that should be a date, without a full stop.</summary>
    public static string Fix(string cell, TextRules rules)
    {
        DateForm form = new();
        form.Add(cell);
        return !rules.Parts.ContainsKey(TextRules.DatePart) && form._formats is { Count: > 0 } formats
            ? $"Say how it is written with -DateFormat {Choice(formats)}, "
                + "or write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z"
            : "Write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z, or say how it is written with -DateFormat";
    }

    private static string Choice(IEnumerable<string> formats) =>
        string.Join(" or ", formats.OrderBy(format => format, StringComparer.Ordinal).Select(format => $"'{format}'"));

    private static bool IsCount(string format) => format.StartsWith("Epoch", StringComparison.Ordinal);

    private static List<string> FormatsOf(string text)
    {
        if (text.Length == 0 || text.Length > 40 || !text.Any(c => c is >= '0' and <= '9'))
        {
            return [];
        }

        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            long seconds = text.Length == 10 ? count : count / Thousand;
            return seconds is >= FirstSecond and <= LastSecond ? [text.Length == 10 ? "Epoch" : "EpochMilliseconds"] : [];
        }

        Match numbers = Regex.Match(text, Numbers, RegexOptions.CultureInvariant);
        Match named = Regex.Match(text, DayFirst, RegexOptions.CultureInvariant);
        bool isMonthFirst = !named.Success;
        named = isMonthFirst ? Regex.Match(text, MonthFirst, RegexOptions.CultureInvariant) : named;
        Match date = numbers.Success ? numbers : named;
        if (!date.Success || TimeOf(date.Groups["t"].Value) is not { } time)
        {
            return [];
        }

        return (numbers.Success ? OrdersOf(numbers) : NamesOf(named, isMonthFirst))
            .Select(form => form + time)
            .Where(format => Reads(format, text))
            .ToList();
    }

    private static IEnumerable<string> NamesOf(Match date, bool isMonthFirst)
    {
        string s = date.Groups["s"].Value;
        string comma = date.Groups["c"].Value;
        string month = date.Groups["m"].Value;
        string year = new('y', date.Groups["y"].Length);
        List<string> forms = month.Length > ShortMonth.Length ? ["MMMM"]
            : string.Equals(month, ShortMonth, StringComparison.OrdinalIgnoreCase) ? ["MMM", "MMMM"]
            : ["MMM"];
        return forms.Select(form => isMonthFirst ? $"{form} d{comma} {year}" : $"d{s}{form}{comma}{s}{year}");
    }

    private static IEnumerable<string> OrdersOf(Match date)
    {
        string s = date.Groups["s"].Value;
        string year = new('y', date.Groups["c"].Length);
        return date.Groups["a"].Length == 4 ? [$"yyyy{s}M{s}d"]
            : year.Length is 2 or 4 ? [$"d{s}M{s}{year}", $"M{s}d{s}{year}"]
            : [];
    }

    private static string? TimeOf(string text)
    {
        Match time = Regex.Match(text, Time, RegexOptions.CultureInvariant);
        if (text.Length == 0 || !time.Success)
        {
            return text.Length == 0 ? string.Empty : null;
        }

        string between = time.Groups["p"].Value is "T" or " at " ? $"'{time.Groups["p"].Value}'" : time.Groups["p"].Value;
        string half = time.Groups["h"].Value.Length switch { 0 => string.Empty, 2 => "tt", _ => " tt" };
        string zone = time.Groups["z"].Value;
        bool isOffset = zone.IndexOfAny(['+', '-']) >= 0;
        string space = zone.StartsWith(" ", StringComparison.Ordinal) ? " " : string.Empty;
        return between + (half.Length > 0 ? "h:mm" : "H:mm") + (time.Groups["s"].Success ? ":ss" : string.Empty) + half
            + (zone.Length == 0 ? string.Empty : space + (isOffset ? "zzz" : $"'{zone.Trim()}'"));
    }

    private static bool Reads(string format, string text) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
