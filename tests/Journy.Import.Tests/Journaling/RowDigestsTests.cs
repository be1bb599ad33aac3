using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>What a journal remembers of lines of files: never anything else than what a line was read as, and all of it where lines come in
/// the order in which they came before.</summary>
public sealed class RowDigestsTests
{
    private static readonly JournalOwner Owner = new(ImportEntity.User, new Uri("https://api.journy.io/"), "fingerprint");

    [Fact]
    public void Where_lines_are_new_gone_or_different_every_other_line_is_found()
    {
        using TempFolder folder = new();
        List<string> lines = [.. Enumerable.Range(0, 5_000).Select(Line)];
        Run(folder, lines, out int found);
        Assert.Equal(0, found);
        for (int night = 1; night <= 3; night++)
        {
            // One row in 10 is another one, is gone, or has a new one before it; at one place, 300 are gone.
            int known = lines.Count;
            List<string> next = [];
            for (int index = 0; index < lines.Count; index++)
            {
                if (index is > 2_000 and <= 2_300)
                {
                    known--;
                    continue;
                }

                switch (index % 30)
                {
                    case 7:
                        next.Add(Line((night * 100_000) + index));
                        known--;
                        break;
                    case 17:
                        known--;
                        break;
                    case 27:
                        next.Add(Line((night * 100_000) + index));
                        next.Add(lines[index]);
                        break;
                    default:
                        next.Add(lines[index]);
                        break;
                }
            }

            Run(folder, next, out found);
            Assert.Equal(known, found);
            lines = next;
        }
    }

    [Fact]
    public void In_another_order_all_but_some_lines_are_found()
    {
        using TempFolder folder = new();
        List<string> lines = [.. Enumerable.Range(0, 9_000).Select(Line)];
        Run(folder, lines, out _);
        lines.Reverse();
        Run(folder, lines, out int found);

        // The first one is the last that was read ahead of.
        Assert.InRange(found, 8_000, 8_999);
        Run(folder, lines, out found);
        Assert.InRange(found, 8_000, 9_000);
    }

    /// <summary>To look everywhere for them costs as much as half of all that an unchanged run does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lines_are_read_twice_only_for_rows_that_are_unchanged(bool isUnchanged)
    {
        const int Lines = 9_000;
        List<byte[]> written = [];
        List<string> lines = [.. Enumerable.Range(0, Lines).Select(Line)];
        KeepAll(new RowDigests(written.Add, (_, _) => null), lines, isUnchanged: false);

        int read = 0;
        RowDigests digests = new(_ => { }, (at, _) =>
        {
            read++;
            return written[(int)at];
        });
        for (int index = 0; index < written.Count; index++)
        {
            Assert.True(digests.Load(new ArraySegment<byte>(written[index], 0, written[index].Length - 1), index));
        }

        // Every second row says something else, or its line only stands elsewhere.
        KeepAll(digests, [.. lines.Select((line, index) => index % 2 == 0 ? line : Line(Lines + index))], isUnchanged);

        Assert.Equal(isUnchanged, read > written.Count);
    }

