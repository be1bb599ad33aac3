using System.Collections.Generic;

namespace Journy.Import.Outcomes;

/// <summary>One row of an outcome file.</summary>
/// <param name="Line">The line of the input, or the number of the record if the input has no lines.</param>
/// <param name="Cells">The cells as they stand in the input; none of a damaged row.</param>
/// <param name="Text">The row as it stands in the input, if it is JSON.</param>
/// <param name="Error">Why the row is here.</param>
/// <param name="RequestId">The request ID of the answer; empty if there was none.</param>
/// <param name="Run">The run whose input said what the row says; empty if that is unknown.</param>
internal readonly record struct OutcomeRow(
    long Line, IReadOnlyList<string> Cells, string? Text, string Error, string RequestId, string Run);
