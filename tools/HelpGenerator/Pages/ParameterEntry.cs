using System.Collections.Generic;
using System.Linq;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Pages;

/// <summary>A parameter, as the page describes it.</summary>
internal sealed record ParameterEntry(
    string Name,
    PageText Description,
    string Type,
    string DefaultValue,
    bool SupportsWildcards,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<ParameterSetEntry> Sets,
    IReadOnlyList<string> AcceptedValues)
{
    /// <summary>The parameter as one of the cmdlet's sets has it; null if it is not in that set.</summary>
    public ParameterSetEntry? FindSet(string name) =>
        Sets.FirstOrDefault(set => set.Name == name || set.Name == ParameterSetEntry.AllSets);
}
