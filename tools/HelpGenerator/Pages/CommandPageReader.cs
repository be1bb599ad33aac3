using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Pages;

/// <summary>
/// Reads a cmdlet's page in the schema 2024-05-01 of Microsoft.PowerShell.PlatyPS. It is stricter than PlatyPS: what it does not know is
/// an error with its line, so that nothing of a page is lost on the way to the help.
/// </summary>
internal static partial class CommandPageReader
{
    private const string Schema = "2024-05-01";
    private const string CommonParameters = "CommonParameters";

    private static readonly string[] Titles =
    [
        "SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS",
    ];

    /// <exception cref="PageException">The page says something that no help can be made of.</exception>
    public static CommandPage Read(string path) => Read(PageText.Read(path), Path.GetFileNameWithoutExtension(path));

    /// <param name="page">The whole page.</param>
    /// <param name="name">The cmdlet that it has to be about.</param>
    public static CommandPage Read(PageText page, string name)
    {
        PageText body = ReadFrontMatter(page, name);
        IReadOnlyList<PageSection> command = body.Split("# ");
        if (command.Count != 1 || command[0].Title != name)
        {
            throw (command.Count == 0 ? body : command[^1].Heading).Error($"The page is to have one heading '# {name}'.");
        }

        IReadOnlyList<PageSection> sections = command[0].Body.Split("## ");
        for (int index = 0; index < Titles.Length; index++)
        {
            if (index >= sections.Count || sections[index].Title != Titles[index])
            {
                throw (index < sections.Count ? sections[index].Heading : body).Error(
                    $"The section '## {Titles[index]}' is missing here. A page has these, in this order: {string.Join(", ", Titles)}.");
            }
        }

        if (sections.Count > Titles.Length)
        {
            throw sections[Titles.Length].Heading.Error($"Nothing may follow the section {Titles[^1]}.");
        }

        PageText Body(string title) => sections[Array.IndexOf(Titles, title)].Body;
        PageText Words(string title) => NotBlank(sections[Array.IndexOf(Titles, title)]);

        List<ParameterEntry> parameters = Body("PARAMETERS").Split("### ")
            .Where(section => section.Title != CommonParameters)
            .Select(ReadParameter)
            .ToList();
        return new CommandPage(
            name,
            Words("SYNOPSIS"),
            ReadSyntax(Words("SYNTAX"), name, parameters),
            Words("DESCRIPTION"),
            Body("EXAMPLES").Split("### ").Select(ReadExample).ToList(),
            parameters,
            Body("INPUTS").Split("### ").Select(ReadType).ToList(),
            Body("OUTPUTS").Split("### ").Select(ReadType).ToList(),
            Body("NOTES"),
            ReadLinks(Body("RELATED LINKS")));
    }

    /// <summary>The text of a parameter's section, which stands before its YAML.</summary>
    /// <exception cref="PageException">There is no YAML, or something follows it.</exception>
    public static PageText ExplanationOf(PageSection section)
    {
        Fenced(section, "yaml");
        return section.Body.Slice(0, section.Body.Lines.ToList().FindIndex(PageText.IsFence));
    }

    /// <summary>What is below the front matter.</summary>
    private static PageText ReadFrontMatter(PageText page, string name)
    {
        const string Mark = "---";
        int end = page.Lines.Skip(1).ToList().IndexOf(Mark) + 1;
        if (page.Lines[0] != Mark || end == 0)
        {
            throw page.Error($"The page is to begin with its front matter, between two lines '{Mark}'.");
        }

        YamlBlock front = YamlBlock.Parse(page.Slice(1, end));
        if (front.String("title") != name)
        {
            throw front.Error("title", $"The title is to be '{name}', as the file is called.");
        }

        if (front.String("PlatyPS schema version") != Schema)
        {
            throw front.Error("PlatyPS schema version", $"This generator reads pages of the schema {Schema}.");
        }

        return page.Slice(end + 1, page.Lines.Count);
    }

    private static List<SyntaxEntry> ReadSyntax(PageText text, string command, List<ParameterEntry> parameters)
    {
        List<SyntaxEntry> syntax = [];
        foreach (PageSection section in text.Split("### "))
        {
            string set = section.Title.Replace(" (Default)", string.Empty, StringComparison.Ordinal);
            PageText code = Fenced(section, string.Empty);
            List<(ParameterEntry, ParameterSetEntry)> entries = [];
            for (int index = 0; index < code.Lines.Count; index++)
            {
                string line = code.Lines[index];
                if (index == 0 && line != command && !line.StartsWith(command + " ", StringComparison.Ordinal))
                {
                    throw code.Error($"The syntax is to begin with {command}.");
                }

                foreach (Match match in SyntaxParameter().Matches(line))
                {
                    string name = match.Groups[1].Value;
                    ParameterEntry parameter = parameters.Find(parameter => parameter.Name == name)
                        ?? throw code.Error(index, $"-{name} has no heading '### -{name}' below '## PARAMETERS'.");
                    entries.Add((parameter, parameter.FindSet(set)
                        ?? throw code.Error(
                            index, $"-{name} stands here in the set {set}, and its ParameterSets below '### -{name}' do not name it.")));
                }
            }

            syntax.Add(new SyntaxEntry(set, entries));
        }

        return syntax;
    }

