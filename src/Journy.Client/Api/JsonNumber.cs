using System.Globalization;

namespace Journy.Api;

/// <summary>
/// Floating numbers in their shortest form that reads back as the same number. .NET Framework has no such format of its
/// own: its "R" writes 9.99 as 9.9900000000000002.
/// </summary>
internal static class JsonNumber
{
    public static string Shortest(double value)
    {
        for (int digits = 15; digits < 17; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    public static string Shortest(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
