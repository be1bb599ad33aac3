using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>One row of a source.</summary>
/// <param name="Line">The physical line, from 1, on which the row begins.</param>
/// <param name="Cells">The cells as text; a ragged row of CSV has its own number of them, a damaged row none.</param>
/// <param name="Problem">Why the row cannot be sent, or null.</param>
/// <param name="Text">The row as it stands in the file, without its line end, if it may be needed; else null.</param>
/// <param name="Values">The values if the source has more than text, one a cell; null if the cells are the values.</param>
/// <param name="Digest">What the row is known by if it is one line and such lines may be taken; else null.</param>
internal readonly record struct TableRow(
    long Line, string[] Cells, JournyInputException? Problem, string? Text = null, object?[]? Values = null, LineDigest? Digest = null);
