using System.Collections.Generic;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>One row of the input, whether a file's or a piped object.</summary>
/// <param name="Line">The physical line on which it begins, or the number of the piped record, from 1.</param>
/// <param name="Columns">The columns of <paramref name="Cells"/>. Rows of one file share one list.</param>
/// <param name="Cells">The cells as they were, for the outcome files.</param>
/// <param name="Problem">Why the row cannot be sent as it stands in the input; null if it can.</param>
/// <param name="Run">The run whose input said this, as a <see cref="RunStamp"/>; 0 for the present one.</param>
/// <param name="Text">The row as it stands in a file, without its line end, if journal or outcome file may need it; else null.</param>
/// <param name="IsOpen">True if the row is a file's last one and has no line end.</param>
/// <param name="Digest">What the row is known by if it is one line of a file that its journal may remember; else null.</param>
internal sealed record ImportRow(
    long Line,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Cells,
    JournyInputException? Problem,
    long Run = 0,
    string? Text = null,
    bool IsOpen = false,
    LineDigest? Digest = null);
