using System.Collections.Generic;

namespace Journy.Tests.Promises;

/// <summary>A row of a fault schedule's file.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Mark">What every request for it carries, and every equal row; of a row that cannot be sent, its own.</param>
/// <param name="Identity">Whom it is about.</param>
/// <param name="Cells">Its cells; null where it has more or fewer than the header.</param>
/// <param name="IsUsable">Whether it can be sent.</param>
/// <param name="IsRejected">Whether the server rejects a property of it.</param>
internal sealed record ScheduledRow(
    int Line, string Mark, string Identity, IReadOnlyList<string>? Cells, bool IsUsable, bool IsRejected);
