using System;
using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Import.Scans;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Scans;

/// <summary>What is suggested of how text is read: only what can be read in one way.</summary>
public sealed class ReadingSuggestionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]

    // Numbers: a culture if all columns are numbers by it, and by no other one others.
    [InlineData("amount", "1,5|2|1.234,50", "nl-BE")]
    [InlineData("amount", "1,5|2", "nl-BE")]
    [InlineData("amount", "1,234|2,345", "")]
    [InlineData("amount", "1,234|12,345,678", "en-US")]
    [InlineData("amount", "1\u00A0234,50|7", "fr-FR")]
    [InlineData("amount", "1'234.50|7", "de-CH")]
    [InlineData("amount", "1,5|many", "")]
    [InlineData("zip", "1,5|2,5", "")]
    [InlineData("amount;lat", "12,50;51.054|7,5;4.001", "")]
    [InlineData("amount;lat", "12,50;51.05432|7,5;4.1", "")]
    [InlineData("amount;seats", "12,50;1234|7,5;4", "nl-BE")]

    // Dates: a format if it alone reads the column.
    [InlineData("since", "27/03/2025|03/04/2025", "d/M/yyyy")]
    [InlineData("since", "03/04/2025|05/06/2025", "")]
    [InlineData("since;until", "27/03/2025;03/27/2025|03/04/2025;04/03/2025", "d/M/yyyy & M/d/yyyy")]
    [InlineData("since", "1743638400|1743638401", "")]
    [InlineData("amount;since", "1,234.50;03/04/2025|12.00;05/06/2025", "")]
    [InlineData("amount;since", "1,234.50;27/03/2025|12.00;05/06/2025", "en-US d/M/yyyy")]
    [InlineData("amount;since", "1.234,50;03/04/2025|12,00;05/06/2025", "nl-BE")]

    // Words.
    [InlineData("ok", "VRAI|FAUX|vrai", "true VRAI false FAUX")]
    [InlineData("ok", "t|f", "true t false f")]
    [InlineData("ok", "t|f|x", "")]
    [InlineData("ok", "t|t", "")]
    [InlineData("ok", "Yes|No", "")]

    // Nothing: by what it surely is, or where all else in its columns has a type.
    [InlineData("city", "Ghent|\\N", "null \\N")]
    [InlineData("city", "Ghent|NULL", "")]
    [InlineData("city", "Ghent|NULL|NULL", "null NULL")]
    [InlineData("city", "NULL|#N/A", "null #N/A")]
    [InlineData("seats", "5|NA", "null NA")]
    [InlineData("seats;country", "5;NA|NA;BE", "")]
    [InlineData("seats", "NA|NA", "")]
    [InlineData("amount", "1,5|-|n/a", "nl-BE null -, n/a")]
    public void Only_what_can_be_read_in_one_way_is_suggested(string names, string rows, string expected)
    {
        string text = $"email;{names}\n";
        string[] lines = rows.Split('|');
        for (int row = 0; row < lines.Length; row++)
        {
            text += $"u{row}@example.com;{lines[row]}\n";
        }

        using CsvSource source = CsvFile.Open(_folder.Write(text), new CsvSourceOptions { Delimiter = ';' });
        RecordBinder binder = new(new RecordBinderOptions(RecordShape.User, new GivenValues()));
        ReadingSuggestion found = ReadingSuggestion.Of(
            source, binder.Plan(source.Names), TextRules.Default, readsProperties: true, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Describe(found.Rules));
        Assert.Equal(expected.Length > 0, found.IsNew);
    }

    [Fact]
    public void What_the_user_says_stays()
    {
        using CsvSource source = CsvFile.Open(
            _folder.Write("email;amount;ok\nu1@example.com;1,234;VRAI\nu2@example.com;NULL;FAUX\n"),
            new CsvSourceOptions { Delimiter = ';' });
        RecordBinder binder = new(new RecordBinderOptions(RecordShape.User, new GivenValues()));
        TextRules given = TextRules.Of(new System.Globalization.CultureInfo("en-US", useUserOverride: false), null, ["oui"], ["non"], null);
        ReadingSuggestion found = ReadingSuggestion.Of(
            source, binder.Plan(source.Names), given, readsProperties: true, TestContext.Current.CancellationToken);
        Assert.Equal("en-US true oui false non null NULL", Describe(found.Rules));
    }

    private static string Describe(TextRules rules)
    {
        List<string> parts = [];
        void Add(string name, string values)
        {
            if (values.Length > 0)
            {
                parts.Add(name + values);
            }
        }

        Add("", rules.Culture?.Name ?? "");
        Add("", string.Join(" & ", rules.DateFormats));
        Add("true ", string.Join(", ", rules.TrueValues));
        Add("false ", string.Join(", ", rules.FalseValues));
        Add("null ", string.Join(", ", rules.NullValues));
        return string.Join(" ", parts);
    }
}
