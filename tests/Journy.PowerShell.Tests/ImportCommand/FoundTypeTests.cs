using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What a type that was found, and kept in the journal, makes of later cells.</summary>
public sealed class FoundTypeTests : ImportTest
{
    [Theory]
    [InlineData("12|34", "007|+32475000000|12345678901234567890|1e5|-007|1,5|5.", "Number")]
    [InlineData("true|FALSE", "YES|1|no|0|t|wahr", "Boolean")]
    [InlineData("2024-01-02|2024-01-02T03:04:05Z", "02/01/2024|2024-02-30|1704164645|20240102|2024-1-2", "DateTime")]
    public void A_cell_that_the_rule_would_not_have_found_fails_its_row(string first, string later, string type)
    {
        WriteNight(first.Split('|'), "a");
        ImportWhole();
        string[] odd = later.Split('|');
        WriteNight([.. odd, first.Split('|')[0]], "b");

        ImportSummary summary = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue"));

        AssertCounts(summary, sent: 1, failed: odd.Length);
        CsvTable failures = CsvTable.Read(summary.FailedPath!, ';');
        for (int row = 0; row < odd.Length; row++)
        {
            AssertSays(
                failures.FromLine(row + 2)["journy_error"],
                "'branch'",
                $"'{odd[row]}'",
                $"Import-JournyUser -LiteralPath '{Folder.File("users.csv")}'",
                "-PropertyType @{ 'branch' = 'Text' }");
        }

        Assert.Equal(odd, failures.Rows.Select(row => row["branch"]));
        Assert.NotEmpty(type);
    }

