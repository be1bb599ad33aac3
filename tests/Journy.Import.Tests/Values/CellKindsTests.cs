using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Journy.Import.Columns;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Values;

public sealed class CellKindsTests
{
    private static readonly (string Kind, string[] Cells)[] Known =
    [
        ("Blank", ["", " ", "\t", "\r\n", "\u00A0\u2003"]),
        ("Number", ["0", "7", "12", "-3", "0.5", "-0.5", "4.50", "2020", "123456789012345", "-1234567890.12345", "20200824",
            ".5", "-.5", "6.0E7", "9.3448e-05", "-1.5E+10", ".5e3", "0.0e-400", "1.0E307", " 1", "1 ", "\t12\u00A0", "\uFEFF7", "7\u200B"]),
        ("Boolean", ["true", "false", "True", "FALSE", "tRuE", "true ", " False\u00A0"]),
        ("DateTime",
        [
            "2020-08-24", "2020-02-29", "0001-01-01", "9999-12-31", "2020-08-24T10:00", "2020-08-24T10:00:00", "2020-08-24 10:00:00",
            "2020-08-24T23:59:59Z",
            "2020-08-24T10:00:00.1", "2020-08-24T10:00:00.1234567Z", "2020-08-24T10:00:00+02:00", "2020-08-24T10:00-11:30",
            "2020-08-24 10:00:00+14:00",
            " 2020-08-24 ", "2020/08/24", "2020/08/24 10:00:00", "2020-08-24t10:00:00", "2020-08-24T10:00:00z", "2020-08-24T10:00:00,5",
            "2020-08-24T10:00:00 Z",
            "2020-08-24T10:00:00+0200", "2020-08-24T10:00:00+02", "2020-08-24 10:00:00 +02:00", "2020-08-24 10:00:00 UTC",
            "2020-08-24 10:00 GMT",
            "2020-08-24T10:00:00.12345678", "2020-08-24T10:00:00.123456789Z", "2024-01-02 03:04:05.123456+00",
            "2024-01-02 03:04:05.123456+05:30",
            "2024-01-02T03:04:05.000+0000", "2024-01-02 03:04:05.1234567 +00:00", "2024-01-02 03:04:05.999999999 +0000 UTC",
            "2024-01-02 03:04:05.9 +0100 CET",
            "2024-01-02 03:04:05.0", "2024-01-02T03:04:05.123+01:00[Europe/Paris]", "2024-01-02T03:04Z[UTC]",
            "2024-01-02 03:04:05.123456 UTC", "9999-12-31T23:59:59+02:00",
        ]),
        ("Text",
        [
            "x", "-", ".", "+", "+12", "+32470123456", "007", "00", "-01", "01.5", "5.", "-", "-.", "01.5e3", "1.e5", "1.5e", "1.5e+",
            "1.5e1234", "1.5e999", "1.5e-400", "1.23456789012345e2x", "0.1234567890123456e1", "+.5", "1e5", "1E5", "0x1F", "1,5",
            "1.000,50", "1,000", "1 000",
            "1'000", "12%", "€5", "$5", "1.2.3", "--1", "1-", "\u200B", "1234567890123456", "0.123456789012345", "1_000", "NaN", "Infinity",
            "-Infinity",
            "٣", "१२", "１２", "²", "½", "−5",
            "yes", "no", "y", "n", "t", "f", "on", "wahr", "truе", "tru", "falsetto", "fals",
            "2020-8-24", "20-08-24", "24.08.2020", "08/24/2020", "2020/08-24", "2020.08.24", "2020-02-30", "2021-02-29", "2100-02-29",
            "2020-13-01", "2020-00-10", "2020-01-00", "0000-00-00",
            "2020-08", "2020-W34-1", "2020-237", "2020-08-24T", "2020-08-24T10", "2020-08-24T24:00:00", "2020-08-24T10:60",
            "2020-08-24T10:00:60", "2020-08-24T1:00",
            "2020-08-24T10:00:00.", "2020-08-24T10:00:00.1234567890", "2020-08-24Z", "2020-08-24+02:00", "2020-08-24 UTC",
            "2020-08-24  10:00",
            "2020-08-24T10:00:00+2", "2020-08-24T10:00:00+020", "2020-08-24T10:00:00+02000", "2020-08-24T10:00:00+02:0",
            "2020-08-24T10:00:00+02:00:00", "2020-08-24T10:00:00 CET",
            "2020-08-24T10:00:00 utc", "2020-08-24T10:00:00UTC+2", "2020-08-24 10:00:00 +0100 UTC", "2020-08-24 10:00:00+00 BC",
            "2020-08-24T10:00[Europe/Paris]",
            "2020-08-24T10:00Z[", "2020-08-24T10:00Z[]", "2020-08-24T10:00:00+15:00", "2020-08-24T10:00:00+14:01",
            "2020-08-24T10:00:00+02:60",
            "2020-08-24T10:00:00ZZ", "2020-08-24 10:00 AM", "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00", "-2020-08-24",
            "٢٠٢٠-٠٨-٢٤", "10:00", "Mon, 24 Aug 2020",
        ]),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void Every_cell_has_its_kind_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            string[] wrong = Known
                .SelectMany(known => known.Cells.Where(cell => CellKinds.Of(cell).ToString() != known.Kind)
                    .Select(cell => $"'{cell}' is {CellKinds.Of(cell)}, not {known.Kind}"))
                .ToArray();
            Assert.Empty(wrong);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_is_typed_is_what_the_binder_reads()
    {
        foreach (string cell in Known.Single(known => known.Kind == "Number").Cells)
        {
            Assert.Equal(
                double.Parse(PlainReading.Trim(cell), NumberStyles.Float, CultureInfo.InvariantCulture),
                JsonDocument.Parse(NumberText.Parse(cell)!).RootElement.GetDouble());
        }

        foreach (string cell in Known.Single(known => known.Kind == "DateTime").Cells)
        {
            Assert.True(IsoMoment.TryRead(cell, out _), cell);
        }
    }

    [Fact]
    public void Random_dates_agree_with_the_calendar()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            string cell = $"{random.Next(1, 2200):D4}-{random.Next(0, 14):D2}-{random.Next(0, 33):D2}";
            bool real = DateTime.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            Assert.True(real == (CellKinds.Of(cell) == CellKind.DateTime), $"{cell}, seed {seed}");
        }
    }

    [Fact]
    public void Random_texts_are_what_a_slow_reading_says()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int i = 0; i < 200_000; i++)
        {
            string cell = RandomCell.Any(random);
            CellKind expected = PlainReading.KindOf(cell);
            CellKind actual = CellKinds.Of(cell);
            Assert.True(expected == actual, $"'{cell}' is {actual}, not {expected}; seed {seed}");
            if (expected == CellKind.DateTime)
            {
                Assert.True(IsoMoment.TryRead(cell, out Moment moment), cell);
                DateTimeOffset read = new(moment.Clock.Ticks - (moment.Offset ?? TimeSpan.Zero).Ticks, TimeSpan.Zero);
                Assert.True(PlainReading.MomentOf(cell) == read, $"'{cell}' is {read:O}; seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData("Phone 1", true)]
    [InlineData("phone2", true)]
    [InlineData("HomePhone", true)]
    [InlineData("phonenumber", true)]
    [InlineData("TELEFON", true)]
    [InlineData("Mobile", true)]
    [InlineData("fax_no", true)]
    [InlineData("ZIP", true)]
    [InlineData("Zip/Postal Code", true)]
    [InlineData("billing_postcode", true)]
    [InlineData("PLZ", true)]
    [InlineData("VAT Number", true)]
    [InlineData("VATNumber", true)]
    [InlineData("iban", true)]
    [InlineData("id", true)]
    [InlineData("ID", true)]
    [InlineData("customerID", true)]
    [InlineData("Customer Id", true)]
    [InlineData("CUSTOMER-ID", true)]
    [InlineData("customerid", true)]
    [InlineData("IDNumber", true)]
    [InlineData("Invoice No", true)]
    [InlineData("Order #", true)]
    [InlineData("app_version", true)]
    [InlineData("number_of_seats", false)]
    [InlineData("mrr", false)]
    [InlineData("paid", false)]
    [InlineData("bid", false)]
    [InlineData("Index", false)]
    [InlineData("number", false)]
    [InlineData("tax", false)]
    [InlineData("hotel_nights", false)]
    [InlineData("credits", false)]
    [InlineData("Größe", false)]
    [InlineData("", false)]
    public void Columns_of_codes_are_told_by_name(string name, bool expected) => Assert.Equal(expected, CodeColumns.Has(name));

    [Fact]
    public void The_name_of_a_column_means_the_same_in_Turkish()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.True(CodeColumns.Has("USER_ID"));
            Assert.True(CodeColumns.Has("ZIP"));
            Assert.True(OwnColumns.Has("JOURNY_LINE"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
