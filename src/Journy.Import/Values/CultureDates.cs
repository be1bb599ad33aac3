using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Journy.Import.Values;

/// <summary>
/// Dates as people of a culture write them: the order of day, month and year with <c>/</c>, <c>-</c> or <c>.</c> between them and a year
/// of four digits, or the month by its name; behind that a time of 24 hours, or of 12 with the culture's words for noon.
/// </summary>
internal sealed class CultureDates
{
    private const string Separators = "/-.";

    private readonly Dictionary<string, int> _months = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _am;
    private readonly string _pm;

    /// <summary>Takes what a culture has.</summary>
    public CultureDates(DateTimeFormatInfo format)
    {
        string pattern = format.ShortDatePattern;
        Order = string.Concat("dMy".OrderBy(letter => pattern.IndexOf(letter)));
        foreach (string[] names in new[]
        {
            format.MonthNames, format.MonthGenitiveNames, format.AbbreviatedMonthNames, format.AbbreviatedMonthGenitiveNames,
        })
        {
            for (int index = 0; index < names.Length; index++)
            {
                string name = Bare(names[index]);
                if (name.Length > 0 && !_months.ContainsKey(name))
                {
                    _months.Add(name, index + 1);
                }
            }
        }

        _am = Bare(format.AMDesignator).Length > 0 ? Bare(format.AMDesignator) : "AM";
        _pm = Bare(format.PMDesignator).Length > 0 ? Bare(format.PMDesignator) : "PM";
    }

    /// <summary>The order of day, month and year: dMy, Mdy or yMd.</summary>
    public string Order { get; }

    /// <summary>Everything that decides what is read, as text.</summary>
    public string Description
    {
        get
        {
            IEnumerable<string> months = _months
                .Select(month => $"{month.Key}={month.Value.ToString(CultureInfo.InvariantCulture)}")
                .OrderBy(text => text, StringComparer.Ordinal);
            return $"{Order} {_am} {_pm} {string.Join(" ", months)}";
        }
    }

    /// <summary>Reads a text that has no white space around it.</summary>
    public bool TryRead(string text, out Moment moment)
    {
        moment = default;
        int at = 0;
        if (text.Length < 6 || !TryTakeDate(text, ref at, out DateTime date))
        {
            return false;
        }

        if (at == text.Length)
        {
            moment = new Moment(date, null, IsDateAlone: true);
            return true;
        }

        at += text[at] == ',' ? 1 : 0;
        if (at == text.Length || text[at] is not (' ' or 'T'))
        {
            return false;
        }

        at++;
        bool isTime = TryTakeTime(text, ref at, out TimeSpan time) && at == text.Length;
        moment = new Moment(date + time, null, IsDateAlone: false);
        return isTime;
    }

    private static string Bare(string name) => string.Concat(name.Where(c => c is not ('.' or ' ' or '\u00A0' or '\u202F')));

    private bool TryTakeDate(string text, ref int at, out DateTime date)
    {
        date = default;
        if (char.IsLetter(text[0]))
        {
            // April 3, 2025
            return TryTakeMonth(text, ref at, out int named) && TakesBetween(text, ref at, named: false)
                && TryTakeNumber(text, ref at, 2, out int day, out _) && TakesBetween(text, ref at, named: false)
                && TryTakeYear(text, ref at, out int year) && TryMake(year, named, day, out date);
        }

        if (!TryTakeNumber(text, ref at, 4, out int first, out int digits) || at == text.Length)
        {
            return false;
        }

        char separator = text[at];
        bool isNumeric = Separators.IndexOf(separator) >= 0 && at + 1 < text.Length
            && (IsDigit(text[at + 1]) || (separator == '.' && text[at + 1] == ' ' && at + 2 < text.Length && IsDigit(text[at + 2])));
        if (!isNumeric)
        {
            // 3 April 2025, 3. April 2025, 3-Apr-2025, 3 de abril de 2025
            return digits <= 2 && TakesBetween(text, ref at, named: true) && TryTakeMonth(text, ref at, out int named)
                && TakesBetween(text, ref at, named: true) && TryTakeYear(text, ref at, out int year)
                && TryMake(year, named, first, out date);
        }

        if (!TakesSeparator(text, ref at, separator) || !TryTakeNumber(text, ref at, 2, out int second, out _)
            || !TakesSeparator(text, ref at, separator) || !TryTakeNumber(text, ref at, 4, out int third, out int lastDigits))
        {
            return false;
        }

        // In Croatian a point stands behind the year too.
        at += separator == '.' && at < text.Length && text[at] == '.' ? 1 : 0;
        return Order switch
        {
            "yMd" => digits == 4 && lastDigits <= 2 && TryMake(first, second, third, out date),
            "dMy" => digits <= 2 && lastDigits == 4 && TryMake(third, second, first, out date),
            "Mdy" => digits <= 2 && lastDigits == 4 && TryMake(third, first, second, out date),
            _ => false,
        };
    }

