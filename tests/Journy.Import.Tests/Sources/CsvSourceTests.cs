using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Sources;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static List<TableRow> Rows(string path, CsvSourceOptions? options = null)
    {
        using CsvSource source = CsvFile.Open(path, options);
        return Rows(source);
    }

    private static List<TableRow> Rows(IRowSource source)
    {
        var rows = new List<TableRow>();
        while (source.Read())
        {
            rows.Add(source.Current);
        }

        return rows;
    }

    // One row as "line:cell|cell", with its line ends visible.
    private static string Shown(TableRow row)
        => row.Line + ":" + (row.Problem is null ? "" : row.Problem.Reason + ":") + string.Join("|", row.Cells)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\0", "\\0", StringComparison.Ordinal);

    /// <summary>What is in the file, and the rows that must come out: line, reason, cells.</summary>
    public static TheoryData<string, string, string[]> Awkward => new()
    {
        { "LF", "a,b\n1,2\n3,4\n", ["2:1|2", "3:3|4"] },
        { "CRLF", "a,b\r\n1,2\r\n3,4\r\n", ["2:1|2", "3:3|4"] },
        { "CR alone", "a,b\r1,2\r3,4\r", ["2:1|2", "3:3|4"] },
        { "no line end at the end", "a,b\n1,2", ["2:1|2"] },
        { "header alone", "a,b\n", [] },
        { "header alone without a line end", "a,b", [] },
        { "row that begins with #", "a,b\n#1,2\n# a comment,it is not\n3,4\n", ["2:#1|2", "3:# a comment|it is not", "4:3|4"] },
        { "header that begins with #", "#a,b\n1,2\n", ["2:1|2"] },
        {
            "NUL, and the odd characters that could be taken for a comment",
            "a,b\n\0x,1\n\uFFFFy,2\nz\0,3\n\uFEFFw,4\n",
            ["2:\\0x|1", "3:\uFFFFy|2", "4:z\\0|3", "5:\uFEFFw|4"]
        },
        { "blank lines are no rows, but lines", "a,b\n\n1,2\n\n \t\n3,4\n\n", ["3:1|2", "6:3|4"] },
        { "blank lines, CRLF", "a,b\r\n\r\n1,2\r\n\r\n\r\n3,4\r\n", ["3:1|2", "6:3|4"] },
        { "blank lines in one column", "a\n\n1\n  \n2\n", ["3:1", "5:2"] },
        { "an empty pair of quotes is no row", "a\n\"\"\n1\n\"\"", ["3:1"] },
        { "a line of delimiters is no row", "a,b\n,\n1,2\n\" \", \n,,,\n3,4\n", ["3:1|2", "6:3|4"] },
        { "a nameless column at the end", "a,b, ,\n1,2,,\n3,4\n5,6,x,\n", ["2:1|2", "3:3|4", "4:RaggedRow:5|6|x|"] },
        { "line ends in cells", "a,b\n\"x\ny\",2\n3,\"p\r\nq\rr\"\n5,6\n", ["2:x\\ny|2", "4:3|p\\r\\nq\\rr", "7:5|6"] },
        { "line ends in the header", "a,\"b\nc\"\n1,2\n", ["3:1|2"] },
        { "quotes", "a,b\n\"x \"\"y\"\"\",\"\"\"\"\n5\" pipe,6\"\n \"p\", q \n", ["2:x \"y\"|\"", "3:5\" pipe|6\"", "4: \"p\"| q "] },
        { "white space stays", "a,b\n 1 ,\t2\n", ["2: 1 |\t2"] },
        { "too few cells", "a,b,c\n1,2\n4,5,6\n", ["2:RaggedRow:1|2", "3:4|5|6"] },
        { "too many cells", "a,b\n1,2,3,\n3,4\n", ["2:RaggedRow:1|2|3|", "3:3|4"] },
        { "blank cells too many", "a,b\n1,2, \n3,4\n", ["2:1|2", "3:3|4"] },
        { "non-ASCII", "näme,b\nŁódź,😀\n", ["2:Łódź|😀"] },
        { "undecodable cell", "a,b\nM\uFFFDller,2\n3,4\n", ["2:InvalidEncoding:M\uFFFDller|2", "3:3|4"] },
        { "junk behind a closing quote", "a,b\n1,2\n3,\"x\"y\n5,6\n\n7,8\n", ["2:1|2", "3:DamagedFile:"] },
        { "space behind a closing quote", "a,b\n\"1\" ,2\n3,4\n", ["2:DamagedFile:"] },
        { "unclosed quote", "a,b\n1,2\n3,\"x\n5,6\n7,8\n", ["2:1|2", "3:DamagedFile:"] },
        { "unclosed quote that a later one ends badly", "a,b\n\n1,\"x\n3,4\n5,\"y\"\n7,8\n", ["3:DamagedFile:"] },
        { "semicolons", "a;b\n1,5;2\n", ["2:1,5|2"] },
        { "tabs", "a\tb\n1,5\t2\n", ["2:1,5|2"] },
        { "bars", "a|b\n1,5|2\n", ["2:1,5|2"] },
        { "delimiters in quoted names do not count", "\"a;b;c\",\"d;\"\"e\"\n1,2\n", ["2:1|2"] },
    };

    [Theory]
    [MemberData(nameof(Awkward))]
    public void Every_row_comes_with_its_line_and_cells(string what, string content, string[] expected)
        => Assert.True(
            expected.SequenceEqual(Rows(_folder.Write(content)).Select(Shown)),
            what + ": " + string.Join(" / ", Rows(_folder.Write(content)).Select(Shown)));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\uFEFF", "blank")]
    [InlineData("\n", "blank")]
    [InlineData("\r\n1,2\r\n", "blank")]
    [InlineData(" , \n1,2\n", "blank")]
    [InlineData("a,,c,\n1,2,3,4\n", "column 2 has no name")]
    [InlineData("a,,b\n1,2,\n", "column 2 has no name")]
    [InlineData("a,,b\n1,2,\n", "To name the columns here, add -SkipLine 1 -Header 'a', 'column 2', 'b'")]
    [InlineData("sep=;\na;\"b\nc\";a\n1;2;3\n", "add -SkipLine 3 -Header 'a', \"b`nc\", 'a 2'")]
    [InlineData("a,b,A\n1,2,3\n", "columns 1, 3 are all named 'a'")]
    [InlineData("a,b, a \n1,2,3\n", "columns 1, 3 are all named 'a'")]
    [InlineData("PK\u0003\u0004\u0014\0\u0006,x\n", "CSV UTF-8")]
    public void A_header_that_cannot_be_used_is_refused(string content, string expected)
    {
        string path = _folder.Write(content);
        JournyInputException e = Assert.Throws<JournyInputException>(() => CsvFile.Open(path));
        Assert.Equal(JournyReason.InvalidHeader, e.Reason);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version:v1.0,,,\nName,Email,City,Plan\nA,a@x.org,C,D\nB,b@x.org,,D\n", 1, ',')]
    [InlineData("Notes:\n\"When exporting, some, addresses\"\n\nFirst Name,Last Name,URL\nA,B,C\n", 3, ',')]
    [InlineData("Sales, by region\nGenerated 2025-01-02\n\nNaam;Klant, nr;Plaats;Bedrag\nA;B;C;1,5\nD;E;F;2,5\n", 3, ';')]
    [InlineData("\n\nName,Email\nA,a@x.org\n", 2, ',')]
    [InlineData("#TYPE x\nReport\nName\tEmail\nA\ta@x.org\n", 2, '\t')]
    [InlineData("email\na@x.org,A,B\nName,Other,Third\nx,y,z\n", null, ',')]
    [InlineData("user_id,note\nName,Other,Third\nx,y,z\na,b,c\n", null, ',')]
    [InlineData("a,b,2024\nx,y,z\np,q,r\n", null, ',')]
    [InlineData("Klantnummer\n1\n2\n", null, ',')]
    public void A_header_further_down_is_found_and_not_taken(string content, int? lines, char delimiter)
    {
        string path = _folder.Write(content);
        CsvHead Head(bool finds)
        {
            using TailReader reader = new(new StringReader(content));
            return CsvHead.Read(reader, new CsvSourceOptions { FindsHeader = finds });
        }

        Assert.Equal((lines, delimiter), (Head(true).LikelyLines, Head(true).Delimiter));
        if (lines is null)
        {
            using CsvSource source = CsvFile.Open(path, new CsvSourceOptions { FindsHeader = true });
            Assert.Equal((null, null), (source.LikelyLines, source.FoundLines));
            return;
        }

        using CsvSource found = CsvFile.Open(path, new CsvSourceOptions { FindsHeader = true });
        using CsvSource skipped = CsvFile.Open(path, new CsvSourceOptions { SkipLine = lines.Value });
        Assert.Equal((lines, delimiter), (found.FoundLines, found.Delimiter));
        Assert.Null(skipped.LikelyLines);
        Assert.Equal(skipped.Header, found.Header);
        List<TableRow> rows = Rows(skipped);
        Assert.Equal(lines.Value + 2L, rows[0].Line);
        Assert.All(rows, row => Assert.Null(row.Problem));
        Assert.Equal(rows.Select(Shown), Rows(found).Select(Shown));
    }

    [Theory]
    [InlineData("1,2\n3,4\n", 0, "1:1|2", "2:3|4")]
    [InlineData("a,a\n1,2\n", 1, "2:1|2")]
    [InlineData("\uFEFFx\r\r\n\"1\r\n\",2\r3,4", 2, "3:1\\r\\n|2", "5:3|4")]
    [InlineData("1;2\n3;4,5\n", 0, "1:1|2", "2:3|4,5")]
    [InlineData("x,y\n1,2\n", 0, "1:NotARow:x|y", "2:1|2")]
    public void Names_may_be_given_for_a_file_without_a_header(string content, int lines, params string[] expected)
    {
        using CsvSource source = CsvFile.Open(_folder.Write(content), new CsvSourceOptions { Header = ["x", "y"], SkipLine = lines });
        Assert.Equal(["x", "y"], source.Header);
        Assert.Equal(expected, Rows(source).Select(Shown));
        using IRowSource again = ((IRowSource)source).Reopen();
        Assert.Equal(expected, Rows(again).Select(Shown));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", 2)]
    [InlineData("a,b\n1,2\n", 7)]
    public void Nothing_is_left_behind_the_lines_that_are_skipped(string content, int lines)
        => Assert.Contains(
            "nothing",
            Assert.Throws<JournyInputException>(
                () => CsvFile.Open(_folder.Write(content), new CsvSourceOptions { SkipLine = lines })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Short_rows_are_taken_where_they_are_allowed()
    {
        using CsvSource source = CsvFile.Open(
            _folder.Write("a,b,c\n1\n2,x\n3,x,y,\n4,x,y,z\n"), new CsvSourceOptions { AllowsShortRows = true });
        Assert.Equal(["2:1||", "3:2|x|", "4:3|x|y", "5:RaggedRow:4|x|y|z"], Rows(source).Select(Shown));
    }

    [Fact]
    public void Damage_is_counted_in_lines_of_the_file()
    {
        using CsvSource source = CsvFile.Open(_folder.Write("title\n\na,b\n1,2\n3,\"x\n5,6\n7,8\n"), new CsvSourceOptions { SkipLine = 2 });
        Assert.Equal(["4:1|2", "5:DamagedFile:"], Rows(source).Select(Shown));
        Assert.Equal(2, source.UnreadLines);
    }

    [Fact]
    public void A_damaged_header_ends_the_file()
    {
        JournyInputException e = Assert.Throws<JournyInputException>(() => CsvFile.Open(_folder.Write("\"a\"x,b\n1,2\n")));
        Assert.Equal(JournyReason.DamagedFile, e.Reason);
    }

    [Fact]
    public void A_header_that_cannot_be_decoded_names_the_encoding()
    {
        JournyInputException e = Assert.Throws<JournyInputException>(
            () => CsvFile.Open(_folder.Write(Encoding.Latin1.GetBytes("a,Größe\n1,2\n"))));
        Assert.Equal(JournyReason.InvalidEncoding, e.Reason);
        Assert.Contains("-Encoding", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_trimmed_and_the_header_is_kept_as_it_stands()
    {
        using CsvSource source = CsvFile.Open(_folder.Write("\uFEFF\uFEFF\" First Name \", id ,x\n1,2,3\n"));
        Assert.Equal(["First Name", "id", "x"], source.Header);
        Assert.Equal([" First Name ", " id ", "x"], source.HeaderCells);
        Assert.Same(source.Header, source.Names);
    }

    [Fact]
    public void Own_columns_are_no_data_and_lines_are_those_of_the_file_at_hand()
    {
        using CsvSource source = CsvFile.Open(
            _folder.Write("a,Journy_Line,b, journy_error ,journy_request_id\n1,77,2,M\uFFFD,x\n3,78,4,,\n"));
        Assert.Equal(["a", "b"], source.Names);
        Assert.Equal([0, 2], source.DataColumns);
        Assert.True(source.Read());
        Assert.Null(source.Current.Problem);
        Assert.Equal(2, source.Current.Line);
        SourceRow first = source.ToSourceRow(source.Current);
        Assert.Equal(["1", "2"], first.Values);
        Assert.True(source.Read());
        Assert.Same(first.Names, source.ToSourceRow(source.Current).Names);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", false)]
    [InlineData("iso-8859-1", false)]
    public void A_byte_order_mark_or_the_named_encoding_decides(string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("\"a\",größe\n#1,Ä\n")];
        CsvSourceOptions? options = mark ? null : new CsvSourceOptions { Encoding = encoding };
        using CsvSource source = CsvFile.Open(_folder.Write(bytes), options);
        Assert.Equal(["a", "größe"], source.Header);
        Assert.Equal(["2:#1|Ä"], Rows(source).Select(Shown));
    }

    [Fact]
    public void A_byte_order_mark_wins_over_the_named_encoding()
    {
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("a,b\nÄ,1\n")];
        Assert.Equal(["2:Ä|1"], Rows(_folder.Write(bytes), new CsvSourceOptions { Encoding = Encoding.Latin1 }).Select(Shown));
    }

    [Fact]
    public void Latin1_bytes_in_a_UTF8_file_fail_their_row_alone()
    {
        byte[] bytes = [.. "id,Name\n1,M"u8, 0xFC, .. "ller\n2,Müller\n"u8];
        string path = _folder.Write(bytes);
        List<TableRow> rows = Rows(path);
        Assert.Equal(JournyReason.InvalidEncoding, rows[0].Problem?.Reason);
        Assert.Contains("Line 2: the cell in column 'Name', 'M\uFFFDller', ", rows[0].Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding", rows[0].Problem!.Message, StringComparison.Ordinal);
        Assert.Equal("3:2|Müller", Shown(rows[1]));

        // Also with an encoding that would throw of itself.
        Assert.Equal(2, Rows(path, new CsvSourceOptions { Encoding = new UTF8Encoding(false, throwOnInvalidBytes: true) }).Count);
    }

    [Fact]
    public void UTF16_without_a_mark_names_the_encoding()
    {
        JournyInputException e = Assert.Throws<JournyInputException>(
            () => CsvFile.Open(_folder.Write(Encoding.Unicode.GetBytes("a,b\n1,2\n"))));
        Assert.Contains("-Encoding Unicode", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_delimiter_decides_alone()
    {
        Assert.Equal(["2:1;2"], Rows(_folder.Write("a;b\n1;2\n"), new CsvSourceOptions { Delimiter = ',' }).Select(Shown));
        Assert.Equal(["2:1|2"], Rows(_folder.Write("a^b\n1^2\n"), new CsvSourceOptions { Delimiter = '^' }).Select(Shown));
    }

    [Theory]
    [InlineData('"')]
    [InlineData('a')]
    [InlineData('\n')]
    [InlineData('§')]
    public void A_delimiter_that_cannot_be_one_is_refused(char delimiter)
        => Assert.Equal(
            JournyReason.InvalidParameter,
            Assert.Throws<JournyInputException>(
                () => CsvFile.Open(_folder.Write("a,b\n"), new CsvSourceOptions { Delimiter = delimiter })).Reason);

    [Theory]
    [InlineData(',', "a,b,c\n1,2\n", "Line 2: the row has 2 cells where the header has 3. Add the missing cells")]
    [InlineData('\t', "a\tb\n1\t2\t3\n", "Line 2: the row has 3 cells where the header has 2. A cell that holds a tab must")]
    [InlineData(',', "a,b\n1\n", "Line 2: the row has 1 cell where")]
    [InlineData(
        ',', "a,b\n1,2\n3,\"x\n5,y\n6,\",z\n", "Line 3: the row has 3 cells where the header has 2. It ends at line 5: look for a quote")]
    public void A_ragged_row_says_how_many_cells(char delimiter, string content, string expected)
    {
        TableRow row = Rows(_folder.Write(content), new CsvSourceOptions { Delimiter = delimiter }).Last();
        Assert.StartsWith(expected, row.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_in_a_message_is_short_and_cannot_steer_a_terminal()
    {
        string message = Rows(_folder.Write("a,b\n\u001b[31m\uFFFD" + new string('x', 1000) + ",2\n"))[0].Problem!.Message;
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 100, 450);
    }

    [Fact]
    public void An_unclosed_quote_in_line_3_of_1000_rows_says_line_3_and_what_is_left()
    {
        string[] lines = [.. Enumerable.Range(1, 1000).Select(i => i == 2 ? "2,\"Smith" : i + ",x"), "", "  "];
        using CsvSource source = CsvFile.Open(_folder.Write("id,name\r\n" + string.Join("\r\n", lines)));
        List<TableRow> rows = Rows(source);
        Assert.Equal(["2:1|x", "3:DamagedFile:"], rows.Select(Shown));
        Assert.Equal(998, source.UnreadLines);
        Assert.Equal(source.TotalBytes, source.BytesRead);
        Assert.StartsWith(
            "Line 3: the file is damaged in the record that begins here: a quote in column 'name' is not closed",
            rows[1].Problem!.Message,
            StringComparison.Ordinal);
        Assert.Contains("the 998 lines after this one were not read", rows[1].Problem!.Message, StringComparison.Ordinal);
        Assert.False(source.Read());
    }

    [Fact]
    public void The_lines_left_are_counted_without_the_blank_ones()
    {
        using CsvSource source = CsvFile.Open(_folder.Write("a\tb\r\"x\n1\"z\t2\r\n\r\n \n\t\n3\t4"));
        Assert.Equal(["2:DamagedFile:"], Rows(source).Select(Shown));
        Assert.Equal(3, source.UnreadLines);
    }

    [Fact]
    public void A_cell_of_a_million_characters_comes_back_and_a_record_over_the_limit_is_damage()
    {
        string million = new('x', 1_000_000);
        Assert.Equal(million, Rows(_folder.Write("a,b\n1,\"" + million + "\"\n"))[0].Cells[1]);

        using CsvSource source = CsvFile.Open(_folder.Write("a,b\n1,2\n\n3,\"" + new string('x', CsvSource.LongestRecord) + "\"\n5,6\n"));
        Assert.Equal(["2:1|2", "4:DamagedFile:"], Rows(source).Select(Shown));
        Assert.Equal(1, source.UnreadLines);
    }

    [Fact]
    public void Two_thousand_columns_are_read()
    {
        string header = string.Join(",", Enumerable.Range(0, 2000).Select(i => "c" + i));
        string row = string.Join(",", Enumerable.Range(0, 2000));
        TableRow only = Assert.Single(Rows(_folder.Write(header + "\n" + row + "\n")));
        Assert.Equal(2000, only.Cells.Length);
        Assert.Null(only.Problem);
        Assert.Equal("1999", only.Cells[1999]);
    }

    [Fact]
    public void Random_files_come_back_cell_for_cell_and_line_for_line()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int file = 0; file < 200; file++)
        {
            string content = "";
            var expected = new List<string>();
            string lineEnd = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
            char delimiter = ",;\t|"[random.Next(4)];
            content += string.Join(delimiter, ["a", "b", "c"]) + lineEnd;
            int line = 2;
            int rows = random.Next(300);
            for (int i = 0; i < rows; i++)
            {
                if (random.Next(20) == 0)
                {
                    content += lineEnd;
                    line++;
                }

                string[] cells = [RandomCell(random), RandomCell(random), RandomCell(random)];
                content += string.Join(delimiter, cells.Select(c => "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""))
                    + lineEnd;
                if (!cells.All(string.IsNullOrWhiteSpace))
                {
                    expected.Add(line + ":" + string.Join("|", cells));
                }

                line += 1 + cells.Sum(c => c.Replace("\r\n", "\n", StringComparison.Ordinal).Count(x => x is '\r' or '\n'));
            }

            Assert.True(
                expected.SequenceEqual(Rows(_folder.Write(content)).Select(r => r.Line + ":" + string.Join("|", r.Cells))),
                "seed " + seed);
        }
    }

    private static string RandomCell(Random random)
    {
        string[] parts =
            ["x", "#", "\"", ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "é", "😀", "\0", "=1", "long enough to fill a block"];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
    }

    [Fact]
    public void Progress_goes_by_bytes()
    {
        using CsvSource source = CsvFile.Open(_folder.Write("a,b\n" + string.Concat(Enumerable.Repeat("0123456789,0123456789\n", 50_000))));
        Assert.Equal(4 + 50_000 * 22, source.TotalBytes);
        for (int i = 0; i < 25_000; i++)
        {
            Assert.True(source.Read());
        }

        Assert.InRange(source.BytesRead, source.TotalBytes / 2, source.TotalBytes * 3 / 4);
        while (source.Read())
        {
        }

        Assert.Equal(source.TotalBytes, source.BytesRead);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_with_the_mend()
    {
        AssertNotReadable(_folder.File("none.csv"), "does not exist");
        AssertNotReadable(Path.Combine(_folder.Path, "no", "where.csv"), "does not exist");
        AssertNotReadable(_folder.Path, "folder");
        string path = _folder.Write("a,b\n1,2\n");
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            AssertNotReadable(path, "Close it in the program");
        }

        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            Assert.Single(Rows(path));
        }
    }

    private static void AssertNotReadable(string path, string expected)
    {
        JournyInputException e = Assert.Throws<JournyInputException>(() => CsvFile.Open(path));
        Assert.Equal(JournyReason.FileNotReadable, e.Reason);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
