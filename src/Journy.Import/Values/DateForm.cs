using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Journy.Import.Values;

/// <summary>
/// The formats that could read all cells of a column as dates, found by their digits: 27/03/2025 is d/M/yyyy and nothing else, 03/04/2025
/// may be M/d/yyyy too. It says what to ask for, and reads nothing.
/// </summary>
internal sealed class DateForm
{
    private const string Numbers = @"^(?<a>[0-9]{1,4})(?<s>[-/.])(?<b>[0-9]{1,2})\k<s>(?<c>[0-9]{1,4})(?<t>.*)$";
    private const string Named = @"^(?<d>[0-9]{1,2})(?<s>[- ])(?<m>[A-Za-z]{3,9})\k<s>(?<y>[0-9]{4})(?<t>.*)$";
    private const string Time = @"^(?<p>[ T]|, )[0-9]{1,2}:[0-9]{2}(?<s>:[0-9]{2})?(?<h> [AaPp][Mm])?$";

    // A day of the years 1990 to 2100, in seconds.
    private const long FirstSecond = 631_152_000;
    private const long LastSecond = 4_102_444_800;
    private const int Thousand = 1000;

    private HashSet<string>? _formats;

    /// <summary>The only format that reads all cells; null if there is none, or more.</summary>
    public string? Only => _formats is { Count: 1 } ? _formats.Single() : null;

    /// <summary>True if one format or several read all cells as dates, and not as numbers that count time.</summary>
    public bool IsDate => _formats is { Count: > 0 } && !_formats.Any(IsCount);

    /// <summary>True if several formats read all cells, as other dates.</summary>
    public bool MayBeDate => IsDate && Only is null;

    /// <summary>What to say of a column that stays text; null if its cells are no dates.</summary>
    public string? Note => !IsDate ? null
        : Only is { } only ? $"stays text: its cells are dates; add -DateFormat '{only}' to send them so"
        : $"stays text: its cells may be dates, and every one of them can be read in two ways; add -DateFormat {Choice(_formats!)} to say in which";

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
    public static string Mend(string cell, TextRules rules)
    {
        DateForm form = new();
        form.Add(cell);
        return !rules.Parts.ContainsKey(TextRules.DatePart) && form._formats is { Count: > 0 } formats
            ? $"Say how it is written with -DateFormat {Choice(formats)}, or write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z"
            : "Write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z, or say how it is written with -DateFormat";
    }

    private static string Choice(IEnumerable<string> formats) => string.Join(" or ", formats.OrderBy(format => format, StringComparer.Ordinal).Select(format => $"'{format}'"));

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
        Match named = numbers.Success ? numbers : Regex.Match(text, Named, RegexOptions.CultureInvariant);
        if (!named.Success || TimeOf(named.Groups["t"].Value) is not { } time)
        {
            return [];
        }

        return (numbers.Success ? OrdersOf(numbers) : new[] { $"d{named.Groups["s"].Value}{(named.Groups["m"].Length == 3 ? "MMM" : "MMMM")}{named.Groups["s"].Value}yyyy" })
            .Select(date => date + time)
            .Where(format => Reads(format, text))
            .ToList();
    }

    private static IEnumerable<string> OrdersOf(Match date)
    {
        string s = date.Groups["s"].Value;
        return date.Groups["a"].Length == 4 ? [$"yyyy{s}M{s}d"]
            : date.Groups["c"].Length is var digits && digits is 2 or 4 ? [$"d{s}M{s}{new string('y', digits)}", $"M{s}d{s}{new string('y', digits)}"]
            : [];
    }

    private static string? TimeOf(string text)
    {
        Match time = Regex.Match(text, Time, RegexOptions.CultureInvariant);
        return text.Length == 0 ? string.Empty
            : !time.Success ? null
            : time.Groups["p"].Value.Replace("T", "'T'") + (time.Groups["h"].Success ? "h:mm" : "H:mm") + (time.Groups["s"].Success ? ":ss" : string.Empty) + (time.Groups["h"].Success ? " tt" : string.Empty);
    }

    private static bool Reads(string format, string text) => DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
