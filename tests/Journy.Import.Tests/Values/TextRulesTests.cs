using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Api;
using Journy.Import.Scans;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Values;

/// <summary>Text read by a culture, by formats and by words: what a column is, and what its cells mean.</summary>
public sealed class TextRulesTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string?[] Cultures =
    [
        null, "nl-BE", "de-DE", "fr-FR", "en-US", "en-GB", "de-CH", "sv-SE", "hi-IN", "ja-JP", "pl-PL", "pt-BR", "es-ES", "cs-CZ", "hr-HR",
        "hu-HU", "tr-TR", "ru-RU", "it-IT",
    ];

    private static readonly string[] GivenFormats =
    [
        "dd'/'MM'/'yyyy", "d'/'M'/'yyyy", "MM'/'dd'/'yyyy", "d MMM yyyy", "dd.MM.yyyy HH:mm", "yyyyMMdd", "yyyy'/'d'/'M",
        "dddd d MMMM yyyy", "MMM d, yyyy h:mm tt"
    ];
    private static readonly string[][] TrueWords = [[], ["Yes"], ["1"], ["VRAI", "oui"], ["t"], ["Y"]];
    private static readonly string[][] FalseWords = [[], ["No"], ["0"], ["FAUX", "non"], ["f"], ["N"]];
    private static readonly string[][] NullTexts = [[], ["NULL"], ["\\N", "#N/A"], ["NaN", "-"], ["0"], ["n/a", "Null"]];
    private static readonly string[] Words =
        ["many", "NULL", "null", "NaN", "#N/A", "\\N", "Ghent", "1.2.3", "12 000 000 0", "1..2", "1,2,3", "12:30", "may", "3 x 2025", "-"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_300_files_get_the_types_of_the_reference_and_no_value_changes_its_meaning()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        int typed = 0;
        int mixed = 0;
        for (int file = 0; file < 300; file++)
        {
            string? name = OneOf(Cultures, random);
            CultureInfo? culture = name is null ? null : new CultureInfo(name, useUserOverride: false);
            string[] formats = random.Next(3) == 0
                ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => OneOf(GivenFormats, random)).Distinct()]
                : [];
            int words = random.Next(TrueWords.Length);
            string[] nulls = OneOf(NullTexts, random);
            PlainRules plain = new(culture, formats, TrueWords[words], FalseWords[words], nulls);
            TextRules rules = TextRules.Of(culture, formats.Length == 0 ? null : formats, TrueWords[words], FalseWords[words], nulls);
            ValueConverter converter = new(";", null, rules);

            mixed += culture is not null && formats.Length > 0 && nulls.Length > 0 ? 1 : 0;
            List<List<string>> columns = [.. Enumerable.Range(0, 8).Select(_ => Column(culture, formats, words, nulls, random))];
            StringBuilder text = new(string.Join('\t', columns.Select((_, index) => $"v{(char)('a' + index)}")) + "\n");
            for (int row = 0; row < columns[0].Count; row++)
            {
                text.AppendJoin('\t', columns.Select(column => column[row])).Append('\n');
            }

            using CsvSource source = CsvFile.Open(_folder.Write(text.ToString()), new CsvSourceOptions { Delimiter = '\t' });
            TypeScan scan = TypeScan.Of(source, null, rules, null, TestContext.Current.CancellationToken);
            for (int index = 0; index < columns.Count; index++)
            {
                string[] cells = [.. columns[index].Where(cell => !plain.IsBlank(cell))];
                string what = $"seed {seed}, file {file}, culture {name}, formats {string.Join(" & ", formats)}, "
                    + $"words {string.Join(" & ", TrueWords[words])}, nulls {string.Join(" & ", nulls)}: "
                    + $"{string.Join(" ~ ", columns[index])}";
                JournyPropertyType expected = cells.Length == 0 ? JournyPropertyType.Text
                    : cells.All(cell => plain.Boolean(cell) is not null) ? JournyPropertyType.Boolean
                    : cells.All(cell => plain.Number(cell) is not null) ? JournyPropertyType.Number
                    : cells.All(cell => plain.Date(cell) is not null) ? JournyPropertyType.DateTime
                    : JournyPropertyType.Text;
                Assert.True(expected == scan.Columns[index].Type, $"{what}: {scan.Columns[index].Type}, and not {expected}");
                foreach (string cell in expected == JournyPropertyType.Text ? [] : cells)
                {
                    typed++;
                    JournyValue value = converter.ConvertFound(cell, "p", expected, isRequired: false, _ => string.Empty);
                    string read = expected switch
                    {
                        JournyPropertyType.Boolean => plain.Boolean(cell)!.Value ? "true" : "false",
                        JournyPropertyType.Number => plain.Number(cell)!.Value.ToString("G29", CultureInfo.InvariantCulture),
                        _ => JournyValue.FromMoment(new DateTimeOffset(plain.Date(cell)!.Value, TimeSpan.Zero)).Text,
                    };
                    string sent = expected == JournyPropertyType.Number
                        ? decimal.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
                            .ToString("G29", CultureInfo.InvariantCulture)
                        : value.Text;
                    Assert.True(
                        string.Equals(read, sent, StringComparison.OrdinalIgnoreCase), $"{what}: '{cell}' is {sent}, and not {read}");
                }
            }
        }

        output.WriteLine($"{typed} cells of columns with a type");
        Assert.True(typed > 3_000);

        // Files with a culture, formats and texts for nothing at once.
        output.WriteLine($"{mixed} files with all three");
        Assert.True(mixed > 30);
    }

    [Theory]
    [InlineData("nl-BE", "1.234,50", "1234.50")]
    [InlineData("nl-BE", "1.5", null)]
    [InlineData("nl-BE", "12.34,5", null)]
    [InlineData("nl-BE", "0.123", null)]
    [InlineData("nl-BE", "1,234.50", null)]
    [InlineData("nl-BE", "-1234,5", "-1234.5")]
    [InlineData("fr-FR", "1 234 567,8", "1234567.8")]
    [InlineData("fr-FR", "1\u202F234,8", "1234.8")]
    [InlineData("de-CH", "1'234.50", "1234.50")]
    [InlineData("de-CH", "1\u2019234.50", "1234.50")]
    [InlineData("hi-IN", "12,34,567.5", "1234567.5")]
    [InlineData("hi-IN", "1,234,567", null)]
    [InlineData("en-US", "1,234", "1234")]
    [InlineData("sv-SE", "\u22121 234,5", "-1234.5")]
    public void Numbers_are_read_by_the_culture_and_groups_must_be_full(string culture, string cell, string? number)
    {
        TextRules rules = TextRules.Of(new CultureInfo(culture, useUserOverride: false), null, null, null, null);
        Assert.Equal(number is null ? CellFits.None : CellFits.Number, rules.FitsOf(cell) & CellFits.Number);
        Assert.Equal(number, number is null ? null : rules.NumberOf(cell));
    }

    [Theory]
    [InlineData("nl-BE", "3/4/2025", "2025-04-03")]
    [InlineData("en-US", "3/4/2025", "2025-03-04")]
    [InlineData("en-US", "13/4/2025", null)]
    [InlineData("en-US", "3/4/2025, 2:05:09 PM", "2025-03-04T14:05:09")]
    [InlineData("en-US", "3/4/2025 12:05 AM", "2025-03-04T00:05:00")]
    [InlineData("en-US", "Mar 4, 2025", "2025-03-04")]
    [InlineData("nl-BE", "3 mrt. 2025 14:05", "2025-03-03T14:05:00")]
    [InlineData("nl-BE", "3 maart 2025", "2025-03-03")]
    [InlineData("nl-BE", "3 march 2025", null)]
    [InlineData("de-DE", "3. M\u00E4rz 2025", "2025-03-03")]
    [InlineData("es-ES", "3 de marzo de 2025", "2025-03-03")]
    [InlineData("cs-CZ", "3. 4. 2025", "2025-04-03")]
    [InlineData("hr-HR", "03.04.2025.", "2025-04-03")]
    [InlineData("ja-JP", "2025/3/4", "2025-03-04")]
    [InlineData("nl-BE", "3-4-25", null)]
    [InlineData("nl-BE", "30/2/2025", null)]
    [InlineData("nl-BE", "3/4-2025", null)]
    [InlineData("nl-BE", "2025-03-04", "2025-03-04")]
    public void Dates_are_read_by_the_culture(string culture, string cell, string? date)
    {
        TextRules rules = TextRules.Of(new CultureInfo(culture, useUserOverride: false), null, null, null, null);
        bool isDate = rules.TryReadMoment(cell, isAsked: false, out Moment moment);
        Assert.Equal(
            date,
            isDate ? moment.Clock.ToString(moment.IsDateAlone ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "03/04/2025", "2025-04-03")]
    [InlineData("dd/MM/yyyy|MM/dd/yyyy", "03/04/2025", null)]
    [InlineData("dd/MM/yyyy|MM/dd/yyyy", "13/04/2025", "2025-04-13")]
    [InlineData("dd/MM/yyyy|MM/dd/yyyy", "04/04/2025", "2025-04-04")]
    [InlineData("dd/MM/yyyy|d MMM yyyy", "3 Apr. 2025", "2025-04-03")]
    [InlineData("d.M.yyyy H:mm", "3.4.2025 9:05", "2025-04-03T09:05:00")]
    [InlineData("dd/MM/yy", "03/04/49", "2049-04-03")]
    [InlineData("dd/MM/yy", "03/04/50", "1950-04-03")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ssZ", "2025-04-03T01:02:03Z", "2025-04-03T01:02:03")]
    [InlineData("dd/MM/yyyy HH:mm zzz", "03/04/2025 09:05 +02:00", "2025-04-03T07:05:00")]
    [InlineData("dd/MM/yyyy HH:mmK", "03/04/2025 09:05+02:00", "2025-04-03T07:05:00")]
    [InlineData("dd/MM/yyyy HH:mmK", "03/04/2025 09:05", "2025-04-03T09:05:00")]
    [InlineData("yyyyMMdd", "20250403", "2025-04-03")]
    [InlineData("Epoch", "1743638400", "2025-04-03T00:00:00")]
    [InlineData("Epoch", "1743638400.5", "2025-04-03T00:00:00")]
    [InlineData("EpochMilliseconds", "1743638400123", "2025-04-03T00:00:00")]
    [InlineData("Epoch|EpochMilliseconds", "1743638400123", "2025-04-03T00:00:00")]
    [InlineData("Epoch|EpochMilliseconds", "1743638400", "2025-04-03T00:00:00")]
    [InlineData("Epoch|EpochMilliseconds", "50000000000", null)]
    [InlineData("Epoch", "-86400", "1969-12-31T00:00:00")]
    [InlineData("Epoch", "999999999999999999", null)]
    [InlineData("Epoch", "1e9", null)]
    [InlineData("Epoch", "2025-04-03", "2025-04-03")]
    public void Dates_are_read_by_formats_where_they_are_asked_for(string formats, string cell, string? date)
    {
        TextRules rules = TextRules.Of(null, formats.Split('|'), null, null, null);
        bool isDate = rules.TryReadMoment(cell, isAsked: true, out Moment moment);
        DateTime utc = isDate ? moment.Clock - (moment.Offset ?? TimeSpan.Zero) : default;
        Assert.Equal(
            date, isDate ? utc.ToString(moment.IsDateAlone ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("Epoch", "1743638400")]
    [InlineData("EpochMilliseconds", "1743638400123")]
    [InlineData("yyyyMMdd", "20250403")]
    public void What_may_be_a_number_is_no_date_unless_one_is_asked_for(string format, string cell)
    {
        TextRules rules = TextRules.Of(null, [format], null, null, null);
        Assert.Equal((CellFits.Number, true), (rules.FitsOf(cell), rules.IsOf(cell, CellKind.DateTime)));
    }

    [Theory]
    [InlineData("d")]
    [InlineData("dd/MM")]
    [InlineData("yyyy")]
    [InlineData("'dd/MM/yyyy'")]
    [InlineData("")]
    public void A_format_without_year_month_and_day_is_refused(string format) =>
        Assert.Equal(
            JournyReason.InvalidParameter,
            Assert.Throws<JournyInputException>(() => TextRules.Of(null, [format], null, null, null)).Reason);

    private static List<string> Column(CultureInfo? culture, string[] formats, int words, string[] nulls, Random random)
    {
        int family = random.Next(9);
        int odd = random.Next(3) == 0 ? random.Next(1, 9) : 0;
        int rows = 12;
        string? format = null;
        List<string> cells = [];
        for (int row = 0; row < rows; row++)
        {
            int kind = row == odd && odd > 0 ? random.Next(9) : family;
            string cell = random.Next(6) == 0 && nulls.Length > 0
                ? OneOf(nulls, random)
                : Cell(kind, culture, formats, words, random, ref format);
            cells.Add(random.Next(15) == 0 ? " " + cell + "\u00A0" : cell);
        }

        return cells;
    }

    private static string Cell(int family, CultureInfo? culture, string[] formats, int words, Random random, ref string? format)
    {
        CultureInfo wrote = culture ?? CultureInfo.InvariantCulture;
        DateTime date = new DateTime(random.Next(1950, 2050), 1, 1).AddDays(random.Next(365)).AddMinutes(random.Next(1440));
        switch (family)
        {
            case 0:
                return random.Next(-50, 5_000_000).ToString(random.Next(2) == 0 ? "0" : "N0", wrote);
            case 1:
                return ((random.Next(-100, 100_000_000) / 100m) * 1m).ToString(random.Next(2) == 0 ? "0.00" : "N2", wrote);
            case 2:
                return (random.Next(100_000) / 1000m).ToString(CultureInfo.InvariantCulture);
            case 3:
                string[] choices = [.. TrueWords[words].Concat(FalseWords[words]), "true", "FALSE"];
                return OneOf(choices, random);
            case 4:
                format ??= formats.Length > 0
                    ? OneOf(formats, random)
                    : culture is null ? "yyyy-MM-dd"
                    : OneOf([.. PlainRules.FormatsOf(culture)], random) + OneOf(["", " H:mm", " h:mm tt", ", H:mm:ss"], random);
                return date.ToString(format, PlainRules.WithoutPoints(wrote.DateTimeFormat));
            case 5:
                return date.ToString(OneOf(["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], random), CultureInfo.InvariantCulture);
            case 6:
                return $"{random.Next(1, 32)}{"/-."[random.Next(3)]}{random.Next(1, 14)}{"/-."[random.Next(3)]}{random.Next(1990, 2030)}";
            case 7:
                return OneOf(Words, random);
            default:
                return random.Next(10).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static T OneOf<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];
}
