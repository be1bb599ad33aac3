using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A row of an outcome file does not replace what a later import had accepted.</summary>
public sealed class OlderRowTests : ImportTest
{
    // To see a failure again: its seed here.
    private const string SeedVariable = "JOURNY_TEST_SEED";

    [Fact]
    public void An_old_row_is_named_and_not_sent_unless_it_is_resent()
    {
        ImportText("user_id,email,plan\nu1,u1@example.com,Basic\nu2,u2@example.com,Basic\n").ThrowIfFailed();
        ImportSummary old = Summary(ImportText("user_id,email,plan\nu1,no address,Trial\nu2,no address,Trial\n"));
        AssertCounts(old, sent: 0, failed: 2);
        AssertCounts(Summary(ImportText("user_id,email,plan\nu1,u1@example.com,Pro\n").ThrowIfFailed()), sent: 1);
        Fix(
            old.FailedPath!,
            row => row.Replace(
                "no address",
                row.StartsWith("u1", StringComparison.Ordinal) ? "u1@example.com" : "u2@example.com",
                StringComparison.Ordinal));

        ImportPreview preview = Run($"{old.RetryCommand} -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Equal((1, 1), (preview.ToSend, preview.Invalid));
        ShellResult result = Run(old.RetryCommand!);

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1);
        Assert.Equal(["plan=\"Pro\""], Properties("u1"));
        Assert.Equal(["plan=\"Trial\""], Properties("u2"));
        string warning = Assert.Single(result.Warnings);
        AssertSays(warning, "1 row was not sent", "user u1", "-Resend", summary.FailedPath!);

        // The command of the error would fail in the same way.
        AssertSays(result.Error.ToString(), "would be too old once more");
        Assert.DoesNotContain("-LiteralPath", result.Error.ToString(), StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> row = Assert.Single(CsvTable.Read(summary.FailedPath!).Rows);
        AssertSays(row["journy_error"], "user u1", "-Resend");
        Assert.Equal(CsvTable.Read(old.FailedPath!).Rows[0]["journy_run"], row["journy_run"]);

        // The new file is as old as the first one.
        AssertCounts(Summary(Run(summary.RetryCommand!)), sent: 0, failed: 1);
        string command = warning[warning.IndexOf("Import-JournyUser", StringComparison.Ordinal)..];
        AssertCounts(Summary(Run(command).ThrowIfFailed()), sent: 1);
        Assert.Equal(["plan=\"Trial\""], Properties("u1"));
    }

    [Theory]
    [InlineData("Import-JournyUser renamed.csv -JournalPath users.csv.journy")]
    [InlineData(
        "[pscustomobject]@{ user_id = 'u1'; email = 'u1@example.com'; plan = 'Trial'; Journy_Run = '{0}' } | "
        + "Import-JournyUser -JournalPath users.csv.journy")]
    public void An_old_row_is_known_by_its_run_whatever_its_file_is_called(string command)
    {
        ImportSummary old = Summary(ImportText("user_id,email,plan\nu1,no address,Trial\n"));
        ImportText("user_id,email,plan\nu1,u1@example.com,Pro\n").ThrowIfFailed();
        Fix(old.FailedPath!, row => row.Replace("no address", "u1@example.com", StringComparison.Ordinal));
        File.Move(old.FailedPath!, Folder.File("renamed.csv"));
        command = command.Replace("{0}", CsvTable.Read(Folder.File("renamed.csv")).Rows[0]["journy_run"], StringComparison.Ordinal);

        AssertCounts(Summary(Run(command)), sent: 0, failed: 1);
        AssertCounts(Summary(Run(command + " -Resend").ThrowIfFailed()), sent: 1);
    }

    [Fact]
    public void Without_its_run_s_column_a_file_is_as_old_as_its_name_says()
    {
        ImportText("user_id,plan\nu1,Pro\n").ThrowIfFailed();
        File.WriteAllText(Folder.File("users.20200101-000000.failed.csv"), "user_id,plan\nu1,Trial\nu2,Trial\n");

        AssertCounts(Summary(Run("Import-JournyUser users.20200101-000000.failed.csv")), sent: 1, failed: 1);
        Assert.Equal(["plan=\"Pro\""], Properties("u1"));
    }

    [Fact]
    public void A_row_that_is_unchanged_confirms_what_is_newer_with_one_line_of_the_journal()
    {
        // Enough of them, so that the journal is not made smaller.
        string current = "user_id,seats\nu1,5\n" + string.Concat(Enumerable.Range(2, 49).Select(number => $"u{number},6\n"));
        ImportText(current).ThrowIfFailed();
        ImportSummary old = Summary(ImportText(current.Replace("u1,5", "u1,many", StringComparison.Ordinal)));
        AssertCounts(old, sent: 0, failed: 1, unchanged: 49);
        string[] before = File.ReadAllLines(Folder.File("users.csv.journy"));
        AssertCounts(Summary(ImportText(current).ThrowIfFailed()), sent: 0, unchanged: 50);
        string[] after = File.ReadAllLines(Folder.File("users.csv.journy"));

        // Of the run, and of the one user of whom a row waits; then the file as a whole, with the head. The next night needs none.
        Assert.Equal("NVJKThhh", string.Concat(after.Skip(before.Length).Select(line => line[0])));
        AssertCounts(Summary(ImportText(current).ThrowIfFailed()), sent: 0, unchanged: 50);
        Assert.Equal(after, File.ReadAllLines(Folder.File("users.csv.journy")));
        Fix(old.FailedPath!, row => row.Replace("many", "9", StringComparison.Ordinal));
        AssertCounts(Summary(Run(old.RetryCommand!)), sent: 0, failed: 1);
    }

    [Fact]
    public void Events_and_memberships_replace_nothing()
    {
        Folder.Write("account_id,email\na1,no address\n", "m.csv");
        string failed = Summary(Run("Import-JournyAccountUser m.csv")).FailedPath!;
        Folder.Write("account_id,email\na1,u1@example.com\n", "m.csv");
        Run("Import-JournyAccountUser m.csv").ThrowIfFailed();
        Fix(failed, row => row.Replace("no address", "u1@example.com", StringComparison.Ordinal));
        AssertCounts(Summary(Run($"Import-JournyAccountUser {failed}").ThrowIfFailed()), sent: 0, unchanged: 1);
    }

    [Fact]
    public void The_newest_information_wins_in_whatever_order_files_are_mended() => RunSequences(60, atLeast: 25);

    [Trait("Category", "Promise")]
    [Fact(Explicit = true)]
    public void In_1000_sequences_of_nights_and_mended_files_the_newest_information_wins() => RunSequences(1000, atLeast: 1000);

    // Not every sequence comes to a row that is too old: enough of them, so that their number is no matter of chance.
    private void RunSequences(int sequences, int atLeast)
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + sequences - 1}; {SeedVariable} repeats one of them.");
        HashSet<string> refused = [];
        Emulator.Faults.Add(request => refused.Any(text => request.Body?.Contains(text, StringComparison.Ordinal) == true)
            ? Fault.Error(400, "Refused.")
            : null);
        (int outdated, int corrected) = (0, 0);
        for (int seed = first; seed < first + (repeated is null ? sequences : 1); seed++)
        {
            Sequence sequence = new(this, seed, refused);
            try
            {
                sequence.Run();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}{Environment.NewLine}{sequence.Story}", exception);
            }

