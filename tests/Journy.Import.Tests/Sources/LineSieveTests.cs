using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Sources;

/// <summary>
/// Rows that are taken by their lines are left out, and all others are what they are without that: cells, lines and problems.
/// </summary>
public sealed class LineSieveTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_rows_are_taken_the_others_are_read_as_ever()
    {
        int first = Random.Shared.Next(1_000_000_000);
        output.WriteLine($"Seeds from {first}");
        using TempFolder folder = new();
        (int taken, int lines) = (0, 0);
        for (int seed = first; seed < first + 1500; seed++)
        {
            Random random = new(seed);
            string path = folder.Write(RandomText(random));
            bool names = random.Next(4) == 0;
            CsvSourceOptions options = new()
            {
                Delimiter = ',',
                OffersLines = true,
                AllowsShortRows = random.Next(3) == 0,
                SkipLine = names ? random.Next(3) : 0,
                Header = names ? ["a", "b", "c"] : null,
            };
            try
            {
                (int read, int left) = Compare(path, options, random);
                taken += left;
                lines += read;
            }
            catch (JournyInputException)
            {
                // No header that can be used: nothing is read either way.
                Assert.Throws<JournyInputException>(() => CsvFile.Open(path, options with { OffersLines = false }).Dispose());
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        // Or this would prove nothing.
        output.WriteLine($"{lines} rows, {taken} of them taken");
        Assert.True(taken > 1000 && lines > 3 * taken, $"{lines} rows, {taken} of them taken");
    }

    private static (int Read, int Taken) Compare(string path, CsvSourceOptions options, Random random)
    {
        (List<string> plain, string plainEnd) = Read(path, options with { OffersLines = false }, null, []);

        // Once to learn the lines, once to take some of them.
        Dictionary<LineDigest, string> known = [];
        (List<string> all, string allEnd) = Read(path, options, new Taker(known, _ => false), known);
        Assert.Equal(plain, all);
        Assert.Equal(plainEnd, allEnd);
        HashSet<LineDigest> wanted = [.. known.Keys.Where(_ => random.Next(2) == 0)];
        Taker taker = new(known, wanted.Contains);
        (List<string> some, string someEnd) = Read(path, options, taker, []);
        Assert.Equal(plainEnd, someEnd);

        // What was taken is what stands in the gaps, in its order, but for its line.
        int at = 0;
        foreach (string row in plain)
        {
            if (at < some.Count && some[at] == row)
            {
                at++;
            }
            else
            {
                Assert.Equal(row[row.IndexOf(' ', StringComparison.Ordinal)..], taker.Rows.Dequeue());
            }
        }

        Assert.Equal((some.Count, 0), (at, taker.Rows.Count));
        return (plain.Count, plain.Count - some.Count);
    }

    private static (List<string> Rows, string End) Read(
        string path, CsvSourceOptions options, Taker? taker, Dictionary<LineDigest, string> known)
    {
        List<string> rows = [];
        using CsvSource source = CsvFile.Open(path, options);
        if (taker is not null)
        {
            source.Taker = taker;
        }

        while (source.Read())
        {
            TableRow row = source.Current;
            string text = $" {string.Join("|", row.Cells)} {row.Problem?.Message}";
            rows.Add(row.Line + text);
            if (row is { Digest: { } digest, Problem: null })
            {
                known[digest] = text;
            }
        }

        return (rows, $"{source.UnreadLines} {source.OpenLine}");
    }

    private static string RandomText(Random random)
    {
        string[] cells =
        [
            "1", "x", "", " ", "\"q\"", "\"a,b\"", "\"a\nb\"", "\"a\r\nb\"", "\"a\rb\"", "\"a\"\"b\"", "5\"", "a\"b\"", "a", "b", "\"",
            "long cell " + new string('y', 40), "é"
        ];
        string[] ends = ["\n", "\n", "\n", "\r\n", "\r"];
        StringBuilder text = new("a,b,c\n");
        if (random.Next(20) == 0)
        {
            // Longer than what is looked for at a time.
            text.Append('1', random.Next(60_000, 140_000)).Append(",2,3\n");
        }

        string end = ends[random.Next(ends.Length)];
        for (int row = random.Next(30); row > 0; row--)
        {
            int count = random.Next(8) == 0 ? random.Next(6) : 3;
            text.AppendJoin(',', Enumerable.Range(0, count).Select(_ => cells[random.Next(random.Next(4) == 0 ? cells.Length : 6)]));
            text.Append(row == 1 && random.Next(2) == 0 ? "" : random.Next(10) == 0 ? ends[random.Next(ends.Length)] : end);
        }

        return text.ToString();
    }

    private sealed class Taker(IReadOnlyDictionary<LineDigest, string> known, Func<LineDigest, bool> takes) : ILineTaker
    {
        public Queue<string> Rows { get; } = [];

        public LineDigest DigestOf(char[] text, int start, int count)
        {
            // Exact, so that no test depends on a hash.
            byte[] hash = System.Security.Cryptography.SHA256.HashData(Encoding.Unicode.GetBytes(text, start, count));
            return new LineDigest(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
        }

        public bool TryTake(LineDigest digest)
        {
            if (!takes(digest))
            {
                return false;
            }

            Rows.Enqueue(known[digest]);
            return true;
        }
    }
}
