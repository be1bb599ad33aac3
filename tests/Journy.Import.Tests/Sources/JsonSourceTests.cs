using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Sources;

/// <summary>JSON Lines and arrays of JSON, against System.Text.Json's own reading.</summary>
public sealed class JsonSourceTests(ITestOutputHelper output) : IDisposable
{
    private const int Seeds = 60;

    private static readonly string[] Values =
    [
        "\"007\"", "\"true\"", "\" sp ace \"", "\"\"", "\"é😀\"", "\"a\\\"b\\\\c\\u00e9\\n\\t\"", "\"2024-06-01T10:00:00Z\"", "\"{[,]}\"",
        "\"x\\\\\"", "null", "true", "false",
        "0", "-0", "-5", "42", "9223372036854775807", "-9223372036854775808", "123456789012345678901234567890", "0.1", "1.50", "1e5",
        "1E-3", "12.0", "0.30000000000000004",
        "1234567890.1234567890123", "[]", "[\"a\",\"b\"]", "[ 1 , 2.5, \"x]\" ]", "{}", "{\"a\":{\"b\":[\"}\"]}}",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_record_comes_with_its_line_names_and_values()
    {
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Seeds - 1}");
        for (int seed = first; seed < first + Seeds; seed++)
        {
            Random random = new(seed);
            bool isArray = random.Next(2) == 0;
            (string text, List<(long Line, string Json)> records) = Make(random, isArray);
            byte[] bytes = [.. random.Next(3) == 0 ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)];
            string path = _folder.Write(random.Next(2) == 0 ? Packed.Of(bytes) : bytes, $"{seed}.{(isArray ? "json" : "ndjson")}");
            using IRowSource source = RowSources.Open(path, new CsvSourceOptions());
            string[] names =
            [
                .. records.SelectMany(record => Members(record.Json).Select(member => member.Key))
                    .Distinct(StringComparer.OrdinalIgnoreCase)
            ];
            Assert.Equal(names, source.Header);
            using IRowSource again = source.Reopen();
            foreach (IRowSource read in new[] { source, again })
            {
                List<TableRow> rows = Rows(read);
                Assert.True(
                    records.Select(record => record.Line).SequenceEqual(rows.Select(row => row.Line)),
                    $"Seed {seed}: lines {string.Join(",", rows.Select(row => row.Line))} of {text}");
                for (int index = 0; index < rows.Count; index++)
                {
                    Assert.Null(rows[index].Problem);
                    Dictionary<string, JsonNode?> expected = new(Members(records[index].Json), StringComparer.OrdinalIgnoreCase);
                    for (int column = 0; column < names.Length; column++)
                    {
                        object? value = rows[index].Values![column];
                        Assert.True(
                            expected.TryGetValue(names[column], out JsonNode? node) ? IsSame(node, value) : value is AbsentValue,
                            $"Seed {seed}, line {rows[index].Line}, {names[column]}: {node?.ToJsonString()} came as {value} "
                            + $"({value?.GetType().Name})");
                    }
                }

                Assert.Equal(1, read.FractionRead);
            }
        }
    }

    [Theory]
    [InlineData("x.jsonl", "{\"user_id\":1}\n", true)]
    [InlineData("x", "{\"user_id\":1}\n{\"user_id\":2}\n", true)]
    [InlineData("x.txt", "\n  {\"user_id\":1}", true)]
    [InlineData("x.dat", " [\n {\"user_id\":1}, {\"user_id\":2}]", true)]
    [InlineData("x.NDJSON.gz", "{\"user_id\":1}\n", true)]
    [InlineData("x.csv.gz", "user_id\n1\n", false)]
    [InlineData("x", "user_id,plan\n1,{}\n", false)]
    [InlineData("x", "[user_id],[plan]\n1,2\n", false)]
    [InlineData("x", "{user_id},{plan}\n1,2\n", false)]
    public void A_file_is_JSON_by_its_name_or_by_its_content_and_CSV_is_never_taken_for_it(string name, string content, bool isJson)
    {
        string path = _folder.Write(
            name.EndsWith(".gz", StringComparison.Ordinal) ? Packed.Of(content) : Encoding.UTF8.GetBytes(content), name);
        using IRowSource source = RowSources.Open(path, new CsvSourceOptions());
        Assert.Equal(isJson, source.IsTyped);
    }

    [Theory]
    [InlineData("x.csv", "{\"user_id\":1}\n")]
    [InlineData("x", "[{\"user_id\"},x]\n1,2\n")]
    public void What_is_JSON_by_its_content_and_CSV_by_its_name_and_what_is_neither_is_refused(string name, string content)
    {
        string path = _folder.Write(content, name);
        JournyInputException refused = Assert.Throws<JournyInputException>(() => RowSources.Open(path, new CsvSourceOptions()).Dispose());
        Assert.Contains("is JSON and no CSV", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_cannot_be_used_fails_and_the_others_go_on()
    {
        string[] lines =
        [
            "{\"id\":1}", "{\"id\":2", "{\"id\":03}", "{\"id\":4,\"ID\":5}", "[1]", "\"x\"", "{\"id\":1,}", "{\"id\":1} {\"id\":2}",
            "{\"id\":0.12345678901234567890123456789012345678}",
            "{\"id\":1e999}", "{\"\":1}", "{\"id\":\"\\ud800\"}", "{\"id\":\"M\uFFFDller\"}", "{'id':1}", "{\"id\":NaN}", "// x", "",
            "{\"id\":2}",
        ];
        using IRowSource source = RowSources.Open(_folder.Write(string.Join("\r\n", lines), "x.jsonl"), new CsvSourceOptions());
        List<TableRow> rows = Rows(source);
        Assert.Equal([1L, 18L], rows.Where(row => row.Problem is null).Select(row => row.Line));
        Assert.Equal(
            Enumerable.Range(2, 15).Select(line => (long)line), rows.Where(row => row.Problem is not null).Select(row => row.Line));
        Assert.All(
            rows.Where(row => row.Problem is not null),
            row => Assert.StartsWith($"Line {row.Line}: ", row.Problem!.Message, StringComparison.Ordinal));
        Assert.Contains("'ID'", rows[3].Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(JournyReason.InvalidEncoding, rows[12].Problem!.Reason);
        Assert.Equal(0, source.UnreadLines);
    }

    [Theory]
    [InlineData("[{\"id\":1},\n{\"id\":2},\n{\"id\":},\n{\"id\":4}\n]", 2, 3, 2)]
    [InlineData("[{\"id\":1},\n{\"id\":2},\n{\"id\":\"x},\n{\"id\":4}\n]", 2, 3, 2)]
    [InlineData("[{\"id\":1},\n{\"id\":2}\n{\"id\":3}]", 2, 3, 1)]
    [InlineData("[{\"id\":1},{\"id\":2},{\"id\":", 2, 1, 1)]
    [InlineData("[{\"id\":1},\n{\"id\":2},", 2, 2, 1)]
    [InlineData("[{\"id\":1},\n{\"id\":2}", 2, 2, 1)]
    [InlineData("[{\"id\":1}]\n{\"id\":2}", 1, 2, 1)]
    public void A_damaged_array_ends_there_and_says_how_much_was_not_read(string content, int good, long line, long unread)
    {
        using IRowSource source = RowSources.Open(_folder.Write(content, "x.json"), new CsvSourceOptions());
        List<TableRow> rows = Rows(source);
        Assert.Equal(good + 1, rows.Count);
        Assert.All(rows.Take(good), row => Assert.Null(row.Problem));
        Assert.Equal((JournyReason.DamagedFile, line, unread), (rows[^1].Problem!.Reason, rows[^1].Line, source.UnreadLines));
    }

    [Theory]
    [InlineData("", "no record")]
    [InlineData("\n \n", "no record")]
    [InlineData("[]", "no record")]
    [InlineData("{\n\"id\": 1\n}\n", "line 1 is not valid JSON")]
    [InlineData("[1, 2]", "no JSON object but a number")]
    public void A_file_without_a_record_is_refused(string content, string expected)
    {
        JournyInputException e = Assert.Throws<JournyInputException>(
            () => RowSources.Open(_folder.Write(content, "x.json"), new CsvSourceOptions()));
        Assert.Equal(JournyReason.InvalidHeader, e.Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_CSV_headers_are_refused() => Assert.Equal(
        JournyReason.InvalidParameter,
        Assert.Throws<JournyInputException>(
            () => RowSources.Open(_folder.Write("{\"id\":1}", "x.jsonl"), new CsvSourceOptions { SkipLine = 1 })).Reason);

    private static List<TableRow> Rows(IRowSource source)
    {
        List<TableRow> rows = [];
        while (source.Read())
        {
            rows.Add(source.Current);
        }

        return rows;
    }

    private static JsonObject Members(string json) => JsonNode.Parse(json)!.AsObject();

    private static bool IsSame(JsonNode? node, object? value) => (node, value) switch
    {
        (null, null) => true,
        (JsonObject, NestedObject) => true,
        (JsonArray items, object?[] values) =>
            items.Count == values.Length && items.Zip(values).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue one, string text) => one.GetValueKind() == JsonValueKind.String && one.GetValue<string>() == text,
        (JsonValue one, bool truth) => one.GetValueKind() == (truth ? JsonValueKind.True : JsonValueKind.False),
        (JsonValue one, long or BigInteger or double or decimal) =>
            one.GetValueKind() == JsonValueKind.Number
                && Scaled(one.ToJsonString()) == Scaled(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        _ => false,
    };

    // Every number here as a whole number of the smallest step.
    private static BigInteger Scaled(string number)
    {
        string[] parts = number.ToUpperInvariant().Split('E');
        string[] digits = parts[0].Split('.');
        string fraction = digits.Length > 1 ? digits[1] : "";
        int exponent = 40
            - fraction.Length
            + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        return BigInteger.Parse(digits[0] + fraction, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            * BigInteger.Pow(10, exponent);
    }

    private static (string Text, List<(long Line, string Json)> Records) Make(Random random, bool isArray)
    {
        string[] names = ["id", "Plan", "a b", "é", "x\\\"y", "journy_line", "seats", "tags"];
        StringBuilder text = new();
        List<(long Line, string Json)> records = [];
        string[] breaks = ["\n", "\r\n", "\r"];
        string lineEnd = breaks[random.Next(breaks.Length)];
        string Blank() => string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(3) == 0 ? lineEnd : " "));
        long Line() => 1 + LineCount.BreaksIn(text.ToString());
        text.Append(isArray ? Blank() + "[" : "");
        for (int count = random.Next(1, 12); count > 0; count--)
        {
            string[] chosen = [.. names.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];
            string gap = isArray ? Blank() : random.Next(3) == 0 ? "\t " : "";
            string json = "{"
                + string.Join(
                    "," + gap,
                    chosen.Append("z")
                        .Select(name =>
                            $"{gap}\"{(random.Next(4) == 0 ? name.ToUpperInvariant() : name)}\":{gap}{Values[random.Next(Values.Length)]}"))
                + gap + "}";
            text.Append(isArray ? Blank() : random.Next(4) == 0 ? " " + lineEnd : "");
            records.Add((Line(), json));
            text.Append(json)
                .Append(isArray ? Blank() + (count > 1 ? "," : "]" + Blank()) : count > 1 || random.Next(2) == 0 ? lineEnd : "");
        }

        return (text.ToString(), records);
    }
}
