using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// What a journal remembers of a file decides nothing: with it and without it every row has the same fate, the same calls go out, and
/// the next run finds the same journal. Without it: the same journal whose lines of that are taken out.
/// </summary>
public sealed class RememberedRowsTests : ImportTest
{
    // To see a failure again: its seed here.
    private const string SeedVariable = "JOURNY_TEST_SEED";

    private const string Previous = "previous.csv";

    private static readonly string[] Memory = ["h rows ", "h whole "];

    [Fact]
    public void In_60_pairs_of_runs_every_row_has_the_fate_that_it_has_without() => RunPairs(60);

    [Trait("Category", "Promise")]
    [Fact(Explicit = true)]
    public void In_2000_pairs_of_runs_every_row_has_the_fate_that_it_has_without() => RunPairs(2000);

    [Fact]
    public void An_unchanged_row_is_not_read()
    {
        Folder.Write(
            "user_id,email,seats\n" + string.Concat(Enumerable.Range(0, 1200).Select(row => $"u{row},u{row}@example.com,{row}\n")));
        AssertCounts(ImportWhole(), sent: 1200);

        Assert.Equal(3, JournalLines("h rows ").Length);
        Assert.Single(JournalLines("h whole "));
        byte[] before = File.ReadAllBytes(Folder.File("users.csv.journy"));
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1200);
        Assert.Equal(before, File.ReadAllBytes(Folder.File("users.csv.journy")));

