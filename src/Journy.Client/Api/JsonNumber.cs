using System;
using System.Globalization;

namespace Journy.Api;

/// <summary>
/// Floating numbers in their shortest form that reads back as the same number. .NET Framework has no such format of its
/// own: its "R" writes 9.99 as 9.9900000000000002.
/// </summary>
internal static class JsonNumber
{
    // Numbers next to 0 have fewer bits than others.
    private const double LeastNormal = 2.2250738585072014E-308;
    private const float LeastNormalSingle = 1.17549435E-38F;

    public static string Shortest(double value)
    {
        // Of all others, 15 digits without the zeros at their end are the shortest form, if they read back.
        for (int digits = Math.Abs(value) < LeastNormal ? 1 : 15; digits < 17; digits++)
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
        for (int digits = Math.Abs(value) < LeastNormalSingle ? 1 : 6; digits < 9; digits++)
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
