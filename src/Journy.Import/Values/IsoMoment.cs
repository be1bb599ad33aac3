using System;

namespace Journy.Import.Values;

/// <summary>
/// Dates and times as files hold them, in the order year, month, day, and nothing else: no culture decides which number is the
/// month. The one grammar for the scan that finds types and for the reading of cells.
/// </summary>
/// <remarks>
/// ISO 8601 and what databases and languages make of it: <c>2024-01-02</c> or <c>2024/01/02</c>; behind a <c>T</c>, <c>t</c> or
/// blank a time with a colon, seconds and one to nine digits of fraction behind a point or comma; behind that the zone, with or
/// without a blank: <c>Z</c>, <c>z</c>, <c>UTC</c>, <c>GMT</c>, <c>+02</c>, <c>+0200</c> or <c>+02:00</c>. Java puts the name of the
/// zone in brackets behind that, Go its letters. .NET keeps seven digits of a fraction; more are cut off.
/// </remarks>
internal static class IsoMoment
{
    private const int DateLength = 10;
    private const int MostFraction = 9;
    private const int KeptFraction = 7;

    /// <summary>Reads a whole text; white space around it does not count.</summary>
    public static bool TryRead(string text, out Moment moment)
    {
        int start = 0;
        int end = text.Length;
        OuterSpace.Trim(text, ref start, ref end);
        return TryRead(text, start, end, out moment);
    }

    /// <summary>Reads a part of a text.</summary>
    public static bool TryRead(string text, int start, int end, out Moment moment)
    {
        moment = default;
        if (end - start < DateLength || text[start + 4] is not ('-' or '/') || text[start + 7] != text[start + 4])
        {
            return false;
        }

        int at = start;
        bool isDate = TryTake(text, ref at, end, 4, 9999, out int year);
        at++;
        isDate &= TryTake(text, ref at, end, 2, 12, out int month);
        at++;
        isDate &= TryTake(text, ref at, end, 2, 31, out int day);
        if (!isDate || year < 1 || month < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        DateTime date = new(year, month, day);
        if (at == end)
        {
            moment = new Moment(date, null, IsDateAlone: true);
            return true;
        }

        if (text[at] is not ('T' or 't' or ' '))
        {
            return false;
        }

        at++;
        if (!TryTakeTime(text, ref at, end, out long time) || !TryTakeZone(text, ref at, end, out TimeSpan? offset) || at != end)
        {
            return false;
        }

        DateTime clock = date.AddTicks(time);
        long utc = clock.Ticks - (offset ?? TimeSpan.Zero).Ticks;
        moment = new Moment(clock, offset, IsDateAlone: false);
        return utc >= 0 && utc <= DateTime.MaxValue.Ticks;
    }

    private static bool TryTakeTime(string text, ref int at, int end, out long ticks)
    {
        ticks = 0;
        if (!TryTake(text, ref at, end, 2, 23, out int hour) || !Takes(text, ref at, end, ':')
            || !TryTake(text, ref at, end, 2, 59, out int minute))
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        if (!Takes(text, ref at, end, ':'))
        {
            return true;
        }

        if (!TryTake(text, ref at, end, 2, 59, out int second))
        {
            return false;
        }

        ticks += second * TimeSpan.TicksPerSecond;
        return (!Takes(text, ref at, end, '.') && !Takes(text, ref at, end, ',')) || TryTakeFraction(text, ref at, end, ref ticks);
    }

    private static bool TryTakeFraction(string text, ref int at, int end, ref long ticks)
    {
        int digits = 0;
        long unit = TimeSpan.TicksPerSecond;
        for (; at < end && IsDigit(text[at]); at++)
        {
            if (++digits <= KeptFraction)
            {
                unit /= 10;
                ticks += (text[at] - '0') * unit;
            }
        }

        return digits is >= 1 and <= MostFraction;
    }

    /// <summary>Takes what says the zone, if anything does.</summary>
    private static bool TryTakeZone(string text, ref int at, int end, out TimeSpan? offset)
    {
        offset = null;
        if (at == end)
        {
            return true;
        }

        Takes(text, ref at, end, ' ');
        if (at == end)
        {
            return false;
        }

        if (text[at] is not ('+' or '-'))
        {
            offset = TimeSpan.Zero;
            return (Takes(text, ref at, end, 'Z') || Takes(text, ref at, end, 'z') || TakesUtc(text, ref at, end))
                && TryTakeRegion(text, ref at, end);
        }

        if (!TryTakeOffset(text, ref at, end, out TimeSpan ahead))
        {
            return false;
        }

        offset = ahead;
        return at == end || (text[at] == ' ' ? TryTakeLetters(text, ref at, end, ahead) : TryTakeRegion(text, ref at, end));
    }

    // Up to 14 hours: the limit of .NET, and no time zone goes beyond it.
    private static bool TryTakeOffset(string text, ref int at, int end, out TimeSpan offset)
    {
        offset = default;
        bool isBehind = text[at++] == '-';
        if (!TryTake(text, ref at, end, 2, 14, out int hours))
        {
            return false;
        }

        int minutes = 0;
        if ((Takes(text, ref at, end, ':') || (at < end && IsDigit(text[at]))) && !TryTake(text, ref at, end, 2, 59, out minutes))
        {
            return false;
        }

        offset = new TimeSpan(isBehind ? -hours : hours, isBehind ? -minutes : minutes, 0);
        return hours < 14 || minutes == 0;
    }

    /// <summary>Go writes the zone's letters behind its offset: "+0000 UTC", "+0100 CET". UTC with another offset is a
    /// contradiction, and two letters are no zone: PostgreSQL's BC is another era.</summary>
    private static bool TryTakeLetters(string text, ref int at, int end, TimeSpan offset)
    {
        int first = ++at;
        while (at < end && text[at] is >= 'A' and <= 'Z')
        {
            at++;
        }

        int utc = first;
        return at - first is >= 3 and <= 5 && (offset == TimeSpan.Zero || !TakesUtc(text, ref utc, at));
    }

    /// <summary>Java writes the zone's name in brackets behind its offset: "+01:00[Europe/Paris]".</summary>
    private static bool TryTakeRegion(string text, ref int at, int end)
    {
        if (!Takes(text, ref at, end, '['))
        {
            return true;
        }

        int first = at;
        while (at < end
            && text[at] is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '/' or '_' or '+' or '-' or ':')
        {
            at++;
        }

        return at > first && Takes(text, ref at, end, ']');
    }

    private static bool TakesUtc(string text, ref int at, int end)
    {
        bool isUtc = end - at >= 3
            && (string.CompareOrdinal(text, at, "UTC", 0, 3) == 0 || string.CompareOrdinal(text, at, "GMT", 0, 3) == 0);
        at += isUtc ? 3 : 0;
        return isUtc;
    }

    private static bool Takes(string text, ref int at, int end, char expected)
    {
        bool isThere = at < end && text[at] == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private static bool TryTake(string text, ref int at, int end, int length, int most, out int value)
    {
        value = 0;
        int behind = at + length;
        if (behind > end)
        {
            return false;
        }

        for (; at < behind; at++)
        {
            if (!IsDigit(text[at]))
            {
                return false;
            }

            value = (value * 10) + (text[at] - '0');
        }

        return value <= most;
    }

    // char.IsDigit takes the digits of every script.
    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
