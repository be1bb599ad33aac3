using System.Collections.Generic;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Pages;

/// <summary>What a cmdlet's page says.</summary>
internal sealed record CommandPage(
    string Name,
    PageText Synopsis,
    IReadOnlyList<SyntaxEntry> Syntax,
    PageText Description,
    IReadOnlyList<ExampleEntry> Examples,
    IReadOnlyList<ParameterEntry> Parameters,
    IReadOnlyList<TypeEntry> Inputs,
    IReadOnlyList<TypeEntry> Outputs,
    PageText Notes,
    IReadOnlyList<LinkEntry> Links);
