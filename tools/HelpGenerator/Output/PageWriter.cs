using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.HelpGenerator.Commands;
using Journy.HelpGenerator.Markdown;
using Journy.HelpGenerator.Pages;

namespace Journy.HelpGenerator.Output;

/// <summary>
/// Writes what a page says of a cmdlet's parameters and their sets, as the engine knows them. Words are left to people: where some are
/// missing it writes '{{ … }}', and a test finds those.
/// </summary>
internal static partial class PageWriter
{
    /// <summary>The widest line of the syntax.</summary>
    private const int Width = 100;

    /// <summary>A page for a cmdlet that has none.</summary>
    public static string Begin(CommandFacts command, DateTime date)
    {
        string example = string.Join("\n\n", Enumerable.Range(1, 3).Select(number =>
            $"### Example {number}: {{{{ What it is for }}}}\n\n```powershell\n{command.Name}\n```\n\n{{{{ What it does }}}}"));
        string inputs = command.TakesPipelineInput
            ? "### System.Management.Automation.PSObject\n\n{{ What can be piped }}"
            : "### None\n\nNothing can be piped to this command.";
        string outputs = string.Join("\n\n", command.OutputTypes.Select(type => $"### {type}\n\n{{{{ What it holds }}}}"));
        string frame = $$$"""
            ---
            document type: cmdlet
            external help file: Journy.PowerShell.dll-Help.xml
            HelpUri: ''
            Locale: en-US
            Module Name: Journy
            ms.date: {{{date.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture)}}}
            PlatyPS schema version: 2024-05-01
            title: {{{command.Name}}}
            ---

            # {{{command.Name}}}

            ## SYNOPSIS

            {{ What it does, in one line }}

            ## SYNTAX

            ## ALIASES

            This cmdlet has no aliases.

            ## DESCRIPTION

            {{ What it does, what it needs, and what becomes of what cannot be done }}

            ## EXAMPLES

            {{{example}}}

            ## PARAMETERS

            ### CommonParameters

            This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
            -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
            -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
            [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).

            ## INPUTS

            {{{inputs}}}

            ## OUTPUTS

            {{{outputs}}}

            ## NOTES

            {{ What else one should know }}

            ## RELATED LINKS

            - [about_Journy](about_Journy.md)
            - [journy.io](https://journy.io)

            """;
        return Update(command, PageText.Parse(command.Name + ".md", frame));
    }

    /// <summary>The page with its syntax and the YAML of its parameters made anew, and every word of it kept.</summary>
    /// <exception cref="PageException">The page has no such sections, or a parameter's section is not text and then YAML.</exception>
    public static string Update(CommandFacts command, PageText page)
    {
        List<string> lines = [];
        int first = page.Lines.ToList().FindIndex(line => line.StartsWith("## ", StringComparison.Ordinal));
        if (first < 0)
        {
            throw page.Error("The page has no sections '## …'.");
        }

        lines.AddRange(page.Lines.Take(first));
        foreach (PageSection section in page.Slice(first, page.Lines.Count).Split("## "))
        {
            lines.AddRange(section.Heading.Lines);
            lines.AddRange(section.Title switch
            {
                "SYNTAX" => Syntax(command),
                "PARAMETERS" => Parameters(command, section.Body),
                _ => section.Body.Lines,
            });
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Syntax(CommandFacts command)
    {
        yield return string.Empty;
        foreach ((string set, string syntax) in command.Syntax)
        {
            yield return $"### {set}";
            yield return string.Empty;
            yield return "```";
            foreach (string line in LineBreaker.Break(BetweenParameters().Split(syntax), Width, string.Empty, " "))
            {
                yield return line;
            }

            yield return "```";
            yield return string.Empty;
        }
    }

    private static IEnumerable<string> Parameters(CommandFacts command, PageText text)
    {
        List<PageSection> sections = [.. text.Split("### ")];
        yield return string.Empty;
        foreach (IGrouping<string, ParameterFacts> parameter in command.Parameters
            .GroupBy(parameter => parameter.Name)
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            string title = "-" + parameter.Key;
            yield return $"### {title}";
            foreach (string line in sections.Find(section => section.Title == title) is { } section
                ? CommandPageReader.ExplanationOf(section).Lines
                : [string.Empty, $"{{{{ What {title} is for }}}}", string.Empty])
            {
                yield return line;
            }

            foreach (string line in Yaml([.. parameter]))
            {
                yield return line;
            }

            yield return string.Empty;
        }

        if (sections.Find(section => !section.Title.StartsWith('-')) is { } common)
        {
            yield return $"### {common.Title}";
            foreach (string line in common.Body.Lines)
            {
                yield return line;
            }
        }
    }

    /// <summary>What PlatyPS writes of a parameter; <paramref name="sets"/> holds it as it is in each of its sets.</summary>
    private static IEnumerable<string> Yaml(IReadOnlyList<ParameterFacts> sets) =>
    [
        "```yaml",
        $"Type: {Scalar(sets[0].Type)}",
        $"DefaultValue: {Scalar(sets[0].Default)}",
        $"SupportsWildcards: {Scalar(sets[0].TakesWildcards)}",
        .. List("Aliases", sets[0].Aliases),
        "ParameterSets:",
        .. sets.SelectMany(IEnumerable<string> (set) =>
        [
            $"- Name: {set.ParameterSet}",
            $"  Position: {set.Position}",
            $"  IsRequired: {Scalar(set.IsRequired)}",
            $"  ValueFromPipeline: {Scalar(set.FromPipeline)}",
            $"  ValueFromPipelineByPropertyName: {Scalar(set.FromPipelineByName)}",
            "  ValueFromRemainingArguments: false",
        ]),
        "DontShow: false",
        .. List("AcceptedValues", sets[0].AcceptedValues),
        "HelpMessage: ''",
        "```",
    ];

    private static IEnumerable<string> List(string key, IReadOnlyList<string> items) => items.Count == 0
        ? [$"{key}: []"]
        : [$"{key}:", .. items.Select(item => $"- {Scalar(item)}")];

    private static string Scalar(bool value) => value ? "true" : "false";

    private static string Scalar(string value) =>
        PlainScalar().IsMatch(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A blank before a parameter; the one before its value stays.</summary>
    [GeneratedRegex(@" (?=[\[-])")]
    private static partial Regex BetweenParameters();

    /// <summary>What YAML reads as the text that it is; all else is quoted.</summary>
    [GeneratedRegex(@"^\w[\w.,`/()\[\] -]*$")]
    private static partial Regex PlainScalar();
}