    [Fact]
    public void A_line_is_known_only_as_what_it_was_read_as_by_the_same_reading()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 1; round <= 40; round++)
        {
            using TempFolder folder = new();
            List<string> lines = [.. Enumerable.Range(0, random.Next(4_000)).Select(_ => Line(random.Next(6_000)))];
            Dictionary<string, HashSet<string>> kept = new() { ["first"] = [], ["second"] = [] };
            string reading = "first";
            for (int run = 1; run <= 5; run++)
            {
                if (random.Next(5) == 0)
                {
                    reading = reading == "first" ? "second" : "first";
                }

                Change(lines, random);
                bool isComplete = random.Next(3) > 0;
                HashSet<string> known = Run(folder, lines, out _, reading, isComplete, takes: random.Next(4) > 0);
                Assert.True(
                    known.IsSubsetOf(kept[reading]),
                    $"Seed {seed}, round {round}, run {run}: {known.Except(kept[reading]).FirstOrDefault()}");
                kept[reading].UnionWith(lines);
            }
        }
    }

    [Fact]
    public void What_is_out_of_date_leaves_the_journal()
    {
        using TempFolder folder = new();
        for (int night = 1; night <= 9; night++)
        {
            Run(folder, [.. Enumerable.Range(night * 3_000, 3_000).Select(Line)], out int found);
            Assert.Equal(0, found);
        }

        // 53 bytes an entry and some for a line; what is of use is a ninth of what was written.
        Assert.InRange(new System.IO.FileInfo(folder.File("journal")).Length, 3_000 * 53, 3_000 * 54 * 3);
        Run(folder, [.. Enumerable.Range(9 * 3_000, 3_000).Select(Line)], out int again);
        Assert.Equal(3_000, again);
    }

    [Fact]
    public void What_is_of_use_stays_whichever_run_wrote_it()
    {
        using TempFolder folder = new();
        List<string> first = [.. Enumerable.Range(0, 3_000).Select(Line)];
        List<string> later = [.. Enumerable.Range(3_000, 600).Select(Line)];
        Run(folder, first, out _);
        Run(folder, [.. first, .. later], out _);
        long before = new System.IO.FileInfo(folder.File("journal")).Length;

        List<string> left = [.. first.Take(100), .. later];
        Run(folder, left, out int found);
        Assert.Equal(700, found);
        Assert.InRange(new System.IO.FileInfo(folder.File("journal")).Length, 0, before / 3);
        Run(folder, left, out found);
        Assert.Equal(700, found);
    }

    private static string Line(int number) => "line " + number.ToString(CultureInfo.InvariantCulture) + "\n";

    private static void Change(List<string> lines, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                lines.Sort(StringComparer.Ordinal);
                break;
            case 1 when lines.Count > 0:
                int at = random.Next(lines.Count);
                lines.RemoveRange(at, random.Next(lines.Count - at));
                break;
            case 2:
                lines.InsertRange(
                    random.Next(lines.Count + 1), Enumerable.Range(0, random.Next(900)).Select(_ => Line(random.Next(9_000))));
                break;
            case 3:
                lines.RemoveAll(_ => random.Next(50) == 0);
                break;
            case 4 when lines.Count > 0:
                lines.AddRange(lines.GetRange(0, random.Next(lines.Count)));
                break;
            default:
                break;
        }
    }

    private static void KeepAll(RowDigests digests, List<string> lines, bool isUnchanged)
    {
        digests.BeginRun(new byte[16]);
        digests.Begin("reading");
        foreach (string line in lines)
        {
            LineDigest digest = digests.DigestOf(line.ToCharArray(), 0, line.Length);
            if (!digests.TryFind(digest, out _, out _, out _))
            {
                digests.Keep(digest, 1, 2, 3, isUnchanged);
            }
        }

        digests.WritePending();
    }

    /// <summary>Reads lines once, and keeps of each what it says.</summary>
    /// <returns>The lines that were known.</returns>
    private static HashSet<string> Run(
        TempFolder folder, List<string> lines, out int found, string reading = "reading", bool isComplete = true, bool takes = true)
    {
        HashSet<string> known = [];
        found = 0;
        using Journal journal = Journal.Open(folder.File("journal"), Owner, acceptNewKey: false);
        journal.Digests.Begin(reading);
        foreach (string line in lines)
        {
            LineDigest digest = journal.Digests.DigestOf(line.ToCharArray(), 0, line.Length);
            ulong number = ulong.Parse(line.AsSpan(5), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            if (journal.Digests.TryFind(digest, out ulong first, out ulong second, out ulong content))
            {
                Assert.Equal((number + 1, number + 2, number + 3), (first, second, content));
                known.Add(line);
                found++;
                if (takes)
                {
                    continue;
                }
            }

            journal.Digests.Keep(digest, number + 1, number + 2, number + 3, isUnchanged: true);
        }

        journal.Digests.SawAll = isComplete;
        if (isComplete)
        {
            journal.Complete();
        }
        else
        {
            journal.Digests.WritePending();
        }

        return known;
    }
}
