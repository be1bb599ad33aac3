using System.Collections.Generic;
using System.Linq;

namespace Journy.Tests.Help;

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

    /// <summary>Parameters as text, one a line, in an order of their own.</summary>
    public static string Describe(IEnumerable<ParameterFacts> parameters) =>
        string.Join('\n', parameters.Select(parameter => parameter.ToString()).Order());

    private static string Join(IReadOnlyList<string> items) => items.Count == 0 ? "-" : string.Join("|", items);
}
