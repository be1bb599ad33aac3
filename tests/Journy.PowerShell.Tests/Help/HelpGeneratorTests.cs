using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.HelpGenerator;
using Journy.HelpGenerator.Markdown;
using Journy.HelpGenerator.Output;
using Journy.HelpGenerator.Pages;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Help;

/// <summary>The program that makes the help, on pages that are not as they should be. The committed pages are its other test.</summary>
public sealed class HelpGeneratorTests : IDisposable
{
    private const string Name = "Get-JournyPropertyDefinition";

    private static readonly string Page = HelpPage.Read(Name).Markdown;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is changed in a good page, a word of the message, and the line that it has to name.</summary>
    [Theory]
    [InlineData("## NOTES", "## NOTE", "'## NOTES' is missing", "## NOTE")]
    [InlineData("## ALIASES", "## SYNTAX", "'## ALIASES' is missing", "## SYNTAX\n\nThis")]
    [InlineData("# Get-JournyPropertyDefinition\n", "# Get-JournyProperty\n", "one heading", "# Get-JournyProperty\n")]
    [InlineData("title: Get-Journy", "title: Find-Journy", "as the file is called", "title:")]
    [InlineData("version: 2024-05-01", "version: 2023-01-01", "schema 2024-05-01", "PlatyPS schema")]
    [InlineData("[-Connection <", "[-Conection <", "'### -Conection'", " [-Conection <")]
    [InlineData("### -Entity\n", "### -Entities\n", "'### -Entity'", "Get-JournyPropertyDefinition [[")]
    [InlineData(
        "- Name: (All)\n  Position: 0", "- Name: Other\n  Position: 0", "in the set __AllParameterSets", "Get-JournyPropertyDefinition [[")]
    [InlineData("  Position: 0", "  Position: first", "Named or a number", "  Position: first")]
    [InlineData("SupportsWildcards: false", "SupportsWildcards: no", "true or false", "SupportsWildcards: no")]
    [InlineData("SupportsWildcards: false", "SupportWildcards: false", "'SupportWildcards' is not a key", "SupportWildcards")]
    [InlineData("DefaultValue: User, Account\n", "", "no 'DefaultValue'", "Type: Journy.JournyEntity[]")]
    [InlineData("Aliases: []", "Aliases: ent", "to be a list", "Aliases: ent")]
    [InlineData("Type: Journy.JournyEntity[]", "Type: 'Journy.JournyEntity[]", "no YAML", "Type: 'Journy.JournyEntity[]")]
    [InlineData("Whose properties: User, Account, or both.\n", "", "not explained", "### -Entity")]
    [InlineData("Users first, then accounts.", "1. Users\n2. Accounts", "something else", "1. Users")]
    [InlineData("Users first, then accounts.", "#### Order", "third level", "#### Order")]
    [InlineData("journy.io's pages show labels; commands take names.", "```\nopen", "not closed", "```\nopen")]
    [InlineData("- [journy.io](https://journy.io)", "[journy.io](https://journy.io)", "'- [text](target)'", "[journy.io](https")]
    [InlineData("Lists the properties that the workspace's users or accounts have.\n", "", "no text below 'SYNOPSIS'", "## SYNOPSIS")]
    public void A_slip_in_a_page_is_an_error_that_names_the_line(string text, string replacement, string message, string line)
    {
        string page = ReplaceOnce(Page, text, replacement);
        PageException exception = Assert.Throws<PageException>(() => CommandPageReader.Read(PageText.Parse("page.md", page), Name));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"page.md({LineOf(page, line)}): ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_cut_into_paragraphs_lists_and_code_whether_or_not_a_line_is_blank_between_them()
    {
        IReadOnlyList<Block> blocks = BlockReader.Read(PageText.Parse(
            "page.md", "One\r\ntwo `-Three`:\n- a [b](b.md)\n  c\n- d [e](https://e.example)\n```x\n  code\n\n```\nfour \\<five>"));
        Assert.Equal(
            [
                (BlockKind.Paragraph, "One two -Three:"),
                (BlockKind.List, "- a b c|- d e (https://e.example)"),
                (BlockKind.Code, "  code|"),
                (BlockKind.Paragraph, "four <five>"),
            ],
            blocks.Select(block => (block.Kind, string.Join('|', block.Items))));
    }

    [Fact]
    public void A_topic_is_wrapped_at_80_columns_with_its_lists_hanging()
    {
        string words = string.Join(' ', Enumerable.Repeat("word", 20));
        string lines = string.Join(' ', Enumerable.Repeat("word", 15));
        Assert.Equal(
            $"TOPIC\n    about_X\n\nHEADING\n    {lines}\n    {string.Join(' ', Enumerable.Repeat("word", 5))}\n\n    - {lines}\n"
            + $"      {string.Join(' ', Enumerable.Repeat("word", 5))}\n\n        code\n",
            TopicText.Of(PageText.Parse("about_X.md", $"# about_X\n\n## Heading\n\n{words}\n\n- {words}\n\n```\ncode\n```\n")));
    }

    [Fact]
    public void What_differs_is_written_and_what_no_page_stands_for_is_removed()
    {
        _folder.Write("old", "about_Old.help.txt");
        _folder.Write("changed", "about_Journy.help.txt");
        IReadOnlyDictionary<string, string> files = HelpFiles.Generate(HelpPage.Folder);
        string kept = files.Keys.Last();
        _folder.Write(files[kept], kept);

        IReadOnlyList<string> written = HelpFiles.Write(files, _folder.Path);
        Assert.Equal(files.Keys.Where(name => name != kept).Append("about_Old.help.txt").Order(StringComparer.Ordinal), written);
        Assert.Equal(
            files, Directory.EnumerateFiles(_folder.Path).ToDictionary(path => Path.GetFileName(path), File.ReadAllText).AsReadOnly());
        Assert.Empty(HelpFiles.Write(files, _folder.Path));
    }

    private static string ReplaceOnce(string page, string text, string replacement)
    {
        int index = page.LastIndexOf(text, StringComparison.Ordinal);
        Assert.True(index >= 0, $"'{text}' is not in the page.");
        return string.Concat(page.AsSpan(0, index), replacement, page.AsSpan(index + text.Length));
    }

    private static int LineOf(string page, string text) =>
        page[..page.LastIndexOf(text, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
}
