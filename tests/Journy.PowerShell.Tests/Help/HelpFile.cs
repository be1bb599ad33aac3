using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Journy.HelpGenerator.Commands;
using Journy.Tests.Engine;

namespace Journy.Tests.Help;

/// <summary>One cmdlet in the help file that ships with the module.</summary>
internal sealed class HelpFile
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XElement _command;

    private HelpFile(XElement command) => _command = command;

    /// <summary>Where the help is kept.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "src", "Journy.PowerShell", "en-US");

    /// <summary>Every cmdlet of the help file, by name.</summary>
    public static IReadOnlyDictionary<string, HelpFile> Commands { get; } = XDocument
        .Load(Path.Combine(Folder, "Journy.PowerShell.dll-Help.xml")).Root!.Elements(Command + "command")
        .Select(command => new HelpFile(command))
        .ToDictionary(command => command.Name);

    public string Name => _command.Element(Command + "details")!.Element(Command + "name")!.Value;

    public string Synopsis => Text(_command.Element(Command + "details")!.Element(Maml + "description")!);

    public string Description => Text(_command.Element(Maml + "description")!);

    public string Notes => Text(_command.Element(Maml + "alertSet")!.Element(Maml + "alert")!);

    public IReadOnlyList<(string Type, string Text)> Inputs => Types("inputTypes", "inputType");

    public IReadOnlyList<(string Type, string Text)> Outputs => Types("returnValues", "returnValue");

    public IReadOnlyList<(string Title, string Code, string Remarks)> Examples => _command
        .Element(Command + "examples")!.Elements(Command + "example")
        .Select(example => (
            example.Element(Maml + "title")!.Value, example.Element(Dev + "code")!.Value, Text(example.Element(Dev + "remarks")!)))
        .ToList();

    public IEnumerable<string> Links =>
        _command.Element(Command + "relatedLinks")!.Descendants(Maml + "linkText").Select(link => link.Value);

    /// <summary>The description of each parameter.</summary>
    public IReadOnlyDictionary<string, string> ParameterTexts => _command.Element(Command + "parameters")!.Elements(Command + "parameter")
        .ToDictionary(parameter => parameter.Element(Maml + "name")!.Value, parameter => Text(parameter.Element(Maml + "description")!));

    /// <summary>What Get-Help -Full and -Parameter show of each parameter, whatever set it is in.</summary>
    public IEnumerable<ParameterFacts> Parameters => _command.Element(Command + "parameters")!.Elements(Command + "parameter")
        .Select(parameter => Read(string.Empty, parameter));

    /// <summary>Every line of the paragraphs, titles and code, as wide as Get-Help shows it.</summary>
    public IEnumerable<string> Lines => _command.Descendants()
        .Where(element => element.Name == Maml + "para" || element.Name == Dev + "code" || element.Name == Maml + "title")
        .SelectMany(element => element.Value.Split('\n'));

    /// <summary>What the syntax says about each parameter. MAML has no names for parameter sets: they are taken by their order.</summary>
    public IEnumerable<ParameterFacts> Syntax(IReadOnlyList<string> sets)
    {
        XElement[] items = _command.Element(Command + "syntax")!.Elements(Command + "syntaxItem").ToArray();
        if (items.Length != sets.Count)
        {
            throw new InvalidOperationException($"The help file has {items.Length} sets of {Name}, not {sets.Count}.");
        }

        return items.SelectMany((item, index) => item.Elements(Command + "parameter").Select(parameter => Read(sets[index], parameter)));
    }

    private static ParameterFacts Read(string set, XElement parameter)
    {
        string Of(string attribute) => parameter.Attribute(attribute)!.Value;
        return new ParameterFacts(
            set,
            parameter.Element(Maml + "name")!.Value,
            parameter.Element(Dev + "type")!.Element(Maml + "name")!.Value,
            parameter.Element(Dev + "defaultValue")!.Value,
            bool.Parse(Of("required")),
            Of("position") == "named" ? "Named" : Of("position"),
            Of("pipelineInput").Contains("ByValue", StringComparison.Ordinal),
            Of("pipelineInput").Contains("ByPropertyName", StringComparison.Ordinal),
            bool.Parse(Of("globbing")),
            Of("aliases") == "none" ? [] : Of("aliases").Split(", "),
            (parameter.Element(Command + "parameterValueGroup")?.Elements() ?? []).Select(value => value.Value).ToList());
    }

    private static string Text(XElement element) =>
        HelpText.OfPlain(string.Join("\n\n", element.Elements(Maml + "para").Select(paragraph => paragraph.Value)));

    private List<(string Type, string Text)> Types(string list, string item) => _command
        .Element(Command + list)!.Elements(Command + item)
        .Select(type => (type.Element(Dev + "type")!.Element(Maml + "name")!.Value, Text(type.Element(Maml + "description")!)))
        .ToList();
}
