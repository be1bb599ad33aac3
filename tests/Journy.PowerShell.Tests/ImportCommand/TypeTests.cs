using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What a column's cells are on the wire.</summary>
public sealed class TypeTests : ImportTest
{
    [Theory]
    [InlineData("seats", "12|-3|0", "12|-3|0")]
    [InlineData("mrr", "99.90|1200", "99.90|1200")]
    [InlineData("active", "true|FALSE", "true|false")]
    [InlineData("since", "2020-08-24|2021-01-31T10:00:00+02:00", "\"2020-08-24T00:00:00Z\"|\"2021-01-31T08:00:00Z\"")]
    [InlineData("badge", "007|12", "\"007\"|\"12\"")]
    [InlineData("dial", "+32|12", "\"+32\"|\"12\"")]
    [InlineData("card", "1234567890123456|1234567890123457", "\"1234567890123456\"|\"1234567890123457\"")]
    [InlineData("phone", "5550100|5550101", "\"5550100\"|\"5550101\"")]
    [InlineData("zip code", "90210|10001", "\"90210\"|\"10001\"")]
    [InlineData("mixed", "12|twelve", "\"12\"|\"twelve\"")]
    [InlineData("truth", "true|1", "\"true\"|\"1\"")]
    [InlineData("day", "24/08/2020|2020-08-24", "\"24/08/2020\"|\"2020-08-24\"")]
    [InlineData("amount", "1,234|5", "\"1,234\"|\"5\"")]
    [InlineData("blank first", "|7", "null|7")]
    public void A_column_has_the_type_that_all_its_cells_fit(string column, string cells, string expected)
    {
        string[] values = cells.Split('|');
        Folder.Write($"user_id;{column}\n" + string.Concat(values.Select((cell, i) => $"u{i};{cell}\n")));

        // In order: the first value of a name fixes its type for the emulator's workspace, and text that begins like a date is a date.
        AssertCounts(ImportWhole("-ThrottleLimit 1"), sent: values.Length);

        Assert.Equal(expected.Split('|'), values.Select((_, i) => Json("u" + i, column) ?? "null"));
    }

    [Fact]
    public void A_type_is_that_of_the_whole_file_and_not_of_its_beginning()
    {
        Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"u{i},{(i == 3000 ? "many" : i)}\n")));

        ImportWhole("-ThrottleLimit 32");

        Assert.Equal("\"1\"", Json("u1", "seats"));
        Assert.Equal("\"many\"", Json("u3000", "seats"));
    }

    [Fact]
    public void AsText_leaves_all_columns_text_but_those_that_PropertyType_names()
    {
        Folder.Write("user_id,seats,active,since,mrr\nu1,12,true,2020-08-24,9.5\n");

        ImportWhole("-AsText -PropertyType @{ mrr = 'Number' }");

        Assert.Equal(["active=\"true\"", "mrr=9.5", "seats=\"12\"", "since=\"2020-08-24\""], Properties("u1"));
    }

    [Theory]
    [InlineData("12", "seats = 'Text'", "\"12\"")]
    [InlineData("007", "seats = 'Number'", "7")]
    [InlineData("a; b ;;c", "seats = 'List'", "[\"a\",\"b\",\"c\"]")]
    [InlineData("12", "SEATS = 'list'", "[\"12\"]")]
    [InlineData("1", "seats = 'Boolean'", "true")]
    public void PropertyType_wins_over_what_the_cells_look_like(string cell, string type, string expected)
    {
        Folder.Write($"user_id,seats\nu1,{cell}\n");

        ImportWhole($"-PropertyType @{{ {type} }}");

        Assert.Equal(expected, Json("u1", "seats"));
    }

    [Fact]
    public void PropertyType_and_PropertyMap_speak_of_the_same_column_by_two_names()
    {
        Folder.Write("user_id,Tags,Seats\nu1,red / green,5\n");

        ImportWhole(
            "-PropertyMap @{ Tags = 'labels'; Seats = 'seat_count' } -PropertyType @{ labels = 'List'; "
            + "seat_count = 'Text' } -ListSeparator ' / '");

        Assert.Equal(["labels=[\"red\",\"green\"]", "seat_count=\"5\""], Properties("u1"));
    }

    [Theory]
    [InlineData("", "2024-06-01T09:30:00Z")]
    [InlineData("-TimeZone 'America/New_York'", "2024-06-01T13:30:00Z")]
    [InlineData("-TimeZone 'Europe/Brussels'", "2024-06-01T07:30:00Z")]
    public void A_time_without_a_zone_is_of_the_zone_that_TimeZone_names(string parameters, string expected)
    {
        Folder.Write("user_id,local,absolute\nu1,2024-06-01 09:30,2024-06-01T09:30:00Z\n");

        ImportWhole(parameters);

        Assert.Equal($"\"{expected}\"", Json("u1", "local"));
        Assert.Equal("\"2024-06-01T09:30:00Z\"", Json("u1", "absolute"));
    }

    [Fact]
    public void A_local_time_that_the_zone_skipped_fails_its_row_alone()
    {
        ShellResult result = ImportText(
            "user_id,at\nu1,2024-03-31 02:30\nu2,2024-03-31 03:30\n", "-TimeZone 'Europe/Brussels'");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1);
        AssertSays(CsvTable.Read(summary.FailedPath!).FromLine(2)["journy_error"], "skipped when the clocks changed in Europe/Brussels");
        Assert.Equal("\"2024-03-31T01:30:00Z\"", Json("u2", "at"));
    }

    [Fact]
    public void Every_row_of_a_user_reaches_the_wire_with_its_identity_and_nothing_else()
    {
        Folder.Write("UserId,EMAIL,plan\n42,jane@example.com,\"Pro, yearly\"\n");

        ImportWhole();

        Assert.Equal(
            """{"identification":{"userId":"42","email":"jane@example.com"},"properties":{"plan":"Pro, yearly"}}""", OnlyBody.GetRawText());
    }
}
