using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>Of which run the newest of an identity is, out of journals that are whole, cut off anywhere, and written anew.</summary>
public sealed class IdentityRunsTests
{
    private const int Users = 6;

    private static readonly JournalOwner Owner = new(ImportEntity.User, new Uri("https://api.journy.io/"), "fingerprint");
    private static readonly DateTimeOffset Start = new(2026, 4, 30, 14, 5, 0, TimeSpan.Zero);

    [Fact]
    public void A_journal_that_is_cut_off_anywhere_knows_what_its_whole_lines_say()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        for (int scenario = 0; scenario < 20; scenario++)
        {
            File.Delete(path);
            Write(path, random);
            byte[] whole = File.ReadAllBytes(path);
            int head = Array.IndexOf(whole, (byte)'\n', Array.IndexOf(whole, (byte)'K')) + 1;
            for (int cut = 0; cut < 25; cut++)
            {
                byte[] torn = whole[..random.Next(head, whole.Length + 1)];
                File.WriteAllBytes(path, torn);
                string text = System.Text.Encoding.ASCII.GetString(torn);
                AssertAges(path, NewestOf(text[..(text.LastIndexOf('\n') + 1)]), $"seed {seed}, scenario {scenario}, cut at {torn.Length}");
            }
        }
    }

    [Fact]
    public void A_journal_that_is_written_anew_has_one_line_for_each_run_and_knows_the_same()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        for (int scenario = 0; scenario < 100; scenario++)
        {
            File.Delete(path);
            Write(path, random);
            Dictionary<string, long> newest = NewestOf(File.ReadAllText(path));
            List<string> lines = [];
            using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
            {
                foreach ((JournalOp op, ulong first, _, _) in journal.Rules.Live())
                {
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{(char)op} {first}"));
                }

                Assert.Equal(journal.Rules.LiveLines, lines.Count);
                Assert.Equal(lines.Count, lines.Distinct().Count());

                // Nothing is out of date in what is complete, or it is written anew.
                journal.Complete();
            }

            AssertAges(path, newest, $"seed {seed}, scenario {scenario}");
        }
    }

    [Fact]
    public void Runs_are_in_their_order_whatever_the_clock_says()
    {
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        long last = 0;
        foreach ((int minutes, int value) in new[] { 0, 0, -60, 5, 5, -5 }.Select((minutes, value) => (minutes, value)))
        {
            using Journal journal = Journal.Open(path, Owner, acceptNewKey: false);
            journal.Rules.StartRun(Start.AddMinutes(minutes));
            Assert.True(journal.Rules.Run > last);
            last = journal.Rules.Run;
            Assert.Equal(last, RunStamp.Read(RunStamp.ToText(last)));
            Send(journal, 0, value, 0, RowEnd.Accepted);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("20260430-140500")]
    [InlineData("4.6143E+4")]
    [InlineData("20261330-140500.0000000")]
    public void What_is_no_stamp_is_none(string? text) => Assert.Equal(0, RunStamp.Read(text));

    // Some runs of new data and of old, some of whose rows are refused, or accepted in part.
    private static void Write(string path, Random random)
    {
        List<long> runs = [];
        for (int run = random.Next(2, 7); run > 0; run--)
        {
            using Journal journal = Journal.Open(path, Owner, acceptNewKey: false);
            journal.Rules.StartRun(Start.AddMinutes(random.Next(3)));
            runs.Add(journal.Rules.Run);
            for (int user = 0; user < Users; user++)
            {
                if (random.Next(3) > 0)
                {
                    Send(journal, user, random.Next(3), random.Next(3) == 0 ? runs[random.Next(runs.Count)] : 0, (RowEnd)random.Next(4));
                }
            }

            if (random.Next(4) == 0)
            {
                journal.Complete();
            }
        }
    }

    private static void Send(Journal journal, int user, int value, long run, RowEnd end)
    {
        ImportedRow row = RowOf(user, value, run);
        journal.Rules.Take(row);
        while (journal.Rules.TryDecide(out _, out RowFate fate))
        {
            if (fate == RowFate.Send)
            {
                journal.Rules.Begin(row);
                journal.Rules.End(row, end);
            }
        }
    }

    private static ImportedRow RowOf(int user, int value, long run)
    {
        ImportedRow row = new ModelRow("u" + user.ToString(CultureInfo.InvariantCulture), null, [new("p", value)]).ToImported(2);
        return new ImportedRow(row.Row with { Run = run }, row.Record);
    }

    /// <summary>The newest run that the lines of a journal say something was accepted of, by the hash of whose it is.</summary>
    private static Dictionary<string, long> NewestOf(string journal)
    {
        Dictionary<string, long> newest = [];
        long run = 0;
        foreach (string[] fields in journal.Split('\n').Select(line => line.Split(' ')))
        {
            if (fields[0] == "N")
            {
                run = long.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
            else if (fields[0] is "S" or "V")
            {
                newest[fields[1]] = Math.Max(run, newest.GetValueOrDefault(fields[1]));
            }
        }

        return newest;
    }

    private static void AssertAges(string path, Dictionary<string, long> newest, string about)
    {
        for (int user = 0; user < Users; user++)
        {
            foreach (long after in new[] { -1L, 0, 1 })
            {
                using Journal journal = Journal.Look(path, Owner, acceptNewKey: false);
                string key =
                    journal.Rules.Hash.KeysOf(RowOf(user, 0, 0).Record.Identity!).First.ToString("x16", CultureInfo.InvariantCulture);
                long known = newest.GetValueOrDefault(key);
                journal.Rules.Take(RowOf(user, 99, (known == 0 ? Start.UtcTicks : known) + after));
                journal.Rules.Finish();
                Assert.True(journal.Rules.TryDecide(out _, out RowFate fate), "Nothing is decided.");
                Assert.True(
                    fate == (after < 0 && known != 0 ? RowFate.Outdated : RowFate.Send), $"{about}: u{user}, {after} of {known}: {fate}");
            }
        }
    }
}
