using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// A row that failed and was fixed means what it meant, whatever its file looks like: the command that the user gets says so.
/// </summary>
public sealed class FixedFileTests(ITestOutputHelper output) : ImportTest
{
    private const int Seeds = 8;
    private const int Rows = 15;

    /// <summary>Values that a cell does not show to be what they are.</summary>
    private static readonly Func<Random, object?>[] Kinds =
    [
        random => random.Next(-5, 100),
        _ => long.MaxValue,
        _ => 1_234_567_890.125m,
        _ => 12345678901234567890m,
        _ => 0.1,
        _ => 1e300,
        _ => 1e15,
        _ => BigInteger.Parse("123456789012345678901234567890", null),
        random => random.Next(2) == 0,
        _ => new DateTime(2024, 2, 29, 13, 14, 15, 678, DateTimeKind.Utc).AddTicks(9),
        _ => new DateTime(2024, 6, 1, 8, 0, 0, DateTimeKind.Local),
        _ => new DateTimeOffset(2024, 6, 1, 8, 0, 0, TimeSpan.FromHours(5.5)),
        _ => new DateOnly(2024, 6, 1),
        random => new[] { "007", "12", "-3.5", "1e5", "+32475000000", "12345678901234567890" }[random.Next(6)],
        random => new[] { "true", "FALSE", "2024-06-01", "2024-06-01T10:00:00Z", "Pro", "a;b", "a, \"b\"\r\nc" }[random.Next(7)],
        _ => " spaces ",
        _ => new[] { "red", "green" },
        _ => new[] { "one" },
        _ => new object[] { 1, 2.5, "x" },
        _ => new[] { "a;b", "c" },
        _ => new[] { "a;b", "c|d" },
        _ => Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        _ => DayOfWeek.Friday,
        _ => 'x',
        _ => new Uri("https://example.com/?a=1;b=2"),
        _ => new Version(1, 20),
        _ => null,
        _ => DBNull.Value,
        _ => "",
    ];

