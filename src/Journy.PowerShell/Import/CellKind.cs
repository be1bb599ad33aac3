using System;

namespace Journy.Import;

/// <summary>What a cell's text looks like.</summary>
internal enum CellKind
{
    /// <summary>Nothing, or white space alone.</summary>
    Blank,

    /// <summary>Anything that is none of the others.</summary>
    Text,

    /// <summary>A number that means the same to everybody.</summary>
    Number,

    /// <summary>true or false, in any case.</summary>
    Boolean,

    /// <summary>A date, or a date and a time, in ISO 8601.</summary>
    DateTime,
}

/// <summary>
/// Tells the kind of a cell by its characters alone: no culture, no parser, no guess. What could be read in two ways, or
/// would not come back as it was, is text.
/// </summary>
internal static class CellKinds
{
    // More do not fit a double without loss.
    private const int MostDigits = 15;

    /// <summary>The kind of a cell.</summary>
    public static CellKind Of(string cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            return CellKind.Blank;
        }

        char first = cell[0];
        if (first is 't' or 'T' or 'f' or 'F')
        {
            return string.Equals(cell, "true", StringComparison.OrdinalIgnoreCase) || string.Equals(cell, "false", StringComparison.OrdinalIgnoreCase)
                ? CellKind.Boolean
                : CellKind.Text;
        }

        return first != '-' && !IsDigit(first) ? CellKind.Text
            : IsNumber(cell) ? CellKind.Number
            : IsDateTime(cell) ? CellKind.DateTime
            : CellKind.Text;
    }

    /// <summary>
    /// 0, 12, -3, 4.50. Not: leading zeros (a code), a plus sign (a phone number), an exponent (1e5 may be a product),
    /// more than 15 digits (a card), separators of thousands, a bare point at either end, white space.
    /// </summary>
    private static bool IsNumber(string cell)
    {
        int at = cell[0] == '-' ? 1 : 0;
        int whole = DigitsAt(cell, at);
        if (whole == 0 || (whole > 1 && cell[at] == '0'))
        {
            return false;
        }

        at += whole;
        if (at == cell.Length)
        {
            return whole <= MostDigits;
        }

        int fraction = cell[at] == '.' ? DigitsAt(cell, at + 1) : 0;
        return fraction > 0 && at + 1 + fraction == cell.Length && whole + fraction <= MostDigits;
    }

    /// <summary>
    /// 2020-08-24, and behind a T or a space 10:00 or 10:00:00 or 10:00:00.1234567, and behind that nothing, Z or +02:00.
    /// Only days that the calendar has.
    /// </summary>
    private static bool IsDateTime(string cell)
    {
        if (cell.Length < 10 || cell[4] != '-' || cell[7] != '-'
            || !TryTake(cell, 0, 4, out int year) || !TryTake(cell, 5, 2, out int month) || !TryTake(cell, 8, 2, out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        if (cell.Length == 10)
        {
            return true;
        }

        if (cell[10] is not ('T' or ' ') || !IsTwoDigits(cell, 11, 23) || !Is(cell, 13, ':') || !IsTwoDigits(cell, 14, 59))
        {
            return false;
        }

        int at = 16;
        if (Is(cell, at, ':'))
        {
            if (!IsTwoDigits(cell, at + 1, 59))
            {
                return false;
            }

            at += 3;
            if (Is(cell, at, '.'))
            {
                // .NET's clock ends at seven digits.
                int fraction = DigitsAt(cell, at + 1);
                if (fraction is < 1 or > 7)
                {
                    return false;
                }

                at += 1 + fraction;
            }
        }

        return at == cell.Length || (Is(cell, at, 'Z') && at + 1 == cell.Length) || (IsOffset(cell, at) && year is > 1 and < 9999);
    }

    // As far as .NET goes, which is as far as there are time zones.
    private static bool IsOffset(string cell, int at)
        => cell.Length == at + 6 && cell[at] is '+' or '-' && IsTwoDigits(cell, at + 1, 14) && cell[at + 3] == ':' && IsTwoDigits(cell, at + 4, 59)
            && (string.CompareOrdinal(cell, at + 1, "14", 0, 2) != 0 || string.CompareOrdinal(cell, at + 4, "00", 0, 2) == 0);

    private static bool Is(string cell, int at, char c) => at < cell.Length && cell[at] == c;

    private static bool IsTwoDigits(string cell, int at, int most) => TryTake(cell, at, 2, out int value) && value <= most;

    private static bool TryTake(string cell, int at, int length, out int value)
    {
        value = 0;
        for (int i = at; i < at + length; i++)
        {
            if (i >= cell.Length || !IsDigit(cell[i]))
            {
                return false;
            }

            value = (value * 10) + (cell[i] - '0');
        }

        return true;
    }

    private static int DigitsAt(string cell, int at)
    {
        int end = at;
        while (end < cell.Length && IsDigit(cell[end]))
        {
            end++;
        }

        return end - at;
    }

    // char.IsDigit takes the digits of every script.
    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
