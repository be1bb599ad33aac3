using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.HelpGenerator.Commands;
using Journy.Tests.Engine;

namespace Journy.Tests.Help;

/// <summary>A cmdlet's page in docs, in the schema of Microsoft.PowerShell.PlatyPS.</summary>
internal sealed partial class HelpPage
{
    private readonly Dictionary<string, string> _sections;

    private HelpPage(string path)
    {
        Markdown = File.ReadAllText(path).ReplaceLineEndings("\n");
        Name = Path.GetFileNameWithoutExtension(path);
        string body = Markdown[(Markdown.IndexOf("\n# ", StringComparison.Ordinal) + 1)..];
        Heading = body[2..].Split('\n')[0];
        _sections = Split(body, "## ").ToDictionary(section => section.Title, section => section.Text);
    }

    /// <summary>Where the pages are.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs");

    /// <summary>The names of all cmdlets that have a page.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.EnumerateFiles(Folder, "*-Journy*.md")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>The names of all about_ topics.</summary>
    public static IReadOnlyList<string> Topics { get; } = Directory.EnumerateFiles(Folder, "about_*.md")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)
        .ToList();

    public string Name { get; }

    public string Heading { get; }

    public string Markdown { get; }

    public string Synopsis => _sections["SYNOPSIS"];

    public string Description => _sections["DESCRIPTION"];

    public string Notes => _sections["NOTES"];

    /// <summary>The titles of the sections, in order.</summary>
    public IEnumerable<string> Sections => _sections.Keys;

    /// <summary>The parameter sets and their syntax, in order; the default one is marked as PlatyPS does.</summary>
    public IReadOnlyList<(string Set, string Syntax)> Syntax => Split(_sections["SYNTAX"], "### ")
        .Select(set => (set.Title, HelpText.OfPlain(HelpText.FencesOf(set.Text).Single().Code)))
        .ToList();

    public IReadOnlyList<(string Type, string Text)> Inputs => Split(_sections["INPUTS"], "### ");

    public IReadOnlyList<(string Type, string Text)> Outputs => Split(_sections["OUTPUTS"], "### ");

    /// <summary>The texts of the related links and where they point.</summary>
    public IReadOnlyList<(string Text, string Target)> Links => Link().Matches(_sections["RELATED LINKS"])
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value))
        .ToList();

    public IReadOnlyList<HelpExample> Examples => Split(_sections["EXAMPLES"], "### ")
        .Select(example => new HelpExample(
            example.Title,
            HelpText.FencesOf(example.Text).Select(fence => fence.Code).ToList(),
            example.Text.StartsWith("```powershell\n", StringComparison.Ordinal),
            HelpText.WithoutFences(example.Text)))
        .ToList();

    /// <summary>The description of each parameter.</summary>
    public IReadOnlyDictionary<string, string> ParameterTexts => ParameterSections
        .ToDictionary(parameter => parameter.Name, parameter => HelpText.WithoutFences(parameter.Text));

    /// <summary>What the page says about each parameter in each of its sets.</summary>
    public IReadOnlyList<ParameterFacts> Parameters =>
        ParameterSections.SelectMany(parameter => Read(parameter.Name, parameter.Text)).ToList();

    private IEnumerable<(string Name, string Text)> ParameterSections => Split(_sections["PARAMETERS"], "### ")
        .Where(parameter => parameter.Title.StartsWith('-'))
        .Select(parameter => (parameter.Title[1..], parameter.Text));

    public static HelpPage Read(string name) => new(Path.Combine(Folder, name + ".md"));

    private static IEnumerable<ParameterFacts> Read(string name, string text)
    {
        string[] yaml = HelpText.FencesOf(text).Single(fence => fence.Language == "yaml").Code.Split('\n');
        string Value(string key) =>
            yaml.Single(line => line.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 1)..].Trim().Trim('\'');
        List<string> Items(string key) => yaml
            .SkipWhile(line => !line.StartsWith(key + ":", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal))
            .Select(line => line[2..])
            .ToList();

        int[] starts = Enumerable.Range(0, yaml.Length)
            .Where(index => yaml[index].StartsWith("- Name:", StringComparison.Ordinal))
            .ToArray();
        foreach (int start in starts)
        {
            string Of(string key) =>
                yaml.Skip(start).First(line => line[2..].StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 3)..].Trim();
            yield return new ParameterFacts(
                Of("Name"),
                name,
                Value("Type"),
                Value("DefaultValue"),
                bool.Parse(Of("IsRequired")),
                Of("Position"),
                bool.Parse(Of("ValueFromPipeline")),
                bool.Parse(Of("ValueFromPipelineByPropertyName")),
                bool.Parse(Value("SupportsWildcards")),
                Items("Aliases"),
                Items("AcceptedValues"));
        }
    }

    /// <summary>The parts of a text below headings of one level; headings inside code do not count.</summary>
    private static List<(string Title, string Text)> Split(string text, string mark)
    {
        List<(string Title, List<string> Lines)> parts = [];
        bool isCode = false;
        foreach (string line in text.Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith(mark, StringComparison.Ordinal))
            {
                parts.Add((line[mark.Length..], []));
            }
            else if (parts.Count > 0)
            {
                parts[^1].Lines.Add(line);
            }
        }

        return parts.ConvertAll(part => (part.Title, string.Join('\n', part.Lines).Trim('\n')));
    }

    [GeneratedRegex(@"^- \[([^\]]+)\]\(([^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
