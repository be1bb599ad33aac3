using System.Globalization;
using System.Text;

namespace Journy.Binding;

/// <summary>
/// Numbers in text, digit for digit: a number of 19 digits or a price keeps every one of them, since none passes through
/// a floating type.
/// </summary>
internal static class NumberText
{
    /// <summary>No number of so many characters without an exponent is beyond the largest that JSON's readers know.</summary>
    private const int LongestInRange = 308;

    /// <summary>False where the receiving side's numbers turn to infinity.</summary>
    /// <param name="json">A number.</param>
    public static bool IsInRange(string json) =>
        double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsInfinity(number);

    /// <summary>The number as JSON writes it; null where the text is none in invariant form.</summary>
    public static string? Parse(string text)
    {
        string trimmed = text.Trim();
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
        return (hasExponent || number.Length > LongestInRange) && !IsInRange(number) ? null : number;
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