    private bool TryTakeMonth(string text, ref int at, out int month)
    {
        int end = at;
        while (end < text.Length && text[end] is not (' ' or ',' or '.' or '-' or '/' or '\u00A0' or (>= '0' and <= '9')))
        {
            end++;
        }

        bool isMonth = _months.TryGetValue(text.Substring(at, end - at), out month);
        at = end + (isMonth && end < text.Length && text[end] == '.' ? 1 : 0);
        return isMonth;
    }

    private bool TryTakeTime(string text, ref int at, out TimeSpan time)
    {
        time = default;
        int second = 0;
        if (!TryTakeNumber(text, ref at, 2, out int hour, out _) || !Takes(text, ref at, ':')
            || !TryTakeNumber(text, ref at, 2, out int minute, out int digits) || digits != 2)
        {
            return false;
        }

        if (Takes(text, ref at, ':') && (!TryTakeNumber(text, ref at, 2, out second, out digits) || digits != 2))
        {
            return false;
        }

        bool hasHalf = at < text.Length;
        if (hasHalf)
        {
            string half = Bare(text.Substring(at));
            bool isPm = string.Equals(half, _pm, StringComparison.OrdinalIgnoreCase);
            if (hour is < 1 or > 12 || (!isPm && !string.Equals(half, _am, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }

            at = text.Length;
            hour = (hour % 12) + (isPm ? 12 : 0);
        }

        time = new TimeSpan(hour, minute, second);
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    private static bool TryMake(int year, int month, int day, out DateTime date)
    {
        bool isDate = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = isDate ? new DateTime(year, month, day) : default;
        return isDate;
    }

    // What stands beside a month's name: blanks, commas, points, hyphens, and the Romance "de".
    private static bool TakesBetween(string text, ref int at, bool named)
    {
        int first = at;
        while (at < text.Length && text[at] is ' ' or ',' or '.' or '-' or '/' or '\u00A0')
        {
            at++;
        }

        if (named && at > first && at + 3 < text.Length && string.Compare(text, at, "de ", 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
        {
            at += 3;
        }

        return at > first;
    }

    private static bool TakesSeparator(string text, ref int at, char separator)
    {
        if (!Takes(text, ref at, separator))
        {
            return false;
        }

        at += separator == '.' && at < text.Length && text[at] == ' ' ? 1 : 0;
        return true;
    }

    private static bool TryTakeYear(string text, ref int at, out int year) =>
        TryTakeNumber(text, ref at, 4, out year, out int digits) && digits == 4;

    private static bool TryTakeNumber(string text, ref int at, int most, out int number, out int digits)
    {
        number = 0;
        for (digits = 0; at < text.Length && IsDigit(text[at]); at++, digits++)
        {
            if (digits == most)
            {
                return false;
            }

            number = (number * 10) + (text[at] - '0');
        }

        return digits > 0;
    }

    private static bool Takes(string text, ref int at, char expected)
    {
        bool isThere = at < text.Length && text[at] == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
