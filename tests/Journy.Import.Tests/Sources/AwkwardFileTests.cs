using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Import.Sources;
using Xunit;
using Xunit.Sdk;

namespace Journy.Tests.Import.Sources;

/// <summary>What is read from each file of the corpus, cell for cell and line for line.</summary>
public sealed class AwkwardFileTests(ITestOutputHelper output) : IDisposable
{
    // The reader fills a buffer of so many characters at a time.
    private const int Buffer = 64 * 1024;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. AwkwardFiles.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_comes_with_its_cells_and_line_or_the_file_is_refused(string name)
    {
        AwkwardFile file = AwkwardFiles.All[name];
        string path = _folder.Write(file.Content);
        if (file.Refusal is var (reason, says))
        {
            JournyInputException refusal = Assert.Throws<JournyInputException>(() => CsvFile.Open(path, file.Options));
            Assert.Equal(reason, refusal.Reason);
            Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            return;
        }

        using CsvSource source = CsvFile.Open(path, file.Options);
        Assert.Equal(file.Header, source.Header);
        AssertRows(file.Rows, source);
        Assert.Equal(file.UnreadLines, source.UnreadLines);
        Assert.Equal(file.Content.Length, source.BytesRead);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n\r")]
    [InlineData("\",\"")]
    [InlineData("\"\"\"\",\"\"\"\"\r\n")]
    [InlineData("\r\n\"\r\n\"\",\r\n\"\r\n")]
    [InlineData("😀,😀")]
    public void Nothing_is_lost_where_a_buffer_ends(string piece)
    {
        foreach (int edge in new[] { Buffer, 2 * Buffer })
        {
            for (int offset = -piece.Length - 3; offset <= 2; offset++)
            {
                string before = "a,b\n";
                string text = before + new string('x', edge + offset - before.Length - 2) + ",\""
                    + piece.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" + piece + "y,z\n";
                AssertReadAs(text, $"{edge}{offset:+0;-0;+0}");
            }
        }
    }

    [Fact]
    public void A_record_may_be_as_long_as_the_limit_and_no_longer()
    {
        // The record's line end needs a place in the buffer too, and so does the first character after it.
        const int longest = CsvSource.LongestRecord - 2;
        string cell = new('x', longest - "u1,\"\"".Length);
        using (CsvSource source = CsvFile.Open(_folder.Write($"user_id,note\nu0,a\nu1,\"{cell}\"\nu2,b\n")))
        {
            AssertRows([new(2, ["u0", "a"]), new(3, ["u1", cell]), new(4, ["u2", "b"])], source);
        }

        using (CsvSource source = CsvFile.Open(_folder.Write($"user_id,note\nu0,a\nu1,\"{cell}xxx\"\nu2,b\n\nu3,c\n")))
        {
            AssertRows([new(2, ["u0", "a"]), new(3, [], JournyReason.DamagedFile)], source);
            Assert.Equal(2, source.UnreadLines);
            Assert.Contains("longer than 16777216 characters", source.Current.Problem!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_over_the_limit_is_refused()
    {
        JournyInputException refusal = Assert.Throws<JournyInputException>(
            () => CsvFile.Open(_folder.Write($"user_id,{new string('x', CsvSource.LongestRecord)}\nu1,a\n")));
        Assert.Equal(JournyReason.DamagedFile, refusal.Reason);
        Assert.InRange(refusal.Message.Length, 1, 1_000);
    }

    [Fact]
    public void Any_2000_tables_come_back_cell_for_cell_and_line_for_line()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        for (int number = 0; number < 2_000; number++)
        {
            AwkwardFile table = RandomTable.Create(random);
            try
            {
                using CsvSource source = CsvFile.Open(_folder.Write(table.Content), table.Options);
                Assert.Equal(table.Header, source.Header);
                AssertRows(table.Rows, source);
            }
            catch (Exception failure) when (failure is XunitException or JournyInputException)
            {
                Assert.Fail($"Seed {seed}, table {number}, {table.Options}: {failure.Message}");
            }
        }
    }

    [Fact]
    public void Any_2000_texts_are_read_as_the_rules_say()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        string[] pieces =
            ["a", "b", ",", ",", "\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\t", "#", "\0", "é", "😀", "x,y\n", ",\"", "\",", "\"\n"];
        for (int file = 0; file < 2_000; file++)
        {
            StringBuilder text = new("a,b\n");
            if (file % 16 == 0)
            {
                // All of it around the end of a buffer.
                text.Append('x', Buffer - random.Next(60) - text.Length).Append(",y\n");
            }

            for (int left = random.Next(40); left > 0; left--)
            {
                text.Append(pieces[random.Next(pieces.Length)]);
            }

            AssertReadAs(text.ToString(), $"seed {seed}, file {file}");
        }
    }

    private static void AssertRows(IReadOnlyList<AwkwardRow> expected, CsvSource source)
    {
        foreach (AwkwardRow row in expected)
        {
            Assert.True(source.Read(), $"The row of line {row.Line} is missing.");
            TableRow read = source.Current;
            if (read.Line == row.Line && read.Problem is null && row.Reason is null && read.Cells.SequenceEqual(row.Cells))
            {
                // The assertions below would take most of the time of a test with many rows.
                continue;
            }

            Assert.Equal(row.Line, read.Line);
            Assert.Equal(row.Cells, read.Cells);
            Assert.Equal(row.Reason, read.Problem?.Reason);
            Assert.StartsWith($"Line {row.Line}: ", read.Problem!.Message, StringComparison.Ordinal);
        }

        Assert.False(source.Read(), $"There is a row too many, at line {source.Current.Line}.");
    }

    /// <summary>What is wrong with a row of names, white space and quotes: nothing around a name makes another of it.</summary>
    private static JournyReason? ReasonOf(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    {
        string[] bare = [.. cells.Select(cell => cell.Trim(' ', '\t', '\r', '\n', '"'))];
        return bare.SequenceEqual(header) ? JournyReason.NotARow
            : bare.Order(StringComparer.Ordinal).SequenceEqual(header.Order(StringComparer.Ordinal)) ? JournyReason.DamagedFile
            : cells.Count != header.Count ? JournyReason.RaggedRow
            : null;
    }

    private void AssertReadAs(string text, string what)
    {
        PlainCsv expected = PlainCsv.Read(text, ',');
        using CsvSource source = CsvFile.Open(_folder.Write(text), new CsvSourceOptions { Delimiter = ',' });
        for (int index = 1; index < expected.Records.Count; index++)
        {
            (long line, IReadOnlyList<string> written) = expected.Records[index];
            if (written.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            // Blank cells behind the last column are none.
            IReadOnlyList<string> cells = written.Skip(2).All(string.IsNullOrWhiteSpace) ? [.. written.Take(2)] : written;
            Assert.True(source.Read(), $"{what}: line {line} is missing.");
            JournyReason? reason = ReasonOf(expected.Records[0].Cells, cells);
            Assert.True(
                source.Current.Problem?.Reason == reason, $"{what}: line {line} is {source.Current.Problem?.Reason}, and not {reason}.");
            Assert.True(
                source.Current.Line == line && source.Current.Cells.SequenceEqual(cells),
                $"{what}: line {line} is {string.Join('|', cells)}, and not line {source.Current.Line} with "
                + $"{string.Join('|', source.Current.Cells)}. "
                + $"The end of the text: {text[^Math.Min(text.Length, 200)..]}");
            if (reason == JournyReason.DamagedFile)
            {
                // The cells of the rows below belong to other columns than the header says.
                Assert.Equal(expected.LinesAfter(line), source.UnreadLines);
                Assert.False(source.Read(), $"{what}: a row below the names in another order.");
                return;
            }
        }

        if (expected.DamagedLine is long damaged)
        {
            Assert.True(source.Read(), $"{what}: line {damaged} is damaged.");
            Assert.Equal((damaged, JournyReason.DamagedFile), (source.Current.Line, source.Current.Problem?.Reason));
            Assert.Equal(expected.LinesAfter(damaged), source.UnreadLines);
        }

        Assert.False(source.Read(), $"{what}: a row too many.");
    }
}
