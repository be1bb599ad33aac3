using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Tests.Engine;
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

    private static readonly string[] Memory = ["h rows ", "h whole "];

    [Fact]
    public void In_60_pairs_of_runs_every_row_has_the_fate_that_it_has_without() => RunPairs(60);

    [Trait("Category", "Promise")]
    [Fact(Explicit = true)]
    public void In_2000_pairs_of_runs_every_row_has_the_fate_that_it_has_without() => RunPairs(2000);

    [Fact]
    public void An_unchanged_row_is_not_read()
    {
        Folder.Write("user_id,email,seats\n" + string.Concat(Enumerable.Range(0, 1200).Select(row => $"u{row},u{row}@example.com,{row}\n")));
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
            string.Concat(others.Select(line => line + "\n")) + Encoding.ASCII.GetString(JournalLine.Write(JournalOp.OptionalField, [.. whole[1..^2]])));

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
        string escaped = Encoding.ASCII.GetString(JournalLine.Write(JournalOp.OptionalField, rows[1], rows[2], Uri.EscapeDataString(rows[3])));
        Assert.Contains("%", escaped, StringComparison.Ordinal);
        File.WriteAllText(path, string.Concat(File.ReadAllLines(path).Where(line => !Memory.Any(memory => line.StartsWith(memory, StringComparison.Ordinal))).Select(line => line + "\n")) + escaped);

        AssertCounts(ImportWhole(), sent: 0, unchanged: 100);
        Assert.Equal(escaped.TrimEnd('\n'), Assert.Single(JournalLines("h rows ")));
    }

    [Fact]
    public void What_is_no_such_line_is_no_journal()
    {
        Folder.Write("user_id,seats\nu1,5\n");
        ImportWhole();
        File.AppendAllText(Folder.File("users.csv.journy"), Encoding.ASCII.GetString(JournalLine.Write(JournalOp.OptionalField, "rows", "0", "?")));
        Assert.StartsWith("Journy.JournalMismatch,", Import().Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string[] JournalLines(string start) =>
        [.. File.ReadAllLines(Folder.File("users.csv.journy")).Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    private void RunPairs(int pairs)
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + pairs - 1}; {SeedVariable} repeats one of them.");
        (long unchanged, long sent, long failed, int whole) = (0, 0, 0, 0);
        for (int seed = first; seed < first + (repeated is null ? pairs : 1); seed++)
        {
            Random random = new(seed);
            string entity = random.Next(5) == 0 ? "Account" : "User";
            Scenario scenario = new(seed, random, entity == "User" ? ("user_id", "email", "@") : ("account_id", "domain", "."));
            string remembered = Path.Combine(Folder.Path, "with");
            string plain = Path.Combine(Folder.Path, "without");
            foreach (string folder in new[] { remembered, plain })
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                Directory.CreateDirectory(folder);
            }

            try
            {
                for (int run = 0; run < 4; run++)
                {
                    if (run > 0 && random.Next(4) > 0)
                    {
                        scenario.Change();
                    }

                    if (run == 0 || random.Next(4) > 0)
                    {
                        scenario.ChangeFate();
                    }

                    (string Outcome, ImportSummary Summary) fast = ImportOne(remembered, entity, scenario);
                    (string Outcome, ImportSummary Summary) slow = ImportOne(plain, entity, scenario);
                    Assert.Equal(slow.Outcome, fast.Outcome);
                    string journal = Path.Combine(plain, "rows.csv.journy");
                    string[] lines = File.ReadAllLines(journal);
                    File.WriteAllText(journal, string.Concat(lines.Where(line => !Memory.Any(memory => line.StartsWith(memory, StringComparison.Ordinal))).Select(line => line + "\n")));

                    unchanged += fast.Summary.Unchanged;
                    sent += fast.Summary.Sent;
                    failed += fast.Summary.Failed;
                    whole += File.ReadAllLines(Path.Combine(remembered, "rows.csv.journy")).Any(line => line.StartsWith("h whole ", StringComparison.Ordinal)) ? 1 : 0;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{unchanged} unchanged, {sent} sent, {failed} failed; {whole} files were known as a whole.");

        // Or this would prove nothing.
        Assert.True(repeated is not null || (unchanged > 3 * pairs && sent > 3 * pairs && failed > pairs && whole > pairs / 10), $"{unchanged} unchanged, {sent} sent, {failed} failed, {whole} whole");
    }

    /// <summary>Imports the scenario's file in a folder, and tells all that somebody can see of it.</summary>
    private (string Outcome, ImportSummary Summary) ImportOne(string folder, string entity, Scenario scenario)
    {
        string path = Path.Combine(folder, "rows.csv");
        File.WriteAllBytes(path, scenario.ToBytes());
        int before = Writes.Count;
        ShellResult result = Run($"Import-Journy{entity} -LiteralPath '{path}' -ThrottleLimit 1 {scenario.Parameters} -ErrorAction SilentlyContinue -WarningAction SilentlyContinue");
        ImportSummary? summary = result.As<ImportSummary>().SingleOrDefault();
        StringBuilder outcome = new();
        outcome.AppendLine(string.Join("\n", result.Errors));
        outcome.AppendLine(string.Join("\n", Writes.Skip(before).Select(write => write.Target + " " + write.Body)));
        if (summary is null)
        {
            return (outcome.Replace("without", "with").ToString(), new ImportSummary());
        }

        outcome.AppendLine(CultureInfo.InvariantCulture, $"{summary.Read} {summary.Sent} {summary.Unchanged} {summary.Partial} {summary.Failed} {summary.NotAttempted} {summary.NotAttemptedFromLine} {summary.Skipped}");
        foreach (string? file in new[] { summary.FailedPath, summary.PartialPath, summary.UnknownPath })
        {
            if (file is not null)
            {
                // Without the run, which the clock says, and the number of the request.
                outcome.AppendLine(System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(file), "[0-9]{8}-[0-9]{6}[.][0-9]+|[0-9a-f]{32}", "<run or request>"));
                File.Delete(file);
            }
        }

        return (outcome.Replace("without", "with").ToString(), summary);
    }

    /// <summary>A file and parameters, of which anything may change from one night to the next.</summary>
    private sealed class Scenario
    {
        private static readonly string[] Cells =
        [
            "1", "5", "007", "1.5", "1,5", "true", "false", "2026-05-01", "01/05/2026", "x", "text", "", "", " ", "NA", "a;b", "\"q\"\"q\"", "\"a\nb\"", "é", "https://example.com/a",
        ];

        private static readonly string[] Names = ["seats", "plan", "signed_up", "note", "active"];

        // Of its own: the workspace keeps the type of a property, and would refuse the values of later scenarios.
        private readonly string[] _names;
        private readonly string _plan;

        private readonly Random _random;
        private readonly (string Id, string Alias, string Sign) _identity;
        private readonly List<string> _columns = [];
        private readonly List<Dictionary<string, string>> _rows = [];
        private readonly bool _isPlain;
        private char _delimiter = ',';
        private Encoding _encoding = new UTF8Encoding(false);
        private string _lineEnd = "\n";
        private bool _endsWithinLine;
        private string _fate = "";
        private string _reading = "";

        public Scenario(int seed, Random random, (string Id, string Alias, string Sign) identity)
        {
            _random = random;
            _identity = identity;
            _isPlain = random.Next(3) == 0;
            _names = [.. Names.Select(name => $"{name}_{seed}")];
            _plan = _names[1];
            _columns.AddRange([identity.Id, identity.Alias, .. _names.Where(_ => random.Next(4) > 0)]);
            for (int row = random.Next(2, 25); row > 0; row--)
            {
                _rows.Add(NewRow());
            }
        }

        public string Parameters => $"{_reading} {_fate} {(_encoding is UnicodeEncoding ? "-Encoding Unicode" : "")}";

        /// <summary>Changes one thing or some about the file and how it is read.</summary>
        public void Change()
        {
            for (int changes = _random.Next(1, 3); changes > 0; changes--)
            {
                switch (_random.Next(14))
                {
                    case 0:
                        _delimiter = ",;\t"[_random.Next(3)];
                        break;
                    case 1:
                        _encoding = _random.Next(2) == 0 ? new UTF8Encoding(_random.Next(2) == 0) : new UnicodeEncoding();
                        break;
                    case 2:
                        _lineEnd = new[] { "\n", "\r\n", "\r" }[_random.Next(3)];
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
                        _reading = _random.Next(7) switch
                        {
                            0 => $"-PropertyType @{{ {_plan} = 'Text' }}",
                            1 => "-BlankValue Empty",
                            2 => "-NullValue NA",
                            3 => "-ListSeparator '|'",
                            4 => "-AsText",
                            5 => $"-PropertyMap @{{ {_plan} = '{_plan}_tier' }}",
                            _ => "",
                        };
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
                    default:
                        Dictionary<string, string> row = new(_rows[_random.Next(_rows.Count)]);
                        row[_columns[_random.Next(_columns.Count)]] = Cells[_random.Next(Cells.Length)];
                        _rows[_random.Next(_rows.Count)] = row;
                        break;
                }
            }
        }

        /// <summary>Changes what becomes of rows.</summary>
        public void ChangeFate() => _fate = _random.Next(8) switch
        {
            0 => "-Resend",
            2 => "-SkipUnidentified",
            3 => "-AllowShortRows",
            4 => "-MaxChangedPercent 40",
            _ => "",
        };

        public byte[] ToBytes()
        {
            StringBuilder text = new(string.Join(_delimiter, _columns) + _lineEnd);
            for (int row = 0; row < _rows.Count; row++)
            {
                text.AppendJoin(_delimiter, _columns.Select(column => _rows[row].GetValueOrDefault(column, "")));
                text.Append(row == _rows.Count - 1 && _endsWithinLine ? "" : _lineEnd);
            }

            return [.. _encoding.GetPreamble(), .. _encoding.GetBytes(text.ToString())];
        }

        // Few people, so that rows meet, share addresses and move them; some rows that cannot be sent.
        private Dictionary<string, string> NewRow()
        {
            Dictionary<string, string> row = new()
            {
                [_identity.Id] = _random.Next(8) == 0 ? "" : $"u{_random.Next(30)}" + (_random.Next(20) == 0 ? " " : ""),
                [_identity.Alias] = _random.Next(3) == 0 ? "" : _random.Next(20) == 0 ? "nobody" : $"p{_random.Next(30)}{_identity.Sign}example.com",
            };
            if (_isPlain)
            {
                // Nothing goes wrong, so that files are known as a whole.
                row[_identity.Id] = $"n{_random.Next(1_000_000)}";
                row[_identity.Alias] = "";
            }

            foreach (string name in _names)
            {
                row[name] = _isPlain || _random.Next(2) == 0 ? "5" : Cells[_random.Next(Cells.Length)];
            }

            return row;
        }
    }
}
