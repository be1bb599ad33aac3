using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.HelpGenerator;
using Journy.HelpGenerator.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Help;

/// <summary>The pages in docs, the help that ships, and the cmdlets themselves say the same.</summary>
public sealed class HelpAgreementTests
{
    // Get-Help indents paragraphs by four, and those of parameters and notes by eight.
    private const int WidestLine = 76;
    private const int WidestTopicLine = 80;

    private const string Renew = $"Renew the help and commit it: {HelpFiles.Command}";

    public static TheoryData<string> Commands => [.. ModuleCommands.All.Keys];

    public static TheoryData<string> Topics => [.. HelpPage.Topics];

    [Fact]
    public void Every_cmdlet_has_a_page_and_a_place_in_the_help_file_and_nothing_else_has()
    {
        IEnumerable<string> cmdlets = ModuleCommands.All.Keys.Order(StringComparer.Ordinal);
        Assert.Equal(cmdlets, HelpPage.Names);
        Assert.Equal(cmdlets, HelpFile.Commands.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_has_every_section_and_no_gap(string name)
    {
        HelpPage page = HelpPage.Read(name);
        Assert.Equal(name, page.Heading);
        Assert.Equal(
            ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"],
            page.Sections);
        Assert.DoesNotContain("{{", page.Markdown, StringComparison.Ordinal);
        Assert.True(page.Description.Length > 100, "The description says too little.");
        Assert.All([page.Synopsis, page.Notes], text => Assert.NotEqual(string.Empty, text));
        Assert.All(
            page.ParameterTexts, parameter => Assert.True(parameter.Value.Trim().Length > 20, $"-{parameter.Key} is not explained."));
        Assert.All(page.Inputs.Concat(page.Outputs), type => Assert.NotEqual(string.Empty, type.Text));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_has_three_examples_and_more_each_with_code_and_words(string name)
    {
        HelpPage page = HelpPage.Read(name);
        Assert.True(page.Examples.Count >= 3, $"{page.Examples.Count} examples.");
        Assert.All(page.Examples.Select((example, index) => (example, index)), item =>
        {
            Assert.StartsWith($"Example {item.index + 1}: ", item.example.Title, StringComparison.Ordinal);
            Assert.True(item.example.StartsWithCode, $"'{item.example.Title}' does not begin with its code.");
            Assert.NotEqual(string.Empty, item.example.Remarks.Trim());
        });
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_says_what_the_cmdlet_takes(string name)
    {
        HelpPage page = HelpPage.Read(name);
        CommandFacts command = ModuleCommands.All[name];
        Assert.Equal(
            command.Syntax,
            page.Syntax.Select(
                set => (set.Set.Replace("__AllParameterSets (Default)", "__AllParameterSets", StringComparison.Ordinal), set.Syntax)));
        Assert.Equal(Describe(command.Parameters), Describe(page.Parameters));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_says_what_the_cmdlet_gives(string name)
    {
        HelpPage page = HelpPage.Read(name);
        CommandFacts command = ModuleCommands.All[name];
        Assert.Equal(
            command.OutputTypes.Select(type => type == "System.Void" ? "None" : type).Order(StringComparer.Ordinal),
            page.Outputs.Select(output => output.Type).Order(StringComparer.Ordinal));
        Assert.Equal(!command.TakesPipelineInput, page.Inputs.Any(input => input.Type == "None"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_help_file_says_what_the_cmdlet_takes(string name)
    {
        CommandFacts command = ModuleCommands.All[name];
        List<string> sets = command.Syntax.Select(set => set.Set.Replace(" (Default)", string.Empty, StringComparison.Ordinal)).ToList();
        Assert.Equal(Describe(command.ParametersBySet), Describe(HelpFile.Commands[name].Syntax(sets)));
        IEnumerable<ParameterFacts> parameters = command.ParametersBySet
            .GroupBy(parameter => parameter.Name)
            .Select(inSets => inSets.First() with { ParameterSet = string.Empty });
        Assert.Equal(Describe(parameters), Describe(HelpFile.Commands[name].Parameters));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_help_file_says_what_the_page_says(string name)
    {
        HelpPage page = HelpPage.Read(name);
        HelpFile help = HelpFile.Commands[name];
        Assert.Equal(HelpText.OfMarkdown(page.Synopsis), help.Synopsis);
        Assert.Equal(HelpText.OfMarkdown(page.Description), help.Description);
        Assert.Equal(HelpText.OfMarkdown(page.Notes), help.Notes);
        Assert.Equal(page.Inputs.Select(Shown), help.Inputs);
        Assert.Equal(page.Outputs.Select(Shown), help.Outputs);
        Assert.Equal(page.Links.Select(link => link.Text), help.Links);
        Assert.Equal(
            page.ParameterTexts.Select(parameter => $"-{parameter.Key} {HelpText.OfMarkdown(parameter.Value)}"),
            help.ParameterTexts.Select(parameter => $"-{parameter.Key} {parameter.Value}"));
        Assert.Equal(
            page.Examples.Select(example =>
                ($"-------- {example.Title} --------", string.Join("\n\n", example.Fences), HelpText.OfMarkdown(example.Remarks))),
            help.Examples);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_help_of_a_cmdlet_reads_well_at_80_columns(string name)
    {
        Assert.All(HelpFile.Commands[name].Lines, line => Assert.True(line.Length <= WidestLine, $"{line.Length} columns: {line}"));

        // It stands in the table of Get-Help *Journy*.
        Assert.True(HelpText.OfMarkdown(HelpPage.Read(name).Synopsis).Length <= 72, "The synopsis is too long for one line.");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Links_lead_somewhere(string name) => Assert.All(HelpPage.Read(name).Links, link =>
    {
        bool isPage = link.Target == link.Text + ".md" && File.Exists(Path.Combine(HelpPage.Folder, link.Target));
        Assert.True(isPage || Uri.IsWellFormedUriString(link.Target, UriKind.Absolute), link.Target);
    });

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_ships_as_text_that_says_the_same_in_80_columns(string topic)
    {
        string markdown = File.ReadAllText(Path.Combine(HelpPage.Folder, topic + ".md")).ReplaceLineEndings("\n");
        string text = File.ReadAllText(Path.Combine(HelpFile.Folder, topic + ".help.txt")).ReplaceLineEndings("\n");
        string expected = "TOPIC " + HelpText.OfMarkdown(string.Join('\n', markdown.Split('\n')
            .Where(line => !line.StartsWith("```", StringComparison.Ordinal))
            .Select(line => line.TrimStart('#'))));
        Assert.True(
            expected.Equals(HelpText.OfPlain(text), StringComparison.OrdinalIgnoreCase), $"{Renew}\n{expected}\n{HelpText.OfPlain(text)}");
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= WidestTopicLine, $"{line.Length} columns: {line}"));
    }

    [Fact]
    public void The_committed_help_is_what_the_generator_makes_of_the_pages()
    {
        IReadOnlyList<string> stale = HelpFiles.FindStale(HelpFiles.Generate(HelpPage.Folder), HelpFile.Folder);
        Assert.True(stale.Count == 0, $"Out of date: {string.Join(", ", stale)}. {Renew}");
    }

    [Fact]
    public void There_is_a_text_for_every_topic_and_no_other() => Assert.Equal(
        HelpPage.Topics,
        Directory.EnumerateFiles(HelpFile.Folder, "*.help.txt")
            .Select(path => Path.GetFileName(path)[..^".help.txt".Length])
            .Order(StringComparer.Ordinal));

    private const string OnlineLink = "<maml:linkText>Online version:</maml:linkText>";

    [Fact]
    public void The_help_is_staged_with_the_module() => Assert.All(Directory.EnumerateFiles(HelpFile.Folder), path =>
    {
        string staged = Path.Combine(Path.GetDirectoryName(Repository.StagedManifest)!, "en-US", Path.GetFileName(path));

        // A build on GitHub adds a link to the page of each cmdlet, which a test of the package holds.
        string content = Regex.Replace(
            File.ReadAllText(staged),
            $@"\s*<maml:navigationLink>\s*{OnlineLink}.*?</maml:navigationLink>",
            string.Empty,
            RegexOptions.Singleline);
        Assert.Equal(File.ReadAllText(path).Trim(), content.Trim());
    });

    /// <summary>Parameters as text, one a line, in an order of their own.</summary>
    private static string Describe(IEnumerable<ParameterFacts> parameters) =>
        string.Join('\n', parameters.Select(parameter => parameter.ToString()).Order());

    private static (string Type, string Text) Shown((string Type, string Text) type) => (type.Type, HelpText.OfMarkdown(type.Text));
}
