using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files of JSON through an import: values, journal, preview, and rows that fail.</summary>
public sealed class JsonLinesTests(ITestOutputHelper output) : ImportTest
{
    private const int Seeds = 6;
    private const int Rows = 25;

    private static readonly string[] Values =
    [
        "\"007\"", "\"true\"", "\" sp ace \"", "\"\"", "\"é😀\"", "\"a\\\"b\\\\c\\u00e9\\n\"", "\"2024-06-01T10:00:00Z\"", "null", "true",
        "false", "0", "-5", "42",
        "9223372036854775807", "123456789012345678901234567890", "0.1", "1.50", "1e5", "1E-3", "12.0", "[]", "[\"a\",\"b\"]",
        "[1,2.5,\"x\"]", "[null]", "[[1]]", "[{\"a\":1}]", "{}", "{\"a\":1}",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("-BlankValue Delete -Confirm:$false")]
    [InlineData("-PropertyMap @{ c1 = 'one'; c2 = 'email' } -PropertyType @{ one = 'Text'; c3 = 'Number' } -ExcludeProperty c4")]
    public void They_mean_what_the_same_objects_mean_when_they_are_piped(string parameters)
    {
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Seeds - 1}");
        for (int seed = first; seed < first + Seeds; seed++)
        {
            Random random = new(seed);

            // The first record has all names, so that a row with two faults is told of the same one.
            string[] records = [Record(new Random(0), 0, isFull: true), .. Enumerable.Range(1, Rows).Select(row => Record(random, row))];
            Folder.Write(string.Join('\n', records) + "\n", "users.jsonl");
            Folder.Write("[" + string.Join(",\r\n", records) + "]", "users.json");
            Session.Set("rows", records.Select(record => Converted(JsonNode.Parse(record))).ToArray());
            (Dictionary<string, string> sent, Dictionary<string, string> failed) piped = Outcome(
                $"$rows | Import-JournyUser -NoJournal {parameters} -ErrorAction SilentlyContinue");
            Assert.NotEmpty(piped.sent);
            foreach (string file in new[] { "users.jsonl", "users.json" })
            {
                (Dictionary<string, string> sent, Dictionary<string, string> failed) read = Outcome(
                    $"Import-JournyUser {file} -NoJournal {parameters} -ErrorAction SilentlyContinue");
                AssertSame(piped.sent, read.sent, seed);
                AssertSame(piped.failed, read.failed, seed);
            }
        }
    }

    [Fact]
    public void No_digit_of_a_number_changes_on_its_way()
    {
        Folder.Write(
            "{\"user_id\":12345678901234567890,\"a\":1234567890.1234567890123,\"b\":0.1,\"c\":123456789012345678901234567890,"
            + "\"d\":\"007\"}\n",
            "users.jsonl");
        AssertCounts(ImportWhole(path: "users.jsonl"), sent: 1);
        Assert.Equal(
            ["a=1234567890.1234567890123", "b=0.1", "c=123456789012345678901234567890", "d=\"007\""], Properties("12345678901234567890"));
    }

    [Theory]
    [InlineData("users.jsonl")]
    [InlineData("users.jsonl.gz")]
    public void A_second_import_sends_nothing_and_a_changed_record_alone_is_sent(string file)
    {
        string[] records =
        [
            "{\"user_id\":\"u1\",\"plan\":\"Pro\",\"seats\":5}",
            "{\"seats\":6,\"user_id\":\"u2\",\"tags\":[\"a\"]}",
            "{\"user_id\":\"u3\",\"plan\":null}"
        ];
        Write(file, records);
        AssertCounts(ImportWhole(path: file), sent: 3);
        int calls = Writes.Count;
        AssertCounts(ImportWhole(path: file), sent: 0, unchanged: 3);
        Assert.Equal(calls, Writes.Count);
        records[1] = records[1].Replace("6", "7", StringComparison.Ordinal);
        Write(file, [.. records, "{\"user_id\":\"u4\",\"new\":true}"]);
        AssertCounts(ImportWhole(path: file), sent: 2, unchanged: 2);
        Assert.Equal(("7", "true"), (Json("u2", "seats"), Json("u4", "new")));
        Assert.Null(Json("u1", "new"));
    }

    [Theory]
    [InlineData("users.jsonl")]
    [InlineData("users.jsonl.gz")]
    [InlineData("users.json")]
    public void Rows_that_fail_are_JSON_Lines_that_import_when_they_are_fixed(string file)
    {
        string[] records =
        [
            "{\"user_id\":\"u1\",\"n\":1.10,\"password\":\"hunter2\"}",
            "{\"user_id\":\"u2\",\"n\":{\"token\":\"s3cret\",\"deep\":[{\"a\":1}]},\"s\":\"é\\n\\\"\"}",
            "{\"n\":12345678901234567890.5,\"s\":\"x\"}", "{\"user_id\":\"u4\",\"tags\":[1,\"2\"]}",
        ];
        Write(file, records);
        ShellResult result = Import("-ExcludeProperty password", file);
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 2);
        Assert.EndsWith(".failed.jsonl", summary.FailedPath, StringComparison.Ordinal);
        Assert.Matches(@"[/\\]users\.\d{8}-\d{6}\.failed\.jsonl$", summary.FailedPath);
        string[] lines = File.ReadAllLines(summary.FailedPath!);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(
            "{\"user_id\":\"u2\",\"n\":{\"deep\":[{\"a\":1}]},\"s\":\"é\\n\\\"\",\"journy_line\":2,\"journy_error\":\"",
            lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith("{\"n\":12345678901234567890.5,\"s\":\"x\",\"journy_line\":3,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(lines), StringComparison.Ordinal);
        AssertSays(summary.RetryCommand, summary.FailedPath!);

        // As it is, it fails again; fixed, it gets in, and the journal of the input knows it.
        ImportSummary again = Summary(Run(summary.RetryCommand + " -ErrorAction SilentlyContinue"));
        AssertCounts(again, sent: 0, failed: 2);
        Assert.Matches(@"[/\\]users\.\d{8}-\d{6}(-\d+)?\.failed\.jsonl$", again.FailedPath);
        File.WriteAllText(
            summary.FailedPath!,
            string.Join("\n", lines)
                .Replace("{\"deep\":[{\"a\":1}]}", "7", StringComparison.Ordinal)
                .Replace("{\"n\":123", "{\"user_id\":\"u3\",\"n\":123", StringComparison.Ordinal));
        AssertCounts(Summary(Run(summary.RetryCommand!).ThrowIfFailed()), sent: 2);
        Assert.Equal(
            ["n=7", "s=\"é\\n\\\"\""], Properties("u2").Select(property => property.Replace("\\u00E9", "é", StringComparison.Ordinal)));
        Assert.Equal("12345678901234567890.5", Json("u3", "n"));
        Assert.Equal(["u1", "u2", "u3", "u4"], UserIds);

        records[1] = "{\"user_id\":\"u2\",\"n\":7,\"s\":\"é\\n\\\"\"}";
        records[2] = "{\"n\":12345678901234567890.5,\"s\":\"x\",\"user_id\":\"u3\"}";
        Write(file, records);
        AssertCounts(ImportWhole("-ExcludeProperty password", file), sent: 0, unchanged: 4);
    }

    [Fact]
    public void A_broken_line_fails_alone_with_its_line()
    {
        Folder.Write(
            "{\"user_id\":\"u1\"}\n{\"user_id\":\"u2\"\n{\"user_id\":\"u3\",\"user_id\":\"u4\"}\n{\"user_id\":\"u5\"}\n", "users.jsonl");
        ImportSummary summary = Summary(Import("-ErrorAction SilentlyContinue", "users.jsonl"));
        AssertCounts(summary, sent: 2, failed: 2);
        string[] lines = File.ReadAllLines(summary.FailedPath!);
        Assert.StartsWith("{\"journy_line\":2,\"journy_error\":\"Line 2: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"user_id\":\"u3\",\"user_id\":\"u4\",\"journy_line\":3,", lines[1], StringComparison.Ordinal);
        Assert.Equal(["u1", "u5"], UserIds);
    }

    [Fact]
    public void A_damaged_array_sends_what_stands_before_and_names_the_rest_as_not_attempted()
    {
        Folder.Write("[{\"user_id\":\"u1\"},\n{\"user_id\":\"u2\"},\n{\"user_id\":\"u3},\n{\"user_id\":\"u4\"}]", "users.json");
        ShellResult result = Import(path: "users.json");
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 1, notAttempted: 1);
        Assert.Equal(4, summary.NotAttemptedFromLine);
        Assert.StartsWith("Journy.ImportIncomplete,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_a_record_lacks_says_nothing_and_a_null_is_a_blank_cell()
    {
        Folder.Write("{\"user_id\":\"u1\",\"a\":\"x\",\"b\":\"y\"}\n", "users.jsonl");
        ImportWhole(path: "users.jsonl");
        Folder.Write("{\"user_id\":\"u1\",\"a\":null}\n{\"user_id\":\"u2\",\"b\":\"z\"}\n", "users.jsonl");
        ImportWhole("-BlankValue Delete -Confirm:$false", "users.jsonl");
        Assert.Equal(["b=\"y\""], Properties("u1"));
    }

    [Fact]
    public void Text_stays_text_beside_the_types_of_a_CSV_file_in_one_journal()
    {
        Folder.Write("user_id,seats\nu1,5\n", "users.csv");
        Run("Import-JournyUser users.csv -JournalPath both.journy").ThrowIfFailed();
        Folder.Write("{\"user_id\":\"u2\",\"seats\":\"6\"}\n", "users.jsonl");
        Run("Import-JournyUser users.jsonl -JournalPath both.journy");
        Assert.Contains("\"seats\":\"6\"", Writes[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_shows_all_names_and_an_import_of_a_secret_asks_first()
    {
        Folder.Write("{\"user_id\":\"u1\",\"plan\":\"Pro\"}\n{\"user_id\":\"u2\",\"seats\":5}\n{\"plan\":null}\n", "users.jsonl");
        ImportPreview preview = Assert.Single(Import("-Preview", "users.jsonl").ThrowIfFailed().As<ImportPreview>());
        Assert.Equal((3, 2, 1), (preview.Rows, preview.ToSend, preview.Invalid));
        Assert.Equal([("user_id", 1L), ("plan", 2L), ("seats", 2L)], preview.Columns.Select(column => (column.Name, column.Blanks)));
        Assert.Equal([null, "Text", null], preview.Columns.Select(column => column.Type));
        Folder.Write("{\"user_id\":\"u1\"}\n{\"user_id\":\"u2\",\"password\":\"x\"}\n", "users.jsonl");
        ShellResult refused = Import(path: "users.jsonl");
        Assert.StartsWith("Journy.SecretColumn,", refused.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(Import("-PropertyMap @{ nmae = 'name' }", "users.jsonl").ErrorText, "nmae", "user_id, password");
        Assert.Empty(Writes);
    }

    [Fact]
    public void Events_of_a_growing_log_are_recorded_once_and_a_line_that_is_being_written_waits()
    {
        string Event(int number) =>
            $"{{\"user_id\":\"u\",\"name\":\"seen\",\"triggered_at\":\"2026-10-01T10:00:0{number}Z\",\"n\":{number}}}\n";
        Folder.Write(Event(1) + Event(2) + Event(3)[..30], "events.jsonl");
        ImportSummary first = Summary(Run("Import-JournyEvent events.jsonl").ThrowIfFailed());
        Assert.Equal((2L, 1L), (first.Sent, first.Deferred));
        Folder.Write(Event(1) + Event(2) + Event(3) + Event(4).TrimEnd(), "events.jsonl");
        AssertCounts(Summary(Run("Import-JournyEvent events.jsonl").ThrowIfFailed()), sent: 2, unchanged: 2);
        AssertCounts(Summary(Run("Import-JournyEvent events.jsonl").ThrowIfFailed()), sent: 0, unchanged: 4);
        Assert.Equal(4, Emulator.Events.Count);
    }

    /// <summary>What ConvertFrom-Json -DateKind String makes of JSON; a session of the tests does not have it.</summary>
    private static object? Converted(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject members:
                PSObject made = new();
                foreach (KeyValuePair<string, JsonNode?> member in members)
                {
                    made.Properties.Add(new PSNoteProperty(member.Key, Converted(member.Value)));
                }

                return made;
            case JsonArray items:
                return items.Select(Converted).ToArray();
        }

        string text = node.ToJsonString();
        return node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ when text.AsSpan().ContainsAny(".eE") => double.Parse(text, CultureInfo.InvariantCulture),
            _ =>
                long.TryParse(text, CultureInfo.InvariantCulture, out long whole)
                    ? whole
                    : (object)BigInteger.Parse(text, CultureInfo.InvariantCulture),
        };
    }

    private static string Record(Random random, int row, bool isFull = false)
    {
        IEnumerable<string> members = Enumerable.Range(0, 6).Where(_ => isFull || random.Next(3) > 0)
            .Select(column => $"\"c{column}\":{Values[random.Next(Values.Length)]}");
        return "{" + string.Join(", ", members.Append($"\"user_id\":\"u{row}\"")) + "}";
    }

    private static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> actual, int seed)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            expected,
            entry => Assert.True(entry.Value == actual[entry.Key], $"Seed {seed}: {entry.Key}\n{entry.Value}\n{actual[entry.Key]}"));
    }

    /// <summary>What was sent for each user, and why the others failed.</summary>
    private (Dictionary<string, string> Sent, Dictionary<string, string> Failed) Outcome(string script)
    {
        int mark = Writes.Count;
        ImportSummary summary = Summary(Run(script));
        Dictionary<string, string> sent = Writes.Skip(mark).ToDictionary(
            write => JsonNode.Parse(write.Body!)!["identification"]!["userId"]!.GetValue<string>(),
            write => Sorted(write.Body!),
            StringComparer.Ordinal);
        Dictionary<string, string> failed = new(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Folder.Path, "*.failed.*"))
        {
            IEnumerable<(string User, string Error)> rows = path.EndsWith(".jsonl", StringComparison.Ordinal)
                ? File.ReadAllLines(path)
                    .Select(line => JsonNode.Parse(line)!)
                    .Select(node => (node["user_id"]!.GetValue<string>(), node["journy_error"]!.GetValue<string>()))
                : CsvTable.Read(path).Rows.Select(row => (row["user_id"], row["journy_error"]));
            foreach ((string user, string error) in rows)
            {
                failed[user] = error;
            }

            File.Delete(path);
        }

        Assert.Equal((summary.Sent + summary.Partial, summary.Failed), (sent.Count, failed.Count));
        return (sent, failed);
    }

    // The order of properties is that of the columns, which a record of a pipe has to itself.
    private static string Sorted(string body) => JsonNode.Parse(body)!["identification"]!.ToJsonString()
        + string.Concat(
            JsonNode.Parse(body)!["properties"]
                ?.AsObject()
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => $" {property.Key}={property.Value?.ToJsonString()}")
                ?? []);

    private void Write(string file, string[] records)
    {
        string text = file.EndsWith(".json", StringComparison.Ordinal)
            ? "[" + string.Join(",\n", records) + "]"
            : string.Join("\n", records) + "\n";
        Folder.Write(file.EndsWith(".gz", StringComparison.Ordinal) ? Packed.Of(text) : Encoding.UTF8.GetBytes(text), file);
    }
}
