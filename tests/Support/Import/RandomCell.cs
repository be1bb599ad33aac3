using System;
using System.Globalization;
using System.Linq;

namespace Journy.Tests.Import;

/// <summary>Cells as exports hold them, by families that look alike at first.</summary>
internal static class RandomCell
{
    private static readonly string[] Blanks = ["", "", "", " ", "\t", "\u00A0"];
    private static readonly string[] Around = [" ", "  ", "\t", "\u00A0", "\u200B", "\uFEFF", "\u200E"];
    private static readonly string[] Truths = ["true", "false", "True", "FALSE"];
    private static readonly string[] OtherTruths = ["yes", "no", "YES", "1", "0", "ja", "nein", "on", "t", "f", "wahr", "T", "y"];
    private static readonly string[] Words =
    [
        "many", "n/a", "-", "N/A", "unknown", "Ghent", "x1", "truth", "falsetto", "NaN", "Infinity", "null", "½", "٣", "１２", "€5", "12%",
        "1.2.3", "0x1F"
    ];
    private static readonly string[] Codes =
    [
        "007", "00", "-007", "01067", "+32475000000", "12345678901234567890", "1234567890123456", "1e5", "2E10", "1,234", "1.234,5",
        "1 000", "+5", "5.", "1-2", "--1", "0.1234567890123456", "1.5e999", "9.9e-400"
    ];
    private static readonly string[] Zones =
    [
        "", "", "Z", "z", " Z", " UTC", " GMT", "UTC", "+00", "+0000", "+02:00", " +02:00", "-0530", "-11:30", "+14:00", " +0000 UTC",
        " +0100 CET", "+01:00[Europe/Paris]", "Z[UTC]"
    ];
    private static readonly string[] OtherZones =
        ["+15:00", "+14:01", "+2", " CET", "+0100 UTC", " +0100 UTC", "+02:60", "[UTC]", " utc", "ZZ", "+02:00:00", " BC"];

    /// <summary>The families, by number.</summary>
    public const int Families = 9;

    /// <summary>A cell of a family.</summary>
    public static string Of(int family, Random random) => Pad(random, family switch
    {
        0 => random.Next(-50, 5000).ToString(CultureInfo.InvariantCulture),
        1 => Decimal(random),
        2 => OneOf(Codes, random),
        3 => OneOf(Truths, random),
        4 => OneOf(OtherTruths, random),
        5 => Date(random, Zones),
        6 => random.Next(3) == 0 ? $"{random.Next(1, 29):D2}/{random.Next(1, 13):D2}/2024" : Date(random, OtherZones),
        7 => OneOf(Words, random),
        _ => OneOf(Blanks, random),
    });

    /// <summary>A cell of any family, perhaps with a slip in it.</summary>
    public static string Any(Random random)
    {
        string cell = Of(random.Next(Families), random);
        if (cell.Length == 0 || random.Next(3) > 0)
        {
            return cell;
        }

        int at = random.Next(cell.Length);
        const string Slips = "0123456789.-+eETZ:/ ,t\u00A0\u200B";
        char slip = Slips[random.Next(Slips.Length)];
        return random.Next(3) switch
        {
            0 => cell.Remove(at, 1),
            1 => cell.Insert(at, slip.ToString()),
            _ => cell[..at] + slip + cell[(at + 1)..],
        };
    }

    private static string Decimal(Random random) => random.Next(6) switch
    {
        0 => "." + random.Next(1, 1000).ToString(CultureInfo.InvariantCulture),
        1 => $"{random.Next(1, 10)}.{random.Next(1000)}E{random.Next(-9, 20)}",
        2 => $"{random.Next(1, 10)}.{random.Next(1000)}e-0{random.Next(1, 9)}",
        3 => $"-0.{random.Next(100):D2}",
        _ => (random.Next(100_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Date(Random random, string[] zones)
    {
        char separator = random.Next(4) == 0 ? '/' : '-';
        string date = $"{random.Next(1900, 2100):D4}{separator}{random.Next(1, 13):D2}{separator}{random.Next(1, 31):D2}";
        if (random.Next(4) == 0)
        {
            return date;
        }

        string time = $"{"Tt "[random.Next(3)]}{random.Next(24):D2}:{random.Next(60):D2}";
        if (random.Next(4) > 0)
        {
            time += $":{random.Next(60):D2}";
            if (random.Next(2) == 0)
            {
                time += (random.Next(4) == 0 ? "," : ".")
                    + string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => random.Next(10)));
            }
        }

        return date + time + OneOf(zones, random);
    }

    private static string Pad(Random random, string cell) => random.Next(12) switch
    {
        0 => OneOf(Around, random) + cell,
        1 => cell + OneOf(Around, random),
        _ => cell,
    };

    private static string OneOf(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
