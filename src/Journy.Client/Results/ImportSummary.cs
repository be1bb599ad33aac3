using System;

namespace Journy.Results;

/// <summary>What became of one file: every row is in exactly one of the counts.</summary>
public sealed class ImportSummary
{
    /// <summary>The file.</summary>
    public string Path { get; internal init; } = string.Empty;

    /// <summary>What the rows are.</summary>
    public JournyEntity Entity { get; internal init; }

    /// <summary>Rows in the file: the sum of all that follow.</summary>
    public long Read => Sent + Partial + Failed + NotAttempted;

    /// <summary>Rows that journy.io took whole.</summary>
    public long Sent { get; internal init; }

    /// <summary>Rows that journy.io took, but for properties that it rejected; each is in the file at <see cref="PartialPath"/>.</summary>
    public long Partial { get; internal init; }

    /// <summary>Rows that journy.io did not take, or that could not be sent; each is in the file at <see cref="FailedPath"/>.</summary>
    public long Failed { get; internal init; }

    /// <summary>Rows that were not sent because the run ended before their turn. Where the file is damaged, the lines behind the
    /// damage that hold anything.</summary>
    public long NotAttempted { get; internal init; }

    /// <summary>The first row that was not attempted, by its line in the file; null where there is none.</summary>
    public long? NotAttemptedFromLine { get; internal init; }

    /// <summary>The file of the failed rows: their cells as they were, with line and reason. Null where none failed.</summary>
    public string? FailedPath { get; internal init; }

    /// <summary>The file of the rows that lost properties, likewise.</summary>
    public string? PartialPath { get; internal init; }

    /// <summary>From opening the file to the last answer.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Rows that were read, a second.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Math.Round(Read / Elapsed.TotalSeconds, 1) : 0;
}
