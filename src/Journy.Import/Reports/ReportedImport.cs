using System;
using System.Collections.Generic;

namespace Journy.Import.Reports;

/// <summary>The import of one input, as a report tells it.</summary>
/// <param name="Input">The file, or what piped rows are called.</param>
internal sealed record ReportedImport(string Input)
{
    /// <summary>Its summary; null if it did not begin.</summary>
    public ImportSummary? Summary { get; init; }

    /// <summary>When it began; null if it did not.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>Why it did not begin, or ended early; null if it came to its end.</summary>
    public string? Problem { get; init; }

    /// <summary>What its columns became.</summary>
    public IReadOnlyList<ReportedColumn> Columns { get; init; } = Array.Empty<ReportedColumn>();

    /// <summary>How fast it went; null if it did not begin.</summary>
    public PaceTrace? Pace { get; init; }

    /// <summary>The files of rows that were not imported whole, each with their outcome and number.</summary>
    public IReadOnlyList<(string Outcome, string Path, long Rows)> Files { get; init; } = Array.Empty<(string, string, long)>();

    /// <summary>True if every row got in, and all of them whole.</summary>
    public bool IsWhole => Problem is null && Summary is { Failed: 0, Partial: 0, Unknown: 0, NotAttempted: 0 };
}
