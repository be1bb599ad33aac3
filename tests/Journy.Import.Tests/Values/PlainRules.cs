using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.Import.Values;

namespace Journy.Tests.Import.Values;

/// <summary>
/// What a cell says under a culture, formats and words, by expressions and .NET's own reading of every format one after the other: slow,
/// and nothing of it is the module's.
/// </summary>
internal sealed class PlainRules
{
    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", ", H:mm:ss", " h:mm tt", " h:mm:ss tt", ", h:mm:ss tt"];

    private readonly CultureInfo? _culture;
    private readonly DateTimeFormatInfo _names;
    private readonly string[] _formats;
    private readonly HashSet<string> _true;
    private readonly HashSet<string> _false;
    private readonly string[] _null;
    private readonly bool _isGiven;

    public PlainRules(CultureInfo? culture, string[] formats, string[] trueWords, string[] falseWords, string[] nulls)
    {
        _culture = culture;
        _names = WithoutPoints(culture?.DateTimeFormat ?? DateTimeFormatInfo.InvariantInfo);
        _isGiven = formats.Length > 0;
        _formats = _isGiven ? formats : culture is null ? [] : [.. FormatsOf(culture)];
        _true = new HashSet<string>(trueWords, StringComparer.OrdinalIgnoreCase) { "true" };
        _false = new HashSet<string>(falseWords, StringComparer.OrdinalIgnoreCase) { "false" };
        _null = nulls;
    }

    /// <summary>The order of day, month and year of a culture, and the formats that people of it write.</summary>
    public static IEnumerable<string> FormatsOf(CultureInfo culture)
    {
        string pattern = culture.DateTimeFormat.ShortDatePattern;
        string order = string.Concat("dMy".OrderBy(letter => pattern.IndexOf(letter, StringComparison.Ordinal)));
        foreach (string separator in new[] { "/", "-", ".", ". " })
        {
            yield return string.Join(
                separator.Replace("/", "'/'", StringComparison.Ordinal),
                order.Select(letter => letter == 'y' ? "yyyy" : letter.ToString()));
        }

        if (!char.IsLetter(culture.DateTimeFormat.AbbreviatedMonthNames[0][0]))
        {
            // 3月 is no name, but a number and a word.
            yield break;
        }

        foreach (string named in new[]
            { "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d' de 'MMMM' de 'yyyy" })
        {
            yield return named;
        }
    }

    public bool IsBlank(string cell) => string.IsNullOrWhiteSpace(cell) || _null.Contains(PlainReading.Trim(cell), StringComparer.Ordinal);

    public bool? Boolean(string cell) =>
        _true.Contains(PlainReading.Trim(cell)) ? true : _false.Contains(PlainReading.Trim(cell)) ? false : null;

    public decimal? Number(string cell)
    {
        string text = PlainReading.Trim(cell);
        if (_culture is null)
        {
            return PlainReading.KindOf(text) == CellKind.Number && !text.Contains('e', StringComparison.OrdinalIgnoreCase)
                ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                : null;
        }

        NumberFormatInfo format = _culture.NumberFormat;
        string group = format.NumberGroupSeparator is "\u00A0" or "\u202F" or " "
            ? "[ \u00A0\u202F]"
            : format.NumberGroupSeparator is "'" or "\u2019" ? "['\u2019]"
            : Regex.Escape(format.NumberGroupSeparator);
        string last = format.NumberGroupSizes[0].ToString(CultureInfo.InvariantCulture);
        string others = format.NumberGroupSizes[^1].ToString(CultureInfo.InvariantCulture);
        string minus = $"(?:-|\u2212|{Regex.Escape(format.NegativeSign)})";
        string grouped = $"[0-9]{{1,{others}}}(?<g>{group})(?:[0-9]{{{others}}}\\k<g>)*[0-9]{{{last}}}";
        Match match = Regex.Match(
            text,
            $"^(?<m>{minus})?(?<i>{grouped}|[0-9]*)(?:{Regex.Escape(format.NumberDecimalSeparator)}(?<f>[0-9]+))?$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        string whole = string.Concat(match.Groups["i"].Value.Where(char.IsAsciiDigit));
        string fraction = match.Groups["f"].Value;
        if (!match.Success || text.EndsWith('\n') || whole.Length + fraction.Length is 0 or > 15 || (whole.Length > 1 && whole[0] == '0'))
        {
            return null;
        }

        return decimal.Parse(
            $"{(match.Groups["m"].Success ? "-" : "")}{(whole.Length == 0 ? "0" : whole)}.{fraction}0", CultureInfo.InvariantCulture);
    }

    public DateTime? Date(string cell)
    {
        string text = Regex.Replace(PlainReading.Trim(cell), @"(?<=\p{L})\.", string.Empty);
        List<DateTime> found = [];
        foreach (string format in _formats.Where(format => Regex.IsMatch(format, @"[^dMyHms]|MMM|ddd")))
        {
            foreach (string time in _isGiven ? Times.Take(1) : Times)
            {
                if (DateTime.TryParseExact(text, format + time, _names, DateTimeStyles.None, out DateTime date))
                {
                    found.Add(date);
                }
            }
        }

        return found.Distinct().Count() > 1
            ? PlainReading.MomentOf(cell)?.UtcDateTime
            : found.Count > 0 ? found[0]
            : PlainReading.MomentOf(cell)?.UtcDateTime;
    }

    public static DateTimeFormatInfo WithoutPoints(DateTimeFormatInfo names)
    {
        DateTimeFormatInfo copy = (DateTimeFormatInfo)names.Clone();
        copy.DateSeparator = "/";
        copy.TimeSeparator = ":";
        copy.AbbreviatedMonthNames = [.. names.AbbreviatedMonthNames.Select(Bare)];
        copy.AbbreviatedMonthGenitiveNames = [.. names.AbbreviatedMonthGenitiveNames.Select(Bare)];
        copy.AMDesignator = names.AMDesignator.Length == 0 ? "AM" : Bare(names.AMDesignator);
        copy.PMDesignator = names.PMDesignator.Length == 0 ? "PM" : Bare(names.PMDesignator);
        return copy;
    }

    private static string Bare(string name) => name.Replace(".", string.Empty, StringComparison.Ordinal);
}
