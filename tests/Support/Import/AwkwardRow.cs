using System.Collections.Generic;

namespace Journy.Tests.Import;

/// <summary>A row that must come out of an <see cref="AwkwardFile"/>.</summary>
/// <param name="Line">The physical line on which it begins.</param>
/// <param name="Cells">Its cells, just as they stand in the file.</param>
/// <param name="Reason">Why it cannot be sent; null where it can.</param>
internal sealed record AwkwardRow(long Line, IReadOnlyList<string> Cells, JournyReason? Reason = null);
