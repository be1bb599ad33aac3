using System;
using System.Linq;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What the page of a preview says beside its counts, and how it is laid out.</summary>
public sealed class PreviewPageTests : ImportTest
{
    [Fact]
    public void Names_are_whole_and_the_page_is_as_wide_as_asked_for()
    {
        string wide = string.Concat(Enumerable.Repeat("a long name ", 12)).Trim();
        string middle = "Do you want to receive our newsletter?";
        Folder.Write($"user_id,{wide},{middle}\nu1,x,y\n");
        ImportPreview preview = Preview($"-PropertyMap @{{ '{middle}' = 'newsletter_wanted' }}");
        foreach (int width in new[] { 79, 120, 200 })
        {
            string page = preview.ToString(width);
            Assert.All(page.Split(Environment.NewLine), line => Assert.InRange(line.Length, 0, width));
            Assert.Contains(wide, page.ReplaceLineEndings(string.Empty), StringComparison.Ordinal);
            AssertSays(page, middle, "newsletter_wanted");
        }

        Assert.Equal(preview.ToString(), preview.ToString(0));
        Assert.Matches("our newsletter\\? +newsletter_wanted +Text", preview.ToString(200));
    }

    [Fact]
    public void Blank_columns_and_new_properties_stand_in_a_line_each()
    {
        Run("@{ user_id = 'u0'; plan = 'x' } | Set-JournyUser").ThrowIfFailed();
        Folder.Write("user_id,plan,empty 1,seats,empty 2,city\nu1,Pro,,5, ,Ghent\n");
        string page = Preview().ToString();
        AssertSays(page, "Blank in every row: empty 1, empty 2", "New to the workspace: empty 1, seats, empty 2, city");
        Assert.DoesNotContain("!", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("' Ghent'|Brussels", "1 cell has white space around it, which is sent with text: ' Ghent' in line 2", "' Ghent'")]
    [InlineData("Ghent\u00A0|\tBrussels", "2 cells have white space around them, which is sent with text: 'Ghent<U+00A0>' in line 2", "'Ghent<U+00A0>'")]
    [InlineData("{ \"a\": 1 }|[]", "its cells are JSON, which is sent as text", "{ \"a\": 1 }")]
    [InlineData("Yes|No|yes", "stays text: its cells are Yes or No; add -TrueValue Yes -FalseValue No", "Yes")]
    [InlineData("Ja|Nee|misschien", null, "Ja")]
    [InlineData("1.23457E+15|7", "1 cell is a long number that a spreadsheet has shortened, the first '1.23457E+15' in line 2", "7")]
    [InlineData("5 \u0080|7", "1 cell has characters that no text of this encoding has, the first in line 2: its row fails, unless -Encoding names the encoding", "7")]
    [InlineData("1|2|3|4|5|6|7|8|9|10|11|many", "stays text: 11 of 12 cells are numbers, but not 'many' in line 13", "1")]
    public void What_is_odd_about_a_column_stands_beside_it(string cells, string? says, string sample)
    {
        Folder.Write("user_id;odd\n" + string.Concat(cells.Split('|').Select((cell, row) => $"u{row};\"{cell.Trim('\'').Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")));
        ImportPreview preview = Preview();
        ImportPreviewColumn column = preview.Columns.Single(one => one.Name == "odd");
        Assert.Contains(sample, column.Samples);
        Assert.Equal("new to the workspace" + (says is null ? "" : "; " + column.Note![22..]), column.Note);
        AssertSays(column.Note, says ?? string.Empty);
        string page = string.Join(" ", preview.ToString().Split(Environment.NewLine).Select(line => line.Trim()));
        Assert.Equal(says is not null, page.Contains("! ", StringComparison.Ordinal));
        AssertSays(page, says ?? string.Empty);
    }

    [Fact]
    public void IDs_that_a_spreadsheet_has_shortened_are_told_of()
    {
        Folder.Write("user_id,plan\n1.23457E+15,Pro\n7,Free\n");
        AssertSays(Preview().Columns[0].Note, "1 cell is a long number that a spreadsheet has shortened, the first '1.23457E+15' in line 2");
    }

    [Fact]
    public void Rows_that_parameters_would_take_are_counted_with_the_parameter()
    {
        Folder.Write("user_id,plan,city\nu1,Pro,Ghent\n,Free,\nu3,Pro\nTotal,,7\n");
        string page = Preview().ToString();
        AssertSays(page, "3 invalid", "1 of those names nobody; -SkipUnidentified", "1 of those lacks cells; -AllowShortRows", "1 would be sent, in 1 call:");
        page = Preview("-SkipUnidentified -AllowShortRows").ToString();
        AssertSays(page, "1 invalid", "1 skipped", "2 would be sent, in 2 calls:", "the sum that a report has");
    }

    [Fact]
    public void A_file_in_another_encoding_is_shown_as_what_it_seems_to_be_and_an_import_does_not_guess()
    {
        Folder.Write([.. System.Text.Encoding.Latin1.GetBytes("user_id,city\nu1,Li\u00E8ge\n")]);
        ImportPreview preview = Preview();
        AssertSays(preview.ColumnProblem, "is no UTF-8", "-Encoding windows-1252");
        Assert.Equal(["Li\u00E8ge"], preview.Columns[1].Samples);
        AssertCounts(Summary(Import("-ErrorAction SilentlyContinue")), sent: 0, failed: 1);
        AssertCounts(Summary(Run(preview.SuggestedCommand!).ThrowIfFailed()), sent: 1);
        Assert.Equal(["city=\"Li\u00E8ge\""], Properties("u1"));

        // What is in no encoding that people of Western Europe use is not guessed at.
        Folder.Write([.. "user_id,city\nu1,"u8, 0x82, 0x9D, 0xFF, .. "\n"u8]);
        Assert.DoesNotContain("-Encoding windows", Preview().ToString(), StringComparison.Ordinal);
    }

    private ImportPreview Preview(string parameters = "") => Import("-Preview " + parameters).ThrowIfFailed().As<ImportPreview>().Single();
}
