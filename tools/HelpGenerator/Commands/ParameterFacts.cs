using System.Collections.Generic;

namespace Journy.HelpGenerator.Commands;

/// <summary>What is known of one parameter in one parameter set, from wherever it was read.</summary>
internal sealed record ParameterFacts(
    string ParameterSet,
    string Name,
    string Type,
    string Default,
    bool IsRequired,
    string Position,
    bool FromPipeline,
    bool FromPipelineByName,
    bool TakesWildcards,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> AcceptedValues)
{
    /// <summary>All of it in one line, so that a difference can be read.</summary>
    public override string ToString() =>
        $"[{ParameterSet}] -{Name} <{Type}> default '{Default}', {(IsRequired ? "required" : "optional")}, position {Position}, "
        + $"pipeline {(FromPipeline ? "value" : "-")} {(FromPipelineByName ? "name" : "-")}, wildcards {(TakesWildcards ? "yes" : "no")}, "
        + $"aliases {Join(Aliases)}, values {Join(AcceptedValues)}";

    private static string Join(IReadOnlyList<string> items) => items.Count == 0 ? "-" : string.Join("|", items);
}
