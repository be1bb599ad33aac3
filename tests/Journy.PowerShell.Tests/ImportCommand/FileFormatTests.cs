using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Delimiters, encodings and what else differs between files that say the same.</summary>
public sealed class FileFormatTests : ImportTest
{
    [Theory]
    [InlineData(",", "")]
    [InlineData(";", "")]
    [InlineData("\t", "")]
    [InlineData("|", "")]
    [InlineData(":", "-Delimiter ':'")]
    [InlineData("\t", "-Delimiter \"`t\"")]
    public void Every_delimiter_gives_the_same_users_and_stands_in_the_failed_file_too(string delimiter, string parameters)
    {
        Folder.Write(
            string.Join('\n', "user_id,name,seats", "u1,\"Ann, B; C\tD|E:F\",5", ",nobody,6", "")
                .Replace(",", delimiter, StringComparison.Ordinal));

        ImportSummary summary = Summary(Import(parameters));

        AssertCounts(summary, sent: 1, failed: 1);
        string name = $"Ann{delimiter} B; C\tD|E:F";
        Assert.Equal(name, User("u1").Properties["name"].GetString());
        Assert.Equal("5", Json("u1", "seats"));
        Assert.Equal("nobody", CsvTable.Read(summary.FailedPath!, delimiter[0]).FromLine(3)["name"]);
    }

    [Theory]
    [InlineData("utf-8", false, "")]
    [InlineData("utf-8", true, "")]
    [InlineData("utf-8", true, "-Encoding Latin1")]
    [InlineData("utf-16", true, "")]
    [InlineData("utf-16BE", true, "")]
    [InlineData("utf-16", false, "-Encoding Unicode")]
    [InlineData("utf-16BE", false, "-Encoding BigEndianUnicode")]
    [InlineData("iso-8859-1", false, "-Encoding Latin1")]
    [InlineData("iso-8859-1", false, "-Encoding iso-8859-1")]
    [InlineData("windows-1252", false, "-Encoding 1252")]
    [InlineData("windows-1252", false, "-Encoding ([Text.Encoding]::GetEncoding(1252))")]
    public void A_mark_tells_the_encoding_and_else_Encoding_does(string encoding, bool hasMark, string parameters)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding writer = Encoding.GetEncoding(encoding);
        byte[] text = writer.GetBytes("user_id,Straße\r\nu1,Zoë à la Crème\r\n");
        Folder.Write(hasMark ? [.. writer.GetPreamble(), .. text] : text);

        ImportWhole(parameters);

        Assert.Equal(["Straße=\"Zoë à la Crème\""], Properties("u1").Select(Regex.Unescape));
    }

    [Fact]
    public void An_unknown_encoding_is_refused_with_examples()
    {
        ShellResult result = ImportText("user_id\nu1\n", "-Encoding Klingon");

        AssertSays(result.ErrorText, "'Klingon'", "Latin1");
        Assert.Empty(Writes);
    }

    [Fact]
    public void Rows_that_begin_with_a_hash_line_breaks_in_cells_and_blank_lines_are_what_they_are()
    {
        ImportSummary summary = Summary(ImportText(
            "user_id,address\r\n#1,here\r\n\r\nu2,\"Main St\r\n#5\n\"\"B\"\"\"\r\n  \r\n,lost\r\n#3\r\n"));

        AssertCounts(summary, sent: 2, failed: 2);
        Assert.Equal(["#1", "u2"], UserIds);
        Assert.Equal("Main St\r\n#5\n\"B\"", User("u2").Properties["address"].GetString());
        Assert.Equal([8, 9], CsvTable.Read(summary.FailedPath!).Lines);
    }

    [Fact]
    public void A_file_of_a_header_alone_is_read_whole_without_an_error()
    {
        AssertCounts(Summary(ImportText("user_id,email\n").ThrowIfFailed()), sent: 0);

        Assert.Empty(Writes);
        Assert.Equal(["users.csv", "users.csv.journy"], Files);
    }

    [Fact]
    public void A_last_row_needs_no_line_end()
    {
        AssertCounts(Summary(ImportText("user_id\nu1\nu2").ThrowIfFailed()), sent: 2);
        Assert.Equal(["u1", "u2"], UserIds);
    }
}