        // Two rows changed, one new, one gone: only the three are sent, and only they are added.
        string[] rows = File.ReadAllLines(Folder.File("users.csv"));
        rows[7] = "u6,u6@example.com,7000";
        rows[900] = "u899,u899@example.com,7000";
        Folder.Write(string.Concat(rows.Where((_, index) => index != 20).Append("n,n@example.com,5").Select(row => row + "\n")));
        AssertCounts(ImportWhole(), sent: 3, unchanged: 1197);
        Assert.Equal(4, JournalLines("h rows ").Length);
        Assert.True(JournalLines("h rows ")[3].Length < 300);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1200);
        Assert.Equal("7000", Json("u6", "seats"));
    }

    [Fact]
    public void A_journal_whose_rows_are_out_of_date_is_made_smaller_and_keeps_the_others()
    {
        for (int night = 0; night < 4; night++)
        {
            Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(0, 700).Select(row => $"u{row},{(row < 50 ? 5 : night)}\n")));
            ImportWhole();
        }

        // 700, and 650 more each night: more than twice 700 on the second and not on the third.
        Assert.InRange(JournalLines("h rows ").Sum(line => (line.Length - 49) / 4 * 3 / 40), 700, 1400);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 700);
        File.AppendAllText(Folder.File("users.csv"), "n,1\n");
        AssertCounts(ImportWhole(), sent: 1, unchanged: 700);
    }

    [Theory]
    [InlineData("-PropertyType @{ seats = 'Text' }")]
    [InlineData("-PropertyMap @{ seats = 'places' }")]
    [InlineData("-ExcludeProperty seats")]
    [InlineData("-AsText")]
    public void With_another_reading_the_same_file_is_read_anew(string parameters)
    {
        Folder.Write("user_id,seats\nu1,5\nu2,6\n");
        ImportWhole();
        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);

        // What becomes of them there, a property of another type among it, is not the point.
        ImportSummary summary = Summary(Import(parameters));
        Assert.Equal((2, 0), (summary.Read, summary.Unchanged));
    }

    [Fact]
    public void A_column_that_was_blank_until_now_is_typed_by_its_first_cells()
    {
        Folder.Write("user_id,seats\nu1,\nu2,\n");
        ImportWhole();
        ImportWhole();
        Folder.Write("user_id,seats\nu1,\nu2,\nu3,12\n");
        AssertCounts(ImportWhole(), sent: 1, unchanged: 2);
        Assert.Equal("12", Json("u3", "seats"));
    }

    [Fact]
    public void What_was_written_to_the_journal_since_is_looked_at_although_the_file_is_the_same()
    {
        Folder.Write("user_id,seats\nu1,5\nu2,6\n");
        Folder.Write("user_id,seats\nu1,7\n", "other.csv");
        ImportWhole("-JournalPath all.journy");
        AssertCounts(ImportWhole("-JournalPath all.journy", "other.csv"), sent: 1);
        AssertCounts(ImportWhole("-JournalPath all.journy"), sent: 1, unchanged: 1);
        Assert.Equal("5", Json("u1", "seats"));
    }

    [Fact]
    public void For_a_file_that_is_known_as_a_whole_only_the_end_of_the_journal_is_read()
    {
        Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(0, 600).Select(row => $"u{row},{row}\n")));
        ImportWhole();
        string path = Folder.File("users.csv.journy");
        byte[] journal = File.ReadAllBytes(path);
        journal[journal.Length / 2] ^= 1;
        File.WriteAllBytes(path, journal);

        AssertCounts(ImportWhole(), sent: 0, unchanged: 600);
        Assert.Equal(journal, File.ReadAllBytes(path));

        // As soon as a row must be looked up, all of the journal must be whole.
        File.AppendAllText(Folder.File("users.csv"), "n,1\n");
        Assert.StartsWith("Journy.JournalDamaged,", Import().Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(600, Writes.Count);

        journal[journal.Length / 2] ^= 1;
        File.WriteAllBytes(path, journal);
        AssertCounts(ImportWhole(), sent: 1, unchanged: 600);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 601);
    }

    [Fact]
    public void A_journal_without_the_head_at_its_end_is_read_from_its_beginning()
    {
        Folder.Write("user_id,seats\nu1,5\nu2,6\n");
        ImportWhole();
        string path = Folder.File("users.csv.journy");
        string[] lines = File.ReadAllLines(path);
        string[] whole = lines[^1].Split(' ');
        string[] others = [.. lines.Take(lines.ToList().FindLastIndex(line => line.StartsWith("J ", StringComparison.Ordinal)))];
        File.WriteAllText(
            path,
            string.Concat(others.Select(line => line + "\n"))
                + Encoding.ASCII.GetString(JournalLine.Write(JournalOp.OptionalField, [.. whole[1..^2]])));

        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
        File.AppendAllText(Folder.File("users.csv"), "n,1\n");
        AssertCounts(ImportWhole(), sent: 1, unchanged: 2);
    }

    [Fact]
    public void A_file_whose_rows_change_their_places_does_not_let_the_journal_grow_for_ever()
    {
        string[] rows = [.. Enumerable.Range(0, 5).Select(row => $"u{row},{row}\n")];
        long first = 0;
        for (int night = 0; night < 30; night++)
        {
            Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(0, 5).Select(row => rows[(row + night) % 5])));
            AssertCounts(ImportWhole(), sent: night == 0 ? 5 : 0, unchanged: night == 0 ? 0 : 5);
            long length = new FileInfo(Folder.File("users.csv.journy")).Length;
            first = night == 0 ? length : first;
            Assert.InRange(length, 1, 3 * first);
        }
    }

    [Fact]
    public void What_a_version_that_does_not_know_it_wrote_anew_is_known()
    {
        Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"u{row},{row}\n")));
        ImportWhole();
        string path = Folder.File("users.csv.journy");
        string[] rows = JournalLines("h rows ")[0].Split(' ');
        string escaped = Encoding.ASCII.GetString(
            JournalLine.Write(JournalOp.OptionalField, rows[1], rows[2], Uri.EscapeDataString(rows[3])));
        Assert.Contains("%", escaped, StringComparison.Ordinal);
        File.WriteAllText(
            path,
            string.Concat(
                File.ReadAllLines(path)
                    .Where(line => !Memory.Any(memory => line.StartsWith(memory, StringComparison.Ordinal)))
                    .Select(line => line + "\n"))
                + escaped);

        AssertCounts(ImportWhole(), sent: 0, unchanged: 100);
        Assert.Equal(escaped.TrimEnd('\n'), Assert.Single(JournalLines("h rows ")));
    }

    [Fact]
    public void What_is_no_such_line_is_no_journal()
    {
        Folder.Write("user_id,seats\nu1,5\n");
        ImportWhole();
        File.AppendAllText(
            Folder.File("users.csv.journy"), Encoding.ASCII.GetString(JournalLine.Write(JournalOp.OptionalField, "rows", "0", "?")));
        Assert.StartsWith("Journy.JournalMismatch,", Import().Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string[] JournalLines(string start) =>
        [.. File.ReadAllLines(Folder.File("users.csv.journy")).Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    // Of the same bytes, another parameter makes other rows: other values, other people, more or fewer of them, or some that fail.
    public static TheoryData<string, string, string, string> Parameters => new()
    {
        { "User", "user_id,seats\nu1,5\nu2,6\n", "", "-PropertyType @{ seats = 'Text' }" },
        { "User", "user_id,plan\nu1,Pro\nu2,Free\n", "", "-PropertyMap @{ plan = 'tier' }" },
        { "User", "user_id,plan\nu1,Pro\nu2,Free\n", "-PropertyMap @{ plan = 'tier' }", "-PropertyMap @{ plan = 'Tier' }" },
        { "User", "id,email,plan\nu1,u1@example.com,Pro\n", "-PropertyMap @{ id = 'user_id' }", "" },
        { "User", "user_id,plan,seats\nu1,Pro,5\n", "", "-IncludeProperty plan" },
        { "User", "user_id,plan,seats\nu1,Pro,5\n", "-ExcludeProperty plan", "-ExcludeProperty seats" },
        { "User", "user_id,email,plan\nu1,u1@example.com,Pro\n", "", "-ExcludeProperty email" },
        { "User", "user_id,plan\nu1,\nu2,Pro\n", "", "-BlankValue Empty" },
        { "User", "user_id,plan\nu1,\nu2,Pro\n", "-BlankValue Empty", "-BlankValue Delete -Confirm:$false" },
        { "User", "user_id,plan\nu1,Pro\n", "", "-Property @{ source = 'crm' }" },
        { "User", "user_id,plan\nu1,Pro\n", "-Property @{ source = '5' }", "-Property @{ source = 5 }" },
        { "User", "user_id,plan\nu1,Pro\n", "-Property @{ tags = 'a', 'b' }", "-Property @{ tags = 'b', 'a' }" },
        { "User", "user_id,plan\nu1,Pro\n", "-Property @{ tags = 'a', 'b' }", "-Property @{ tags = , 'a' }" },
        { "User", "user_id,plan\nu1,Pro\n", "-Property @{ plan = $null }", "-Property @{ plan = '' }" },
        { "User", "user_id,since\nu1,2026-05-01T10:00\n", "", "-TimeZone Europe/Brussels" },
        { "User", "user_id,since\nu1,2026-05-01T10:00\n", "-TimeZone Asia/Tokyo", "-TimeZone Europe/Brussels" },
        { "User", "user_id;amount\nu1;1.234\n", "", "-Culture nl-BE" },
        { "User", "user_id,since\nu1,2026-05-01\n", "", "-DateFormat yyyy-dd-MM" },
        { "User", "user_id,active\nu1,true\nu2,false\n", "", "-TrueValue false -FalseValue true" },
        { "User", "user_id,plan\nu1,NA\nu2,Pro\n", "", "-NullValue NA" },
        { "User", "user_id,plan\nu1,NA\nu2,n/a\n", "-NullValue NA", "-NullValue NA, n/a" },
        { "User", "user_id,tags\nu1,a|b;c\n", "-PropertyType @{ tags = 'List' }", "-PropertyType @{ tags = 'List' } -ListSeparator '|'" },
        { "User", "user_id,seats\nu1,5\n", "", "-AsText" },
        { "User", "u1,a;b\nu2,c;d\n", "-Header user_id, plan -Delimiter ','", "-Header user_id, plan -Delimiter ';'" },
        { "User", "user_id,plan\nu1,é\n", "", "-Encoding 1252" },
        { "User", "user_id,plan\nu1,é\n", "-Encoding 1252", "-Encoding 850" },
        { "User", "user_id,plan,x\nu1,Pro,\nu2,Free\n", "-AllowShortRows", "" },
        { "User", "u1,a\nu2,b\nu3,c\n", "-Header user_id, plan -SkipLine 1", "-Header user_id, plan" },
        { "User", "u1,a\nu2,b\nu3,c\n", "-Header user_id, plan", "-Header user_id, plan -SkipLine 2" },
        { "User", "u1,a\nu2,b\n", "-Header user_id, plan", "-Header plan, user_id" },
        { "User", "user_id,plan\nu1,a\nu2,b\n", "", "-Header user_id, plan" },
        { "User", "user_id,plan\nu1,a\nu2,b\n", "", "-Header user_id, plan -SkipLine 2" },
        { "User", "user_id,plan\nuser_id,plan\nu1,a\n", "-SkipLine 1", "" },
        { "Account", "account_id,domain,plan\na1,a1.example.com,Pro\n", "", "-ExcludeProperty domain" },
        { "AccountUser", "account_id,user_id\na1,u1\na1,u2\n", "", "-AccountId a2" },
        { "AccountUser", "account_id,user_id\na1,u1\na1,u2\n", "", "-Domain a1.example.com" },
        { "AccountUser", "account_id,user_id\na1,u1\na1,u2\n", "", "-NullValue u2" },
        { "AccountUser", "account_id,user_id\na1,u1@example.com\n", "", "-PropertyMap @{ user_id = 'email' }" },
        { "AccountUser", "a1,u1\na1,u2\n", "-Header account_id, user_id -SkipLine 1", "-Header account_id, user_id" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void With_another_parameter_each_row_of_the_very_same_bytes_has_the_fate_that_it_has_without(
        string entity, string content, string first, string second)
    {
        List<string> parameters = [];
        List<ImportSummary> summaries = [];
        foreach (string given in new[] { first, first, second, second, first })
        {
            Night night = new("rows.csv", Encoding.UTF8.GetBytes(content), given, "");
            (string Outcome, ImportSummary Summary) fast = ImportOne(FolderOf("with"), entity, night);
            (string Outcome, ImportSummary Summary) slow = ImportOne(FolderOf("without"), entity, night);
            Assert.Equal(slow.Outcome, fast.Outcome);
            Forget(JournalIn(FolderOf("without")));
            parameters.Add(given);
            summaries.Add(fast.Summary);
        }

        // The first time was complete, so that the second one read nothing; and the third differs, or this would prove nothing.
        Assert.Equal((summaries[1].Read, 0), (summaries[1].Unchanged, summaries[1].Sent));
        Assert.NotEqual((summaries[1].Read, summaries[1].Unchanged), (summaries[2].Read, summaries[2].Unchanged));
    }

    // Those say where files are, which rows are sent, and what is told; a row says the same whatever they are.
    [Fact]
    public void Each_parameter_of_imports_that_are_remembered_is_tried_or_says_nothing_of_what_a_row_means()
    {
        string[] others =
        [
            "AbsentPath", "AcceptNewKey", "Connection", "InputObject", "JournalPath", "LiteralPath", "MaxChangedPercent", "MaxErrors",
            "NoJournal",
            "OutcomeDirectory", "Path", "Preview", "PreviousPath", "ReportPath", "Resend", "SkipUnidentified", "ThrottleLimit",
            "TimeLimitMinutes",
        ];
        HashSet<string> tried =
        [
            .. Parameters.SelectMany(row =>
                System.Text.RegularExpressions.Regex.Matches($"{row.Data.Item3} {row.Data.Item4}", "(?:^| )-([A-Z][A-Za-z]+)")
                    .Select(match => match.Groups[1].Value))
        ];
        Type[] commands =
        [
            typeof(Journy.Commands.ImportJournyUserCommand),
            typeof(Journy.Commands.ImportJournyAccountCommand),
            typeof(Journy.Commands.ImportJournyAccountUserCommand)
        ];
        string[] all = [.. commands.SelectMany(command => command.GetProperties())
            .Where(property => property.IsDefined(typeof(System.Management.Automation.ParameterAttribute), inherit: true))
            .Select(property => property.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(all.Except(others), tried.Except(["Confirm"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Properties_are_the_same_in_whatever_order_they_are_given()
    {
        Folder.Write("user_id,seats\nu1,5\nu2,6\n");
        ImportWhole("-Property ([ordered] @{ a = 1; b = 2 })");
        byte[] journal = File.ReadAllBytes(Folder.File("users.csv.journy"));
        AssertCounts(ImportWhole("-Property ([ordered] @{ b = 2; a = 1 })"), sent: 0, unchanged: 2);
        Assert.Equal(journal, File.ReadAllBytes(Folder.File("users.csv.journy")));
    }

    [Fact]
    public void Wherever_a_journal_is_cut_off_each_row_has_the_fate_that_it_has_without()
    {
        Night first = new("rows.csv", Encoding.UTF8.GetBytes("user_id,plan\nu1,Pro\nu2,Free\n"), "", "");
        Night second = first with { Content = Encoding.UTF8.GetBytes("user_id,plan\nu1,Pro\nu2,Max\n") };
        ImportOne(FolderOf("with"), "User", first);
        ImportOne(FolderOf("with"), "User", second);
        byte[] journal = File.ReadAllBytes(JournalIn(FolderOf("with")));
        FolderOf("without");
        for (int length = journal.Length; length > Array.IndexOf(journal, (byte)'\n'); length--)
        {
            // Every byte where the last row was accepted and behind it; before that, lines end in no other way.
            if (length < journal.Length - 700 && length % 7 != 0)
            {
                continue;
            }

            foreach (Night night in new[] { first, second })
            {
                File.WriteAllBytes(JournalIn(FolderOf("with")), journal[..length]);
                File.WriteAllBytes(JournalIn(FolderOf("without")), journal[..length]);
                Forget(JournalIn(FolderOf("without")));
                Assert.Equal(ImportOne(FolderOf("without"), "User", night).Outcome, ImportOne(FolderOf("with"), "User", night).Outcome);
            }
        }
    }

    private static string JournalIn(string folder) => Path.Combine(folder, "rows.journy");

    private string FolderOf(string name) => Directory.CreateDirectory(Path.Combine(Folder.Path, name)).FullName;

    /// <summary>Takes out of a journal what it remembers of lines and files.</summary>
    private static void Forget(string journal)
    {
        if (File.Exists(journal))
        {
            // What stands behind the last line feed was never written to its end.
            string[] lines = File.ReadAllText(journal).Split('\n');
            File.WriteAllText(
                journal,
                string.Concat(
                    lines[..^1].Where(line => !Memory.Any(memory => line.StartsWith(memory, StringComparison.Ordinal)))
                        .Select(line => line + "\n"))
                    + lines[^1]);
        }
    }

    private void RunPairs(int pairs)
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + pairs - 1}; {SeedVariable} repeats one of them.");
        (long unchanged, long sent, long failed, int whole) = (0, 0, 0, 0);
        for (int seed = first; seed < first + (repeated is null ? pairs : 1); seed++)
        {
            Random random = new(seed);
            string entity = random.Next(10) switch { 0 => "AccountUser", 1 or 2 => "Account", _ => "User" };
            Scenario scenario = new(seed, random, entity switch
            {
                "User" => ("user_id", "email", "@"),
                "Account" => ("account_id", "domain", "."),
                _ => ("account_id", "user_id", "_"),
            });
            foreach (string folder in new[] { FolderOf("with"), FolderOf("without") })
            {
                Directory.Delete(folder, recursive: true);
            }

            try
            {
                for (int run = 0; run < 4; run++)
                {
                    Night night = scenario.Next();
                    (string Outcome, ImportSummary Summary) fast = ImportOne(FolderOf("with"), entity, night);
                    (string Outcome, ImportSummary Summary) slow = ImportOne(FolderOf("without"), entity, night);
                    Assert.Equal(slow.Outcome, fast.Outcome);
                    string journal = JournalIn(FolderOf("with"));
                    if (File.Exists(journal) && random.Next(8) == 0)
                    {
                        // As after a crash, before everything was on the disk.
                        byte[] bytes = File.ReadAllBytes(journal);
                        int length = random.Next(Math.Max(Array.IndexOf(bytes, (byte)'\n') + 1, bytes.Length - 600), bytes.Length);
                        File.WriteAllBytes(journal, bytes[..length]);
                        File.WriteAllBytes(JournalIn(FolderOf("without")), bytes[..length]);
                    }

                    Forget(JournalIn(FolderOf("without")));
                    unchanged += fast.Summary.Unchanged;
                    sent += fast.Summary.Sent;
                    failed += fast.Summary.Failed;
                    whole += File.Exists(journal)
                        && File.ReadAllLines(journal).Any(line => line.StartsWith("h whole ", StringComparison.Ordinal))
                        ? 1
                        : 0;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{unchanged} unchanged, {sent} sent, {failed} failed; {whole} files were known as a whole.");

        // Or this would prove nothing.
        Assert.True(
            repeated is not null || (unchanged > 3 * pairs && sent > 3 * pairs && failed > pairs && whole > pairs / 10),
            $"{unchanged} unchanged, {sent} sent, {failed} failed, {whole} whole");
    }

    /// <summary>Imports a night's file in a folder, and tells all that somebody can see of it.</summary>
    private (string Outcome, ImportSummary Summary) ImportOne(string folder, string entity, Night night)
    {
        string path = Path.Combine(folder, night.Name);
        File.WriteAllBytes(path, night.Content);
        File.WriteAllBytes(Path.Combine(folder, Previous), night.Previous);
        StringBuilder outcome = new();
        ImportSummary? summary = null;
        if (night.Before.Length > 0)
        {
            Command(path, night.Before);
        }

        Command(path, night.Fate.Replace("{folder}", folder, StringComparison.Ordinal));
        ImportSummary? first = summary;
        if (night.FixesFailed && first?.FailedPath is { } failed)
        {
            File.WriteAllText(failed, File.ReadAllText(failed).Replace("nobody", "fixed@example.com", StringComparison.Ordinal));
            Command(failed, "");
        }

        // By what they hold: two of one second are named in another order than two of two seconds.
        string[] written =
            [.. Directory.GetFiles(folder).Where(file => file != path && file != JournalIn(folder) && Path.GetFileName(file) != Previous)];
        outcome.AppendJoin("\n", written.Select(file => WithoutRun(File.ReadAllText(file))).Order(StringComparer.Ordinal));
        Array.ForEach(written, File.Delete);
        return (WithoutRun(outcome.ToString()).Replace("without", "with", StringComparison.Ordinal), first ?? new ImportSummary());

        // The clock says the run, and the server the number of the request.
        static string WithoutRun(string text) => System.Text.RegularExpressions.Regex.Replace(
            text, "[0-9]{8}-[0-9]{6}([.][0-9]+|-[0-9]+(?=[.]))?|[0-9a-f]{32}", "<run or request>");

        void Command(string input, string fate)
        {
            int before = Writes.Count;
            ShellResult result = Run(
                $"Import-Journy{entity} -LiteralPath '{input}' -JournalPath '{JournalIn(folder)}' "
                + $"-ThrottleLimit 1 {night.Parameters} {fate} -ErrorAction SilentlyContinue");
            summary = result.Output.Select(item => item.BaseObject).OfType<ImportSummary>().SingleOrDefault();
            outcome.AppendLine(string.Join("\n", result.Errors.Select(error => error.ToString()).Concat(result.Warnings)));
            outcome.AppendLine(result.Terminating?.ErrorRecord.ToString());
            outcome.AppendLine(string.Join("\n", Writes.Skip(before).Select(write => write.Target + " " + write.Body)));
            if (summary is not null)
            {
                AssertAddsUp(summary);
                outcome.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{summary.Read} {summary.Sent} {summary.Unchanged} {summary.Partial} {summary.Failed} {summary.Unknown} "
                    + $"{summary.NotAttempted} {summary.NotAttemptedFromLine} {summary.Deferred} {summary.Skipped} absent "
                    + $"{summary.Absent}");
            }
        }
    }

    /// <summary>One night: a file, how it is read, and what else becomes of it.</summary>
    private sealed record Night(string Name, byte[] Content, string Parameters, string Fate)
    {
        /// <summary>A command that sends nothing, in front of the import.</summary>
        public string Before { get; init; } = "";

        /// <summary>The file of the night before.</summary>
        public byte[] Previous { get; init; } = [];

        public bool FixesFailed { get; init; }
    }

    /// <summary>A file and parameters, of which anything may change from one night to the next.</summary>
    private sealed class Scenario
    {
        private static readonly string[] Cells =
        [
            "1", "5", "007", "1.5", "1,5", "true", "false", "2026-05-01", "01/05/2026", "x", "text", "", "", " ", "NA", "a;b", "\"q\"\"q\"",
            "\"a\nb\"", "é", "https://example.com/a",
        ];

        // Of the columns below, where nothing goes wrong: what other parameters read otherwise.
        private static readonly string[][] PlainCells =
            [["5", "6", "1.234"], ["x", "NA", ""], ["2026-05-01T10:00", "2026-05-02T11:30"], ["a;b|c", "é"], ["Ja", "Nee"]];

        private static readonly string[] Names = ["seats", "plan", "signed_up", "note", "active"];

        // Of its own: the workspace keeps the type of a property, and would refuse the values of later scenarios.
        private readonly string[] _names;
        private readonly int _seed;
        private readonly Random _random;
        private readonly (string Id, string Alias, string Sign) _identity;
        private readonly List<string> _columns = [];
        private readonly List<Dictionary<string, string>> _rows = [];
        private readonly List<Night> _nights = [];
        private readonly bool _isPlain;
        private readonly bool _hasHeader;
        private char _delimiter = ',';
        private Encoding _encoding = new UTF8Encoding(false);
        private string _lineEnd = "\n";
        private string _name = "rows.csv";
        private bool _endsWithinLine;
        private string _fate = "";
        private string _reading = "";
        private string _rules = "";
        private int _skipped;

        public Scenario(int seed, Random random, (string Id, string Alias, string Sign) identity)
        {
            _seed = seed;
            _random = random;
            _identity = identity;
            _isPlain = random.Next(3) == 0;
            _hasHeader = random.Next(3) > 0;
            _names = [.. Names.Select(name => $"{name}_{seed}")];
            _columns.AddRange([identity.Id, identity.Alias, .. _names.Where(_ => random.Next(4) > 0)]);
            for (int row = random.Next(2, 25); row > 0; row--)
            {
                _rows.Add(NewRow());
            }
        }

        private bool HasProperties => _identity.Sign != "_";

        /// <summary>The next night: mostly with changes, now and then an earlier one once more.</summary>
        public Night Next()
        {
            if (_nights.Count > 1 && _random.Next(6) == 0)
            {
                Night earlier = _nights[_random.Next(_nights.Count)];
                _nights.Add(earlier);
                return earlier;
            }

            int kind = _nights.Count == 0 ? 5 : _random.Next(6);
            if (kind < 2)
            {
                ChangeReading();
            }
            else if (kind < 5)
            {
                Change();
            }

            if (_nights.Count == 0 || _random.Next(4) > 0)
            {
                ChangeFate();
            }

            string names = _columns.Aggregate("", (all, name) => $"{all}{(all.Length > 0 ? ", " : "")}{name}");
            string lines = _hasHeader
                ? _skipped > 0 ? $"-Header {names} -SkipLine {_skipped}" : ""
                : $"-Header {names}{(_skipped > 0 ? $" -SkipLine {_skipped}" : "")}";
            Night night = new(
                _name,
                ToBytes(),
                $"{_reading} {_rules} {(IsJson ? "" : lines)} {(_encoding is UnicodeEncoding ? "-Encoding Unicode" : "")}",
                _fate)
            {
                Before = _random.Next(8) switch { 0 => "-Preview", 1 => "-WhatIf", _ => "" },
                Previous = _nights.Count == 0 ? [] : _nights[^1].Content,
                FixesFailed = _random.Next(5) == 0,
            };
            _nights.Add(night);
            return night;
        }

        private bool IsJson => _name.EndsWith(".jsonl", StringComparison.Ordinal);

        /// <summary>Changes how the same bytes are read.</summary>
        private void ChangeReading()
        {
            string one = _columns.Count > 2 ? _columns[_random.Next(2, _columns.Count)] : _identity.Alias;
            if (_random.Next(_hasHeader ? 4 : 2) == 0)
            {
                _skipped = _random.Next(3);
            }

            if (_random.Next(3) == 0 && _rules.Length == 0)
            {
                // They stay: a journal refuses to be read by others.
                _rules = _random.Next(HasProperties ? 5 : 1) switch
                {
                    0 => "-NullValue NA",
                    1 => "-Culture nl-BE",
                    2 => "-DateFormat dd/MM/yyyy",
                    3 => "-TrueValue Ja -FalseValue Nee",
                    _ => "-NullValue NA -TrueValue Ja",
                };
            }

            _reading = HasProperties
                ? _random.Next(18) switch
                {
                    0 => $"-PropertyType @{{ {one} = '{Any("Text", "Number", "Boolean", "DateTime", "List")}' }}",
                    1 => "-BlankValue Empty",
                    2 => "-BlankValue Delete -Confirm:$false",
                    3 => "-ListSeparator '|'",
                    4 => $"-PropertyType @{{ {one} = 'List' }} -ListSeparator '{Any("|", ";")}'",
                    5 => "-AsText",
                    6 => $"-PropertyMap @{{ {one} = '{one}_tier' }}",
                    7 => $"-IncludeProperty {one}",
                    8 => $"-ExcludeProperty {one}",
                    9 => $"-ExcludeProperty {_identity.Alias}",
                    10 => $"-Property @{{ source_{_seed} = '{Any("crm", "erp")}'; a_{_seed} = {_random.Next(2)} }}",
                    11 or 12 => $"-TimeZone {Any("Europe/Brussels", "Asia/Tokyo", "UTC")}",
                    13 => $"-Encoding {Any("1252", "850")}",
                    14 => $"-Delimiter '{_delimiter}'",
                    _ => "",
                }
                : _random.Next(6) switch
                {
                    0 => "-AccountId b1",
                    1 => "-Domain b1.example.com",
                    2 => $"-PropertyMap @{{ {_identity.Alias} = 'email' }}",
                    _ => "",
                };
        }

        private string Any(params string[] texts) => texts[_random.Next(texts.Length)];

        /// <summary>Changes one thing or some about the file.</summary>
        private void Change()
        {
            for (int changes = _random.Next(1, 3); changes > 0; changes--)
            {
                switch (_random.Next(17))
                {
                    case 0:
                        _delimiter = ",;\t"[_random.Next(3)];
                        break;
                    case 1:
                        _encoding = _random.Next(2) == 0 ? new UTF8Encoding(_random.Next(2) == 0) : new UnicodeEncoding();
                        break;
                    case 2:
                        _lineEnd = Any("\n", "\r\n", "\r");
                        break;
                    case 3:
                        _columns.Reverse(2, _columns.Count - 2);
                        break;
                    case 4:
                        int at = _random.Next(2, Math.Max(3, _columns.Count));
                        if (at < _columns.Count)
                        {
                            _columns.RemoveAt(at);
                        }

                        break;
                    case 5:
                        string name = _names[_random.Next(_names.Length)];
                        if (!_columns.Contains(name))
                        {
                            _columns.Add(name);
                        }

                        break;
                    case 6:
                        ChangeReading();
                        break;
                    case 7:
                        _endsWithinLine = !_endsWithinLine;
                        break;
                    case 8:
                        _rows.Insert(_random.Next(_rows.Count + 1), NewRow());
                        break;
                    case 9:
                        _rows.Insert(_random.Next(_rows.Count + 1), _rows[_random.Next(_rows.Count)]);
                        break;
                    case 10:
                        _rows.Reverse();
                        break;
                    case 11:
                        _rows.RemoveAt(_random.Next(_rows.Count));
                        if (_rows.Count == 0)
                        {
                            _rows.Add(NewRow());
                        }

                        break;
                    case 12:
                        _name = Any("rows.csv", "rows.csv", "rows.csv.gz", "rows.jsonl", "others.csv");
                        break;
                    case 13:
                        // A line that is no row: blank, ragged, the names once more, and rarely a quote that is not closed.
                        string line = Any(
                            "",
                            "",
                            string.Join(_delimiter, _columns),
                            $"u1{_delimiter}",
                            string.Join(_delimiter, _columns) + _delimiter + "x");
                        _rows.Insert(
                            _random.Next(_rows.Count + 1), new() { [""] = _random.Next(6) == 0 ? "u1" + _delimiter + "\"" : line });
                        break;
                    default:
                        Dictionary<string, string> row = new(_rows[_random.Next(_rows.Count)]);
                        row[_columns[_random.Next(_columns.Count)]] = Cells[_random.Next(Cells.Length)];
                        _rows[_random.Next(_rows.Count)] = row;
                        break;
                }
            }
        }

        /// <summary>Changes what becomes of rows. Not when the run ends: how many calls have ended by then, the server says.</summary>
        private void ChangeFate() => _fate = _random.Next(10) switch
        {
            0 => "-Resend",
            2 => "-SkipUnidentified",
            3 => "-AllowShortRows",
            4 when HasProperties => "-MaxChangedPercent 40",
            5 when HasProperties => "-AbsentPath '{folder}/gone.csv' -PreviousPath '{folder}/previous.csv'",
            _ => "",
        };

        private byte[] ToBytes()
        {
            if (IsJson)
            {
                return Encoding.UTF8.GetBytes(string.Concat(_rows.Select(row => row.GetValueOrDefault("") is { } line ? line + "\n"
                    : "{"
                    + string.Join(
                        ",",
                        _columns.Where(row.ContainsKey)
                            .Select(column =>
                                $"\"{column}\":{(row[column] == "5" ? "5" : System.Text.Json.JsonSerializer.Serialize(row[column]))}"))
                    + "}\n")));
            }

            StringBuilder text = new(_hasHeader ? string.Join(_delimiter, _columns) + _lineEnd : "");
            for (int row = 0; row < _rows.Count; row++)
            {
                text.Append(
                    _rows[row].GetValueOrDefault("")
                        ?? string.Join(_delimiter, _columns.Select(column => _rows[row].GetValueOrDefault(column, ""))));
                text.Append(row == _rows.Count - 1 && _endsWithinLine ? "" : _lineEnd);
            }

            byte[] bytes = [.. _encoding.GetPreamble(), .. _encoding.GetBytes(text.ToString())];
            return _name.EndsWith(".gz", StringComparison.Ordinal) ? Packed.Of(bytes) : bytes;
        }

        // Few people, so that rows meet, share addresses and move them; some rows that cannot be sent.
        private Dictionary<string, string> NewRow()
        {
            Dictionary<string, string> row = new()
            {
                [_identity.Id] = _random.Next(8) == 0 ? "" : $"u{_random.Next(30)}" + (_random.Next(20) == 0 ? " " : ""),
                [_identity.Alias] = _random.Next(3) == 0
                    ? ""
                    : _random.Next(20) == 0 ? "nobody"
                    : $"p{_random.Next(30)}{_identity.Sign}example.com",
            };
            if (_isPlain)
            {
                // Nothing goes wrong, so that files are known as a whole.
                row[_identity.Id] = $"n{_random.Next(1_000_000)}";
                row[_identity.Alias] = HasProperties ? "" : $"m{_random.Next(1_000_000)}";
            }

            for (int name = 0; name < _names.Length; name++)
            {
                row[_names[name]] = _isPlain
                    ? PlainCells[name][_random.Next(PlainCells[name].Length)]
                    : _random.Next(2) == 0 ? "5"
                    : Cells[_random.Next(Cells.Length)];
            }

            return row;
        }
    }
}