    private static ParameterEntry ReadParameter(PageSection section)
    {
        if (!section.Title.StartsWith('-'))
        {
            throw section.Heading.Error($"A parameter's heading is '### -Name', or '### {CommonParameters}'.");
        }

        YamlBlock yaml = YamlBlock.Parse(Fenced(section, "yaml"));
        yaml.Allow(
            "Type", "DefaultValue", "SupportsWildcards", "Aliases", "ParameterSets", "DontShow", "AcceptedValues", "HelpMessage",
            "VariableLength");
        IReadOnlyList<YamlBlock> sets = yaml.Blocks("ParameterSets");
        if (sets.Count == 0)
        {
            throw yaml.Error("ParameterSets", "A parameter is at least in one set.");
        }

        return new ParameterEntry(
            section.Title[1..],
            ExplanationOf(section).OrNullIfBlank
                ?? throw section.Heading.Error($"{section.Title} is not explained: its text stands before its yaml."),
            yaml.String("Type"),
            yaml.String("DefaultValue"),
            yaml.Boolean("SupportsWildcards"),
            yaml.Strings("Aliases"),
            sets.Select(ReadParameterSet).ToList(),
            yaml.Strings("AcceptedValues"));
    }

    private static ParameterSetEntry ReadParameterSet(YamlBlock yaml)
    {
        yaml.Allow("Name", "Position", "IsRequired", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments");
        string position = yaml.String("Position");
        return position == "Named" || position.All(char.IsAsciiDigit)
            ? new ParameterSetEntry(
                yaml.String("Name"),
                position,
                yaml.Boolean("IsRequired"),
                yaml.Boolean("ValueFromPipeline"),
                yaml.Boolean("ValueFromPipelineByPropertyName"))
            : throw yaml.Error("Position", "'Position' is to be Named or a number.");
    }

    private static ExampleEntry ReadExample(PageSection section)
    {
        ILookup<bool, Block> blocks = BlockReader.Read(section.Body).ToLookup(block => block.Kind == BlockKind.Code);
        return blocks[true].Any()
            ? new ExampleEntry(section.Title, blocks[true].ToList(), blocks[false].ToList())
            : throw section.Heading.Error("An example has its code between two lines '```'.");
    }

    private static TypeEntry ReadType(PageSection section) => new(section.Title, NotBlank(section));

    private static List<LinkEntry> ReadLinks(PageText text)
    {
        List<LinkEntry> links = [];
        for (int index = 0; index < text.Lines.Count; index++)
        {
            if (Link().Match(text.Lines[index]) is { Success: true } link)
            {
                links.Add(new LinkEntry(link.Groups[1].Value, link.Groups[2].Value));
            }
            else if (!string.IsNullOrWhiteSpace(text.Lines[index]))
            {
                throw text.Error(index, "A related link stands in a line of its own: '- [text](target)'.");
            }
        }

        return links;
    }

    private static PageText NotBlank(PageSection section) =>
        section.Body.OrNullIfBlank ?? throw section.Heading.Error($"There is no text below '{section.Title}'.");

    /// <summary>What stands between the marks of a section's one code fence.</summary>
    private static PageText Fenced(PageSection section, string language)
    {
        string mark = "```" + language;
        List<string> lines = section.Body.Lines.ToList();
        int start = lines.FindIndex(PageText.IsFence);
        if (start < 0 || lines[start].TrimEnd() != mark)
        {
            throw (start < 0 ? section.Heading : section.Body.Slice(start, start + 1)).Error(
                $"Below '{section.Title}' there is to be one block of code that begins with '{mark}'.");
        }

        int end = section.Body.EndOfFence(start);
        int other = lines.FindIndex(end + 1, line => !string.IsNullOrWhiteSpace(line));
        return other < 0
            ? section.Body.Slice(start + 1, end)
            : throw section.Body.Error(other, $"Nothing may follow the block of code below '{section.Title}'.");
    }

    /// <summary>The parameters of a line of syntax; the command's own dash stands after a letter.</summary>
    [GeneratedRegex(@"(?<=[\s\[])-(\w+)")]
    private static partial Regex SyntaxParameter();

    [GeneratedRegex(@"^- \[([^\]]+)\]\(([^)]+)\)$")]
    private static partial Regex Link();
}