    [Fact]
    public void The_command_of_the_message_keeps_the_cells_as_they_are()
    {
        WriteNight(["12", "34"], "a");
        ImportWhole("-PropertyType @{ other = 'Number' }", "users.csv");
        WriteNight(["007"], "b");
        string error = CsvTable.Read(
            Summary(Run("Import-JournyUser users.csv -PropertyType @{ other = 'Number' } -ErrorAction SilentlyContinue")).FailedPath!,
            ';').Rows[0]["journy_error"];
        string command = error[error.IndexOf("Import-JournyUser", System.StringComparison.Ordinal)..];
        AssertSays(command, "'other' = 'Number'");

        Summary(Run(command).ThrowIfFailed());

        Assert.Contains("\"branch\":\"007\"", Writes[^1].Body, System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_failed_rows_are_held_to_the_same_type_when_they_are_imported_again()
    {
        WriteNight(["12", "34"], "a");
        ImportWhole();
        WriteNight(["007"], "b");
        string failed = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue")).FailedPath!;

        AssertCounts(Summary(Run($"Import-JournyUser '{failed}' -ErrorAction SilentlyContinue")), sent: 0, failed: 1);
        System.IO.File.WriteAllText(failed, System.IO.File.ReadAllText(failed).Replace("007", "7", System.StringComparison.Ordinal));
        AssertCounts(Summary(Run($"Import-JournyUser '{failed}'").ThrowIfFailed()), sent: 1);
        Assert.Equal("7", Json("b0", "branch"));
    }

    [Fact]
    public void What_the_user_names_keeps_its_wider_reading()
    {
        WriteNight(["12", "34"], "a");
        ImportWhole();
        WriteNight(["007", "1e5", "+5"], "b");
        ImportWhole("-PropertyType @{ branch = 'Number' }");
        Assert.Equal(["7", "1E5", "5"], Enumerable.Range(0, 3).Select(row => Json($"b{row}", "branch")));
    }

    [Theory]
    [InlineData("seats", " 12|7 |\u00A03|.5|6.0E7|9.3448e-05", "12|7|3|0.5|6.0E7|9.3448E-05")]
    [InlineData("vip", " true|FALSE\u200B", "true|false")]
    [InlineData(
        "since",
        " 2024-01-02 |2024/01/02|2024-01-02 03:04:05.123456+00|2024-01-02T03:04:05.000+0000|2024-01-02 03:04:05.999999999 +0000 UTC|"
        + "2024-01-02 03:04:05.1234567 +00:00|2024-01-02T03:04:05,5z|2024-01-02 03:04 UTC|2024-01-02T03:04:05+01:00[Europe/Paris]",
        "\"2024-01-02T00:00:00Z\"|\"2024-01-02T00:00:00Z\"|\"2024-01-02T03:04:05.123456Z\"|\"2024-01-02T03:04:05Z\"|"
        + "\"2024-01-02T03:04:05.9999999Z\"|\"2024-01-02T03:04:05.1234567Z\"|\"2024-01-02T03:04:05.5Z\"|\"2024-01-02T03:04:00Z\"|"
        + "\"2024-01-02T02:04:05Z\"")]
    [InlineData("note", " a |b\u00A0", "\" a \"|\"b\\u00A0\"")]
    [InlineData("code", "1e5|7", "\"1e5\"|\"7\"")]
    public void White_space_around_a_cell_does_not_change_what_it_is(string column, string cells, string expected)
    {
        string[] values = cells.Split('|');
        Folder.Write($"user_id;{column}\n" + string.Concat(values.Select((cell, row) => $"u{row};\"{cell}\"\n")));

        ImportWhole("-ThrottleLimit 1");

        Assert.Equal(
            expected.Split('|').Select(text => System.Text.Json.JsonDocument.Parse(text).RootElement.ToString()),
            values.Select((_, row) => System.Text.Json.JsonDocument.Parse(Json("u" + row, column) ?? "null").RootElement.ToString()));
    }

    [Theory]
    [InlineData("registered_at", "", "02/01/2024|1704164645|2024-01-02", "dates", "2 of its 3 cells", "'02/01/2024' in line 2")]
    [InlineData(
        "Signed Up", "-PropertyMap @{ 'Signed Up' = 'registered_at' }", "1704164645|1704164646", "dates", "2 of its 2 cells",
        "'registered_at'")]
    [InlineData("mrr", "", "€5|€6|7", "numbers", "2 of its 3 cells", "'€5' in line 2")]
    public void A_column_that_is_not_what_journy_reckons_with_stops_the_import(
        string column, string parameters, string cells, params string[] said)
    {
        WriteColumn(column, cells.Split('|'));
        ShellResult result = Import(parameters);
        Assert.StartsWith("Journy.TypeMismatch,", result.Error.FullyQualifiedErrorId, System.StringComparison.Ordinal);
        AssertSays(result.ErrorText, [.. said, column, "Nothing was sent", "-ExcludeProperty", "-PropertyMap"]);
        Assert.Empty(result.Output);
        AssertSays(Import($"{parameters} -Preview").ThrowIfFailed().As<ImportPreview>().Single().ColumnProblem, [.. said, column]);

        Assert.Empty(Writes);
        ImportWhole($"-ExcludeProperty '{column}'");
    }

    [Theory]
    [InlineData("registered_at", "2024-01-02|2024-01-03|02/01/2024", "write it as ISO 8601")]
    [InlineData("mrr", "5|6.5|7.000,50|8", "write it with digits and a point")]
    public void Odd_cells_of_such_a_column_fail_their_rows(string column, string cells, string fix)
    {
        WriteColumn(column, cells.Split('|'));

        ImportSummary summary = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue"));

        AssertCounts(summary, sent: cells.Split('|').Length - 1, failed: 1);
        AssertSays(CsvTable.Read(summary.FailedPath!, ';').FromLine(4)["journy_error"], fix);

        // Kept: a night with more of them than half goes on.
        WriteColumn(column, ["x", "y"]);
        AssertCounts(Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue")), sent: 0, failed: 2);
    }

    [Fact]
    public void A_type_that_the_user_names_and_metadata_of_events_are_not_looked_at()
    {
        WriteColumn("registered_at", ["02/01/2024"]);
        ImportWhole("-PropertyType @{ registered_at = 'Text' }");
        Folder.Write("user_id,name,triggered_at,mrr\nu1,a,2024-01-02,five\n", "events.csv");
        Summary(Run("Import-JournyEvent events.csv").ThrowIfFailed());
        AssertSays(Writes[^1].Body, "\"mrr\":\"five\"");
    }

    [Fact]
    public void The_preview_says_what_stays_text_for_the_sake_of_one_cell()
    {
        Folder.Write("user_id,seats,since,few\n" + string.Concat(Enumerable.Range(0, 20).Select(row =>
            $"u{row},{(row == 7 ? "many" : row)},{(row == 3 ? "soon" : "2024-01-02")},{(row % 2 == 0 ? "x" : "1")}\n")));

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Dictionary<string, string?> notes = preview.Columns.ToDictionary(column => column.Name, column => column.Note);
        AssertSays(
            notes["seats"], "stays text: 19 of 20 cells are numbers, but not 'many' in line 9", "-PropertyType @{ 'seats' = 'Number' }");
        AssertSays(notes["since"], "19 of 20 cells are dates, but not 'soon' in line 5");
        Assert.DoesNotContain("stays text", notes["few"] ?? string.Empty, System.StringComparison.Ordinal);
        Assert.All(preview.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 79));
        AssertSays(
            string.Join(' ', preview.ToString().Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries)), "'many' in line 9");
    }

    [Theory]
    [InlineData("Klantnummer")]
    [InlineData("CAP")]
    [InlineData("Téléfono")]
    public void A_column_of_codes_stays_text(string column)
    {
        WriteColumn(column, ["12", "34"]);
        ImportWhole();
        Assert.Equal("\"12\"", Json("u0", column));
    }

    [Fact]
    public void A_failed_row_is_read_again_by_the_rule_that_found_the_type()
    {
        WriteNight(["12", "34"], "u");
        ImportWhole();
        WriteNight(["007"], "v");
        ImportSummary failed = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue"));
        AssertCounts(failed, sent: 0, failed: 1);

        ImportSummary again = Summary(Run($"{failed.RetryCommand} -ErrorAction SilentlyContinue"));

        AssertCounts(again, sent: 0, failed: 1);
        File.WriteAllText(again.FailedPath!, File.ReadAllText(again.FailedPath!).Replace("007", "8", System.StringComparison.Ordinal));
        AssertCounts(Summary(Run(again.RetryCommand!).ThrowIfFailed()), sent: 1);
        Assert.Equal("8", Json("v0", "branch"));
    }

    private void WriteNight(IReadOnlyList<string> cells, string user) =>
        Folder.Write("user_id;branch;other\n" + string.Concat(cells.Select((cell, row) => $"{user}{row};{cell};1\n")));

    private void WriteColumn(string column, IReadOnlyList<string> cells) =>
        Folder.Write($"user_id;{column}\n" + string.Concat(cells.Select((cell, row) => $"u{row};{cell}\n")));
}
