using System;
using System.Linq;
using System.Management.Automation.Language;
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

    [Theory]
    [InlineData(60)]
    [InlineData(79)]
    [InlineData(160)]
    public void The_command_on_the_page_is_the_command_although_it_is_broken_into_lines(int width)
    {
        // Quotes of both kinds, and what would end a string, a hashtable or a parameter.
        string[] names = ["Vor'name; x", "Nach\u2019name, y", "a -b } z", "Cust. No. (all)"];
        Folder.Write("E-mail Address," + string.Join(",", names.Select(name => $"\"{name}\"")) + "\nu1@example.com,a,b,c,d\n");
        string map = "@{ "
            + string.Join(
                "; ",
                names.Take(3)
                    .Select((name, index) =>
                        $"'{name.Replace("'", "''", StringComparison.Ordinal).Replace("\u2019", "\u2019\u2019", StringComparison.Ordinal)}"
                        + $"' = 'property_{index}'"))
            + " }";
        ImportPreview preview = Preview($"-PropertyMap {map} -ExcludeProperty '{names[3]}'");
        string[] page = preview.ToString(width).Split(Environment.NewLine);
        string[] lines =
        [
            .. page.SkipWhile(line => !line.StartsWith("To import", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))
        ];

        Assert.True(lines.Length > 1, "The command is in one line.");
        Assert.Equal(TokensOf(preview.SuggestedCommand!), TokensOf(string.Join("\n", lines)));
        AssertCounts(Summary(Run(string.Join("\n", lines)).ThrowIfFailed()), sent: 1);

        static string[] TokensOf(string command)
        {
            Parser.ParseInput(command, out Token[] tokens, out ParseError[] errors);
            Assert.Empty(errors);
            return
            [
                .. tokens.Where(token => token.Kind is not (TokenKind.NewLine or TokenKind.LineContinuation or TokenKind.EndOfInput))
                    .Select(token => token.Text)
            ];
        }
    }

    [Fact]
    public void A_column_whose_cells_are_no_names_of_events_is_told_of_and_so_is_one_that_a_parameter_replaces()
    {
        Folder.Write(
            "email,Name,triggered_at\n"
                + string.Concat(Enumerable.Range(0, 12).Select(row => $"u1@example.com,#{row},2026-02-01T10:00:{row:00}Z\n")));
        ImportPreview preview = Run("Import-JournyEvent users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        AssertSays(
            preview.Columns[1].Note, "12 different names of events in 12 rows", "-Name", "-PropertyMap @{ 'Name' = 'another_name' }");
        AssertSays(preview.ToString(), "! ");

        preview = Run("Import-JournyEvent users.csv -Preview -Name order_placed").ThrowIfFailed().As<ImportPreview>().Single();
        AssertSays(preview.Columns[1].Note, "not sent: -Name says it for every row", "-PropertyMap @{ 'Name' = 'another_name' }");
        preview = Run("Import-JournyEvent users.csv -Preview -Name order_placed -PropertyMap @{ Name = 'order' }")
            .ThrowIfFailed()
            .As<ImportPreview>()
            .Single();
        Assert.Equal(("order", null), (preview.Columns[1].Target, preview.Columns[1].Note));

        // A few names for many rows are names.
        Folder.Write(
            "email,Name,triggered_at\n"
                + string.Concat(Enumerable.Range(0, 12).Select(row => $"u1@example.com,step {row / 2},2026-02-01T10:00:{row:00}Z\n")));
        Assert.Null(Run("Import-JournyEvent users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single().Columns[1].Note);
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
    [InlineData(
        "Ghent\u00A0|\tBrussels",
        "2 cells have white space around them, which is sent with text: 'Ghent<U+00A0>' in line 2",
        "'Ghent<U+00A0>'")]
    [InlineData("{ \"a\": 1 }|[]", "its cells are JSON, which is sent as text", "{ \"a\": 1 }")]
    [InlineData("Yes|No|yes", "stays text: its cells are Yes or No; add -TrueValue Yes -FalseValue No", "Yes")]
    [InlineData("Ja|Nee|misschien", null, "Ja")]
    [InlineData("1.23457E+15|7", "1 cell is a long number that a spreadsheet has shortened, the first '1.23457E+15' in line 2", "7")]
    [InlineData(
        "5 \u0080|7",
        "1 cell has characters that no text of this encoding has, the first in line 2: its row fails, unless -Encoding names the encoding",
        "7")]
    [InlineData("1|2|3|4|5|6|7|8|9|10|11|many", "stays text: 11 of 12 cells are numbers, but not 'many' in line 13", "1")]
    public void What_is_odd_about_a_column_stands_beside_it(string cells, string? says, string sample)
    {
        Folder.Write(
            "user_id;odd\n"
                + string.Concat(
                    cells.Split('|')
                        .Select((cell, row) => $"u{row};\"{cell.Trim('\'').Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")));
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
        AssertSays(
            Preview().Columns[0].Note, "1 cell is a long number that a spreadsheet has shortened, the first '1.23457E+15' in line 2");
    }

    [Fact]
    public void Rows_that_parameters_would_take_are_counted_with_the_parameter()
    {
        Folder.Write("user_id,plan,city\nu1,Pro,Ghent\n,Free,\nu3,Pro\nTotal,,7\n");
        string page = Preview().ToString();
        AssertSays(
            page,
            "3 invalid",
            "1 of those names nobody; -SkipUnidentified",
            "1 of those lacks cells; -AllowShortRows",
            "1 would be sent, in 1 call:");
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

    // Of each file: how many rows name nobody once it is imported as the preview suggests. A line behind an asterisk is there 20 times.
    [Theory]
    [InlineData("User", "Work email;plan\n*u#@example.com;Pro\n;a\n  ;b\n\u00A0;c\nn/a;d\n;TOTAL\nTOTAL;7\n", 3L)]
    [InlineData("User", "E-mail Address,plan\nu1@example.com,Pro\nNULL,a\nNULL,b\n,c\n", 3L)]
    [InlineData("User", "user_id,mrr\nu1,5\nNULL,7\nNULL,NULL\n", 2L)]
    [InlineData("User", "Customer email,Customer ID,plan\nu1@example.com,,a\n,c2,b\n,,c\n,c4,d\n", 1L)]
    [InlineData("User", "Work email,plan,city\nu1@example.com,Pro,Ghent\nu2@example.com,a,\n,a\n,b\n,,x\nu4@example.com,c\n", 3L)]
    [InlineData("User", "Contacts of 2026\n \nEmail address,plan,city\nu1@example.com,Pro,Ghent\n,a,x\n", 1L)]
    [InlineData("User", "user_id,plan\nu1,Pro\n,a\n", null)]
    [InlineData("Account", "Company Domain Name,plan\none.example,Pro\n,a\n,b\n,c\n", 3L)]
    [InlineData("AccountUser", "Work email,account_id\n*u#@example.com,a1\n,a1\nu3@example.com,\nnobody,\n", 2L)]
    [InlineData("Event", "E-mail,Event,Date\nu1@example.com,a,2026-02-01\n,b,2026-02-01\n,c,2026-02-02\n", 2L)]
    public void The_rows_that_name_nobody_as_it_is_suggested_are_counted_before_the_import(string noun, string content, long? nameless)
    {
        Folder.Write(string.Concat(content.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => line[0] == '*'
            ? Enumerable.Range(0, 20).Select(row => line[1..].Replace("#", $"{row}", StringComparison.Ordinal) + "\n")
            : [line + "\n"])));
        ImportPreview preview = Assert.Single(Run($"Import-Journy{noun} users.csv -Preview").ThrowIfFailed().As<ImportPreview>());
        Assert.Equal(nameless, preview.SuggestedUnidentified);
        string page = string.Join(" ", preview.ToString().Split(Environment.NewLine).Select(line => line.Trim()));
        if (nameless is null)
        {
            Assert.DoesNotContain("! With it", page, StringComparison.Ordinal);
            return;
        }

        AssertSays(
            page,
            $"! With it {nameless} of the {preview.Rows} rows name{(nameless == 1 ? "s nobody: it" : " nobody: they")} would fail; "
            + "-SkipUnidentified leaves such rows out.");
        ImportSummary summary = Summary(Run(preview.SuggestedCommand + " -SkipUnidentified -ErrorAction SilentlyContinue"));
        Assert.Equal(nameless, summary.Skipped);
        Assert.True(summary.Sent > 0);
    }

    [Fact]
    public void So_are_those_of_JSON_and_those_that_would_be_skipped()
    {
        Folder.Write(
            "{\"Work email\":\"u1@example.com\",\"seats\":1}\n{\"Work email\":null,\"seats\":2}\n{\"seats\":3}\n"
            + "{\"Work email\":\" \",\"seats\":4}\n",
            "users.jsonl");
        ImportPreview preview = Assert.Single(
            Run("Import-JournyUser users.jsonl -Preview -SkipUnidentified").ThrowIfFailed().As<ImportPreview>());
        Assert.Equal(3, preview.SuggestedUnidentified);
        AssertSays(preview.ToString(120), "! With it 3 of the 4 rows name nobody: they are skipped.");
        Assert.Equal(3, Summary(Run(preview.SuggestedCommand!).ThrowIfFailed()).Skipped);
    }

    [Fact]
    public void What_the_counts_say_already_is_not_said_again()
    {
        Folder.Write("user_id,registered,plan\nu1,3/20/2026,Pro\n,3/21/2026,a\n");
        ImportPreview preview = Preview();
        Assert.Equal(1, preview.SuggestedUnidentified);
        AssertSays(preview.ToString(), "1 of those names nobody", "To import with what the columns seem to mean:");
        Assert.DoesNotContain("! With it", preview.ToString(), StringComparison.Ordinal);
    }

    private ImportPreview Preview(string parameters = "") => Import("-Preview " + parameters).ThrowIfFailed().As<ImportPreview>().Single();
}