            outdated += sequence.Outdated;
            corrected += sequence.Fixed;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{corrected} fixed rows were sent, {outdated} were too old.");
        Assert.True(repeated is not null || (outdated > atLeast && corrected > atLeast), $"{outdated} outdated, {corrected} corrected");
    }

    private static void Fix(string path, Func<string, string> fix)
    {
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(
            path, string.Join("\r\n", lines.Select((line, index) => index == 0 ? line : fix(line))) + "\r\n", new UTF8Encoding(true));
    }

    /// <summary>Nights of one file and fixed files between them, and what each user must be afterwards: what the newest of the
    /// nights said that was accepted.</summary>
    private sealed class Sequence(OlderRowTests test, int seed, HashSet<string> refused)
    {
        private const int Users = 4;

        private readonly Random _random = new(seed);
        private readonly StringBuilder _story = new();

        // By user: what is stored, and of which night.
        private readonly Dictionary<string, (string Value, int Night)> _stored = [];

        // After a refused call the journal does not rely on what is stored.
        private readonly HashSet<string> _inDoubt = [];

        // Files that are not fixed yet, with each row's user, value and night.
        private readonly List<(string Path, List<(string User, string Value, int Night)> Rows)> _files = [];

        private int _values;
        private int _night;

        public string Story => _story.ToString();

        public int Outdated { get; private set; }

        public int Fixed { get; private set; }

        public void Run()
        {
            int steps = _random.Next(6, 16);
            for (_night = 1; _night <= steps; _night++)
            {
                if (_files.Count > 0 && _random.Next(2) == 0)
                {
                    FixOne();
                }
                else
                {
                    Night(_night);
                }

                foreach ((string user, (string value, _)) in _stored)
                {
                    Assert.Equal($"\"{value}\"", test.Json(user, "plan"));
                }
            }
        }

        private string Name => $"s{seed}.csv";

        // Seldom a new value, so that rows are often unchanged or go back to what was.
        private string NextValue(string user) => $"{user}v{(_random.Next(3) == 0 ? ++_values : _random.Next(_values + 1))}";

        private void Night(int night)
        {
            List<(string User, string Value, int Night)> rows = [];
            foreach (int number in Enumerable.Range(0, Users).Where(_ => _random.Next(3) > 0))
            {
                string user = $"s{seed}u{number}";
                rows.Add((user, NextValue(user), night));
            }

            Import(rows, Name, "user_id,email,plan", row => $"{row.User},{{0}},{row.Value}");
        }

        private void FixOne()
        {
            int index = _random.Next(_files.Count);
            (string path, List<(string User, string Value, int Night)> rows) = _files[index];
            _files.RemoveAt(index);
            Dictionary<string, string> runs = CsvTable.Read(path).Rows.ToDictionary(row => row["user_id"], row => row["journy_run"]);

            // What the user writes there may be something else than what stood there.
            List<(string User, string Value, int Night)> corrected =
                [.. rows.Select(row => (row.User, _random.Next(3) == 0 ? NextValue(row.User) : row.Value, row.Night))];
            Import(
                corrected,
                Path.GetFileName(path),
                "user_id,email,plan,journy_run",
                row => $"{row.User},{{0}},{row.Value},{runs[row.User]}");
        }

        private void Import(
            List<(string User, string Value, int Night)> rows,
            string file,
            string header,
            Func<(string User, string Value, int Night), string> line)
        {
            refused.Clear();
            List<(string User, string Value, int Night)> failed = [];
            StringBuilder text = new(header + "\n");
            foreach ((string User, string Value, int Night) row in rows)
            {
                string email = "";
                bool isKnown = _stored.TryGetValue(row.User, out (string Value, int Night) stored);
                bool isOld = isKnown && stored.Night > row.Night;
                switch (_random.Next(5))
                {
                    case 0:
                        email = "no address";
                        failed.Add(row);
                        break;
                    case 1 when isKnown && stored.Value == row.Value:
                    case var _ when isOld:
                        // Unchanged, or too old: no call is made that could be refused.
                        if (stored.Value != row.Value || (isOld && _inDoubt.Contains(row.User)))
                        {
                            failed.Add(row);
                            Outdated++;
                        }

                        Confirm(row);
                        break;
                    case 1:
                        refused.Add($"\"{row.Value}\"");
                        _inDoubt.Add(row.User);
                        failed.Add(row);
                        break;
                    default:
                        Confirm(row);
                        break;
                }

                text.AppendFormat(CultureInfo.InvariantCulture, line(row), email).Append('\n');
            }

            test.Folder.Write(text.ToString(), file);
            _story.AppendLine(CultureInfo.InvariantCulture, $"{file}, refused {string.Join(' ', refused)}:").Append(text);
            ImportSummary summary = Summary(test.Run(
                $"Import-JournyUser {file} -ThrottleLimit {_random.Next(1, 5)} -ErrorAction SilentlyContinue "
                + "-WarningAction SilentlyContinue"));
            _story.AppendLine(
                CultureInfo.InvariantCulture, $"  {summary.Sent} sent, {summary.Unchanged} unchanged, {summary.Failed} failed");
            Assert.Equal(failed.Count, summary.Failed);
            if (summary.FailedPath is { } path)
            {
                _files.Add((path, failed));
            }
        }

        private void Confirm((string User, string Value, int Night) row)
        {
            if (_stored.TryGetValue(row.User, out (string Value, int Night) stored) && stored.Night > row.Night)
            {
                return;
            }

            Fixed += row.Night < _night ? 1 : 0;
            _stored[row.User] = (row.Value, row.Night);
            _inDoubt.Remove(row.User);
        }
    }
}
