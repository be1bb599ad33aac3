using System.Collections.Generic;

namespace Journy.Tests.Import.Journaling;

/// <summary>A run of a model.</summary>
/// <param name="Rows">The rows of its file, as it was then.</param>
/// <param name="LeftOut">The lines of those that are not to be sent: invalid, or too old.</param>
/// <param name="Before">The servers before it.</param>
/// <param name="Applied">The rows that took effect.</param>
/// <param name="Done">Those, and the rows that were spared.</param>
/// <param name="IsWhole">Whether it came to its end.</param>
internal sealed record ModelRun(
    IReadOnlyList<ModelRow> Rows,
    IReadOnlySet<int> LeftOut,
    IReadOnlyList<IModelServer> Before,
    IReadOnlyList<ModelRow> Applied,
    List<ModelRow> Done,
    bool IsWhole);
