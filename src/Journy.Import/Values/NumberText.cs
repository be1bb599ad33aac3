using System.Globalization;
using System.Text;

namespace Journy.Import.Values;

/// <summary>
/// Numbers in text, digit for digit: a number of 19 digits or a price keeps every one of them, since none passes through
/// a floating type.
/// </summary>
internal static class NumberText
{
    /// <summary>A number of that many characters or less, without an exponent, is not beyond the largest double.</summary>
    private const int LongestInRange = 308;

    // More do not fit a double without loss.
    private const int MostPlainDigits = 15;

    /// <summary>The smallest number that a double holds with all of its digits.</summary>
    private const double SmallestNormal = 2.2250738585072014E-308;

    /// <summary>False if the receiving side would read it as infinity.</summary>
    /// <param name="json">A number.</param>
    public static bool IsInRange(string json) =>
        double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsInfinity(number);

    /// <summary>
    /// Whether a part of a text is a number to everybody: 0, 12, -3, 4.50, .5, 6.0E7, 9.3448e-05. Not: leading zeros (a code), a plus
    /// sign (a phone number), an exponent without a point (1e5 may be a product), more than 15 digits (a card), separators of
    /// thousands, a point at the end, what a double cannot hold.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    public static bool IsPlain(string text, int start, int end)
    {
        int at = text[start] == '-' ? start + 1 : start;
        int first = at;
        int whole = DigitsAt(text, ref at, end);
        if (whole > 1 && text[first] == '0')
        {
            return false;
        }

        if (at == end)
        {
            return whole is > 0 and <= MostPlainDigits;
        }

        if (text[at++] != '.')
        {
            return false;
        }

        int fraction = DigitsAt(text, ref at, end);
        return fraction > 0 && whole + fraction <= MostPlainDigits && (at == end || IsPlainExponent(text, start, at, end));
    }

    private static bool IsPlainExponent(string text, int start, int at, int end)
    {
        if (text[at++] is not ('e' or 'E'))
        {
            return false;
        }

        if (at < end && text[at] is '+' or '-')
        {
            at++;
        }

        if (DigitsAt(text, ref at, end) is < 1 or > 3 || at != end)
        {
            return false;
        }

        string number = text.Substring(start, end - start);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && !double.IsInfinity(value)
            && (System.Math.Abs(value) >= SmallestNormal || IsZero(number));
    }

    private static bool TurnsToZero(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value == 0 && !IsZero(number);

    private static int DigitsAt(string text, ref int at, int end)
    {
        int first = at;
        while (at < end && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - first;
    }

    private static bool IsZero(string number)
    {
        foreach (char character in number)
        {
            if (character is 'e' or 'E')
            {
                break;
            }

            if (character is >= '1' and <= '9')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The number as JSON writes it; null if the text is none in invariant form. White space around it does not count.</summary>
    public static string? Parse(string text)
    {
        string trimmed = OuterSpace.Trim(text);
        if (IsJson(trimmed))
        {
            return trimmed;
        }

        StringBuilder json = new(trimmed.Length + 1);
        int position = 0;
        if (position < trimmed.Length && trimmed[position] is '+' or '-')
        {
            if (trimmed[position] == '-')
            {
                json.Append('-');
            }

            position++;
        }

        string whole = Digits(trimmed, ref position);
        string fraction = string.Empty;
        if (position < trimmed.Length && trimmed[position] == '.')
        {
            position++;
            fraction = Digits(trimmed, ref position);
            if (fraction.Length == 0)
            {
                return null;
            }
        }

        if (whole.Length + fraction.Length == 0)
        {
            return null;
        }

        string significant = whole.TrimStart('0');
        json.Append(significant.Length == 0 ? "0" : significant);
        if (fraction.Length > 0)
        {
            json.Append('.').Append(fraction);
        }

        if (!ReadExponent(trimmed, ref position, json, out bool hasExponent) || position != trimmed.Length)
        {
            return null;
        }

        string number = json.ToString();
        bool mayBeOutOfRange = hasExponent || number.Length > LongestInRange;
        return mayBeOutOfRange && (!IsInRange(number) || (hasExponent && TurnsToZero(number))) ? null : number;
    }

    // As nearly all numbers of files are written.
    private static bool IsJson(string text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int first = at;
        int whole = DigitsAt(text, ref at, text.Length);
        if (whole == 0 || (whole > 1 && text[first] == '0') || text.Length > LongestInRange)
        {
            return false;
        }

        return at == text.Length || (text[at++] == '.' && DigitsAt(text, ref at, text.Length) > 0 && at == text.Length);
    }

    private static bool ReadExponent(string text, ref int position, StringBuilder json, out bool hasExponent)
    {
        hasExponent = position < text.Length && text[position] is 'e' or 'E';
        if (!hasExponent)
        {
            return true;
        }

        json.Append('E');
        position++;
        if (position < text.Length && text[position] is '+' or '-')
        {
            json.Append(text[position]);
            position++;
        }

        string exponent = Digits(text, ref position);
        json.Append(exponent);

        return exponent.Length is > 0 and <= 3;
    }

    private static string Digits(string text, ref int position)
    {
        int start = position;
        while (position < text.Length && text[position] is >= '0' and <= '9')
        {
            position++;
        }

        return text.Substring(start, position - start);
    }
}
