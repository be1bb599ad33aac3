namespace Journy.HelpGenerator.Pages;

/// <summary>What a parameter is in one parameter set.</summary>
/// <param name="Name">The set's name, or <see cref="AllSets"/>.</param>
/// <param name="Position">"Named", or the position, from 0.</param>
/// <param name="IsRequired">Whether the set cannot do without it.</param>
/// <param name="ValueFromPipeline">Whether it takes objects from the pipeline.</param>
/// <param name="ValueFromPipelineByPropertyName">Whether it takes a property of theirs.</param>
internal sealed record ParameterSetEntry(
    string Name,
    string Position,
    bool IsRequired,
    bool ValueFromPipeline,
    bool ValueFromPipelineByPropertyName)
{
    /// <summary>What stands for the name of a set where the parameter is in all of them.</summary>
    public const string AllSets = "(All)";
}
