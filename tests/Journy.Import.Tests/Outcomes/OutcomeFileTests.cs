using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Outcomes;
using Journy.Import.Sources;
using Xunit;

namespace Journy.Tests.Import.Outcomes;

public sealed class OutcomeFileTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2025, 3, 4, 1, 2, 3, TimeSpan.FromHours(2));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private OutcomeFile Failed(IReadOnlyList<string> columns, char delimiter = ',', string input = "users.csv", string? directory = null)
        => new(_folder.File(input), directory, "failed", Started, columns, delimiter);

    private string Written(IReadOnlyList<string> columns, params string[][] rows)
    {
        using OutcomeFile file = Failed(columns);
        foreach (string[] row in rows)
        {
            file.Write(7, row, "wrong", "r1");
        }

        return Content(file.Path!);
    }

    private static string Content(string path)
    {
        using var text = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite),
            new UTF8Encoding(false),
            detectEncodingFromByteOrderMarks: false);
        return text.ReadToEnd();
    }

    [Fact]
    public void It_is_made_with_its_first_row_beside_the_input()
    {
        using OutcomeFile file = Failed(["a", "b"]);
        Assert.Null(file.Path);
        file.RequireWritable();
        Assert.Empty(Directory.GetFiles(_folder.Path));
        file.Write(3, ["1", "x,y"], "No identity.", null, Started.UtcTicks);
        Assert.Equal(_folder.File("users.20250303-230203.failed.csv"), file.Path);
        Assert.Equal(1, file.Rows);

        // Without being closed: the row is with the operating system.
        Assert.Equal(
            "\uFEFFa,b,journy_line,journy_error,journy_request_id,journy_run\r\n1,\"x,y\",3,No identity.,,20250303-230203.0000000\r\n",
            Content(file.Path!));
    }

    [Theory]
    [InlineData("users.tsv", "users.20250303-230203.failed.csv")]
    [InlineData("my.users.csv", "my.users.20250303-230203.failed.csv")]
    [InlineData("users", "users.20250303-230203.failed.csv")]
    [InlineData("users.20240101-000000.failed.csv", "users.20250303-230203.failed.csv")]
    [InlineData("users.20240101-000000-2.partial.csv", "users.20250303-230203.failed.csv")]
    public void Its_name_is_the_input_s_with_one_run(string input, string expected)
    {
        using OutcomeFile file = Failed(["a"], input: input);
        file.Write(2, ["1"], "x", null);
        Assert.Equal(_folder.File(expected), file.Path);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        string first = _folder.Write("mine", "users.20250303-230203.failed.csv");
        string second = _folder.Write("mine", "users.20250303-230203-2.failed.csv");
        using OutcomeFile file = Failed(["a"]);
        file.RequireWritable();
        file.Write(2, ["1"], "x", null);
        Assert.Equal(_folder.File("users.20250303-230203-3.failed.csv"), file.Path);
        Assert.Equal("minemine", Content(first) + Content(second));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_names_the_way_out()
    {
        using OutcomeFile file = Failed(["a"], directory: _folder.File("none"));
        foreach (Action write in new[] { file.RequireWritable, () => file.Write(2, ["1"], "x", null) })
        {
            JournyInputException e = Assert.Throws<JournyInputException>(write);
            Assert.Equal(JournyReason.FileNotWritable, e.Reason);
            Assert.Contains("-OutcomeDirectory", e.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.File("none"), e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Own_columns_of_the_input_are_replaced()
        => Assert.Equal(
            "\uFEFF a ,b,journy_line,journy_error,journy_request_id,journy_run\r\n1,2,7,wrong,r1,\r\n".Replace(
                " a ", "\" a \"", StringComparison.Ordinal),
            Written(["Journy_Line", " a ", "journy_error ", "b", "journy_request_id"], ["99", "1", "old", "2", "r0"]));

    [Fact]
    public void Rows_are_rectangular_and_lose_nothing()
        => Assert.Equal(
            "\uFEFFa,b,journy_line,journy_error,journy_request_id,journy_run\r\n"
                + "1,\uFFFD missing cell,7,wrong,r1,\r\n"
                + "1,\"2,3,,\"\"4,5\"\" \uFFFD surplus cells\",7,wrong,r1,\r\n"
                + "1,2,7,wrong,r1,\r\n"
                + ",,7,wrong,r1,\r\n",
            Written(["a", "b"], ["1"], ["1", "2", "3", "", "4,5", "", " "], ["1", "2", "", ""], []));

    [Theory]
    [InlineData("1", "missing cell")]
    [InlineData("1,2,3", "surplus cells")]
    public void A_ragged_row_fails_again_until_it_is_mended(string row, string mark)
    {
        using OutcomeFile file = Failed(["a", "b"]);
        file.Write(2, row.Split(','), "ragged", null);
        using CsvSource source = CsvFile.Open(file.Path!);
        Assert.True(source.Read());
        Assert.Equal(JournyReason.RaggedRow, source.Current.Problem!.Reason);
        Assert.Contains("'b'", source.Current.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(mark, source.Current.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=1", "'=1")]
    [InlineData("\r\n-1", "'-1")]
    [InlineData("\u202E=1", "'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a\u001b[31mb\r\nc\u202Ed\0", "a [31mb  c d")]
    [InlineData("fine - really", "fine - really")]
    public void Own_columns_are_harmless(string text, string expected)
    {
        using OutcomeFile file = Failed(["a"]);
        file.Write(2, ["=1"], text, text);
        using CsvSource source = CsvFile.Open(file.Path!);
        Assert.True(source.Read());
        Assert.Equal(["=1", "2", expected, expected, ""], source.Current.Cells);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void A_failed_file_is_imported_as_it_is(char delimiter)
    {
        string[] columns = ["a;b,c|d\te", "#b", " c ", "=d", "Größe"];
        string[] nasty =
        [
            "", " ", "\"", "\"\"", "x \"y\" z", "a\nb", "a\r\nb", "a\rb", "\r", "\n", "#", "#x", " lead", "trail ", "\ttab", ",", ";", "|",
            "é😀Łódź", "=cmd", "+1", "-1", "@x", "\0", "\uFEFFx", "'", "5\" pipe",
            "007", "…", "\u2028", "\u00A0x",
        ];
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string[][] rows = Enumerable.Range(0, 500)
            .Select(_ => columns.Select(_ => nasty[random.Next(nasty.Length)] + nasty[random.Next(nasty.Length)]).ToArray())
            .ToArray();

        string path;
        using (OutcomeFile file = Failed(columns, delimiter))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                file.Write(i + 2, rows[i], "wrong, \"so\"", "r" + i);
            }

            path = file.Path!;
        }

        // And what fails again goes into a file of the same shape.
        for (int round = 0; round < 2; round++)
        {
            using CsvSource source = CsvFile.Open(path);
            Assert.Equal(delimiter, source.Delimiter);
            Assert.Equal(columns.Select(column => column.Trim()), source.Names);
            using OutcomeFile again = Failed(source.HeaderCells, delimiter);
            foreach (string[] row in rows)
            {
                Assert.True(source.Read());
                Assert.True(source.Current.Problem is null, source.Current.Problem?.Message);
                Assert.True(row.SequenceEqual(source.ToSourceRow(source.Current).Values), "seed " + seed);
                again.Write(source.Current.Line, source.Current.Cells, "again", null);
            }

            Assert.False(source.Read());
            Assert.Equal(columns, source.HeaderCells.Take(columns.Length));
            Assert.Equal(columns.Length + 4, source.HeaderCells.Count);
            path = again.Path!;
        }
    }

    [Fact]
    public void The_run_is_named_alike_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            using OutcomeFile file = Failed(["a"]);
            file.Write(12, ["1"], "x", null);
            Assert.EndsWith("users.20250303-230203.failed.csv", file.Path, StringComparison.Ordinal);
            Assert.Contains(",12,", Content(file.Path!), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