    [Theory]
    [InlineData("-NoJournal")]
    [InlineData("-JournalPath crm.journy")]
    [InlineData("-JournalPath crm.journy -OutcomeDirectory out")]
    [InlineData(
        "-NoJournal -PropertyMap @{ c0 = 'zero'; c1 = 'one'; missing = 'm' } -PropertyType @{ one = 'Text'; "
        + "m = 'Number' } -ExcludeProperty c9, nothing")]
    public void Piped_rows_mean_the_same_when_their_failed_file_is_imported(string parameters)
    {
        Directory.CreateDirectory(Folder.File("out"));
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Seeds - 1}");
        for (int seed = first; seed < first + Seeds; seed++)
        {
            Random random = new(seed);
            Session.Set("rows", Make(random, seed));
            int mark = Writes.Count;
            ShellResult failing;
            using (Emulator.Faults.Add(Fault.Error(400, "Refused.")))
            {
                failing = Run($"$rows | Import-JournyUser {parameters}");
            }

            ImportSummary summary = Summary(failing);
            Dictionary<string, string> meant = Bodies(mark);
            Assert.Equal((long)Rows, summary.Failed);
            mark = Writes.Count;
            string[] commands = Commands(failing, summary);
            foreach (string command in commands)
            {
                ShellResult corrected = Run(command).ThrowIfFailed();
                Assert.Equal(0, Summary(corrected).Unchanged);
            }

            Dictionary<string, string> sent = Bodies(mark);
            Assert.Equal(meant.Count, sent.Count);
            Assert.All(
                meant,
                row => Assert.True(
                    sent[row.Key] == row.Value,
                    $"Seed {seed}: {row.Value}\ncame back as\n{sent[row.Key]}\nby\n{string.Join('\n', commands)}"));
        }
    }

    [Fact]
    public void Rows_of_any_number_of_kinds_have_a_file_each_and_no_more_of_them_are_open_than_a_process_may_have()
    {
        // Text and numbers in seven columns: 128 kinds, in two rounds, so that files are opened again.
        IEnumerable<string> rows = Enumerable.Range(0, 256).Select(row =>
            $"[pscustomobject]@{{ user_id = 'u{row}'; "
            + $"{string.Join("; ", Enumerable.Range(0, 7).Select(column => $"c{column} = {((row >> column) % 2 == 0 ? "7" : "'7'")}"))}"
            + $" }}");
        ShellResult failing;
        using (Emulator.Faults.Add(Fault.Error(400, "Refused.")))
        {
            failing = Run($"{string.Join(", ", rows)} | Import-JournyUser -NoJournal");
        }

        string[] commands = Commands(failing, Summary(failing));
        Assert.Equal(128, commands.Length);
        Dictionary<string, string> meant = Bodies(0);
        int mark = Writes.Count;
        AssertCounts(Summary(Run(commands[0]).ThrowIfFailed()), sent: 2);
        Assert.All(commands.Skip(1), command => Assert.Equal(2, Run(command).As<ImportSummary>().Single().Read));
        Assert.Equal(meant, Bodies(mark));
    }

    [Fact]
    public void A_list_with_a_blank_item_and_a_number_that_is_none_can_be_mended()
    {
        ShellResult result = Run(
            "[pscustomobject]@{ user_id = 'u1'; tags = 'a', ' ', 'b'; mrr = 1.5 }, [pscustomobject]@{ user_id = 'u2'; tags = @('c'); "
            + "mrr = [double]::NaN } | Import-JournyUser -NoJournal");
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 0, failed: 2);
        Assert.Equal("a; ;b", CsvTable.Read(summary.FailedPath!).FromLine(1)["tags"]);
        File.WriteAllText(summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("NaN", "12", StringComparison.Ordinal));

        AssertCounts(Summary(Run(Assert.Single(Commands(result, summary))).ThrowIfFailed()), sent: 2);

        Assert.Equal(["mrr=1.5", "tags=[\"a\",\"b\"]"], Properties("u1"));
        Assert.Equal(["mrr=12", "tags=[\"c\"]"], Properties("u2"));
    }

    [Fact]
    public void The_journal_of_piped_rows_keeps_the_types_for_whoever_imports_the_failed_file_plainly()
    {
        string rows = "@{ user_id = 'u1'; email = 'no address'; code = '12'; seats = 5; tags = 'a', 'b'; on = $true }";
        ImportSummary summary = Summary(Run($"{rows} | Import-JournyUser -JournalPath crm.journy"));
        AssertCounts(summary, sent: 0, failed: 1);
        Fix(summary);

        AssertCounts(ImportWhole("", summary.FailedPath!), sent: 1);

        Assert.Equal(["code=\"12\"", "on=true", "seats=5", "tags=[\"a\",\"b\"]"], Properties("u1"));
        AssertCounts(
            Summary(
                Run(
                    $"{rows.Replace("no address", "jane@example.com", StringComparison.Ordinal)} | "
                    + "Import-JournyUser -JournalPath crm.journy")
                    .ThrowIfFailed()),
            sent: 0,
            unchanged: 1);
    }

    [Fact]
    public void A_file_without_a_journal_gives_its_failed_rows_the_types_that_its_columns_had()
    {
        ShellResult result = ImportText(
            "user_id,email,seats,code,since,note\nu1,jane@example.com,5,007,2024-06-01,x\nu2,no address,6,12,2024-06-02,2024-06-01\n",
            "-NoJournal -PropertyMap @{ code = 'Code' }");
        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1);
        Fix(summary);

        string command = Assert.Single(Commands(result, summary));
        AssertSays(command, "-PropertyType @{ 'seats' = 'Number'; 'since' = 'DateTime' }", "-AsText", "-NoJournal");
        AssertCounts(Summary(Run(command).ThrowIfFailed()), sent: 1);

        Assert.Equal(["Code=\"12\"", "note=\"2024-06-01\"", "seats=6", "since=\"2024-06-02T00:00:00Z\""], Properties("u2"));
    }

    [Fact]
    public void A_file_with_a_journal_needs_no_types_in_the_command()
    {
        ShellResult result = ImportText("user_id,email,code\nu1,jane@example.com,007\nu2,no address,12\n");
        ImportSummary summary = Summary(result);
        Fix(summary);

        string command = Assert.Single(Commands(result, summary));
        Assert.Equal($"Import-JournyUser -LiteralPath '{summary.FailedPath}'", command);
        Run(command).ThrowIfFailed();
        Assert.Equal("\"12\"", Json("u2", "code"));
    }

    [Fact]
    public void Memberships_and_events_have_a_command_too()
    {
        ShellResult members = Run("@{ account_id = 'a1'; email = 'no address' } | Import-JournyAccountUser -NoJournal");
        Fix(Summary(members));
        Run(Assert.Single(Commands(members, Summary(members)))).ThrowIfFailed();
        Assert.Single(Writes, write => write.Applied);

        ShellResult events = Run(
            "@{ email = 'no address'; triggered_at = [datetime]'2024-06-01T10:00:00Z'; price = 5; code = '12' } | "
            + "Import-JournyEvent -Name bought -NoJournal");
        Fix(Summary(events));
        Run(Assert.Single(Commands(events, Summary(events)))).ThrowIfFailed();
        JsonElement body = JsonDocument.Parse(Writes[^1].Body!).RootElement;
        Assert.Equal("""{"code":"12","price":5}""", Sorted(body.GetProperty("metadata")));
    }

    [Fact]
    public void One_warning_tells_which_properties_journy_io_rejected_of_how_many_rows()
    {
        Run("@{ user_id = 'u0'; seats = 1; plan = 'Pro' } | Set-JournyUser").ThrowIfFailed();
        ShellResult result = ImportText(
            "user_id,name,seats,plan\nu1,Ann,many,5\nu2,Bob,few,7\nu3,Cy,,Free\n", "-PropertyType @{ seats = 'Text'; plan = 'Text' }");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, partial: 2);
        AssertSays(
            Assert.Single(result.Warnings), "users.csv", "took 2 rows", "seats: This property holds a number", "(2 rows)",
            summary.PartialPath!);
        Assert.DoesNotContain("plan:", result.Warnings[0], StringComparison.Ordinal);
        Assert.Empty(result.Errors);

        ShellResult piped = Run("@{ user_id = 'u4'; seats = 'many' } | Import-JournyUser -NoJournal").ThrowIfFailed();
        AssertSays(Assert.Single(piped.Warnings), "piped rows", "took 1 row without", "(1 row)");
        Assert.Empty(Run("@{ user_id = 'u5'; seats = 5 } | Import-JournyUser -NoJournal").ThrowIfFailed().Warnings);
    }

    private static PSObject[] Make(Random random, int seed)
    {
        // A column has values of one kind, as in a database, or of any.
        Func<Random, object?>?[] columns =
            [.. Enumerable.Range(0, 6).Select(_ => random.Next(4) == 0 ? null : Kinds[random.Next(Kinds.Length)])];
        return
        [
            .. Enumerable.Range(0, Rows).Select(row =>
            {
                PSObject made = new();
                object id = random.Next(3) switch
                {
                    0 => (seed * 1000.0) + row + 1e15,
                    1 => (seed * 1000L) + row,
                    _ => $"0{seed}u{row}",
                };
                made.Properties.Add(new PSNoteProperty("user_id", id));
                for (int column = 0; column < columns.Length; column++)
                {
                    Func<Random, object?> kind = columns[column] ?? Kinds[random.Next(Kinds.Length)];
                    made.Properties.Add(new PSNoteProperty("c" + column, random.Next(6) == 0 ? null : kind(random)));
                }

                if (random.Next(10) == 0)
                {
                    made.Properties.Remove("c0");
                }

                return made;
            }),
        ];
    }

    // The commands as the error shows them, which are those of the summary.
    private static string[] Commands(ShellResult result, ImportSummary summary)
    {
        string[] commands = summary.RetryCommand!.Split(Environment.NewLine);
        Assert.EndsWith(
            $" then import them: {string.Join("; ", commands.Take(5))}"
            + $"{(commands.Length > 5 ? $"; # and {commands.Length - 5} more, in the summary's RetryCommand" : "")}",
            result.ErrorText,
            StringComparison.Ordinal);
        return commands;
    }

    private static void Fix(ImportSummary summary) => File.WriteAllText(
        summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("no address", "jane@example.com", StringComparison.Ordinal));

    private static string Sorted(JsonElement properties) =>
        "{"
        + string.Join(
            ',',
            properties.EnumerateObject()
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}"))
        + "}";

    private Dictionary<string, string> Bodies(int mark) => Writes.Skip(mark)
        .Select(write => JsonDocument.Parse(write.Body!).RootElement)
        .ToDictionary(
            body => body.GetProperty("identification").GetProperty("userId").GetString()!,
            body => body.TryGetProperty("properties", out JsonElement properties) ? Sorted(properties) : "none");

    [Fact]
    public void A_fixed_event_counts_once_although_another_file_has_the_same_name_but_for_its_end()
    {
        Folder.Write("user_id,email,triggered_at\nu1,bad,2026-02-01\n", "events.csv");
        Folder.Write("{\"user_id\":\"u2\",\"triggered_at\":\"2026-02-01\"}\n", "events.jsonl");
        ImportSummary[] summaries =
            [.. Run("Import-JournyEvent events.csv, events.jsonl -Name opened -FileIsComplete").As<ImportSummary>()];
        string failed = summaries[0].FailedPath!;
        File.WriteAllText(failed, File.ReadAllText(failed).Replace("bad", "a@example.com", StringComparison.Ordinal));

        // Which journal it is of, the file does not say.
        ShellResult unsaid = Run($"Import-JournyEvent '{failed}' -Name opened -FileIsComplete");
        Assert.StartsWith("Journy.JournalMismatch,", unsaid.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(unsaid.ErrorText, Folder.File("events.csv.journy"), Folder.File("events.jsonl.journy"), "-JournalPath");
        Assert.Single(Emulator.Events);

        AssertCounts(Summary(Run(summaries[0].RetryCommand!).ThrowIfFailed()), sent: 1);
        Folder.Write("user_id,email,triggered_at\nu1,a@example.com,2026-02-01\n", "events.csv");
        AssertCounts(Summary(Run("Import-JournyEvent events.csv -Name opened -FileIsComplete").ThrowIfFailed()), sent: 0, unchanged: 1);
        Assert.Equal(2, Emulator.Events.Count);
    }
}
