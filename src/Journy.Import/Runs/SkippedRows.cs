using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Records;

namespace Journy.Import.Runs;

/// <summary>Rows that name nobody and are left out: how many, and whether there are more of them than there should be.</summary>
internal sealed class SkippedRows
{
    // How many were skipped in the last run, and of how many.
    private const string Field = "skipped";
    private const int MostTimes = 2;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The line of the first of them, or its number in the pipeline.</summary>
    public long FirstLine { get; private set; }

    /// <summary>Whether a row that cannot be sent is one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="problem">Why it cannot be sent.</param>
    public static bool IsOne(ImportRow row, JournyInputException problem) =>
        row.Problem is null && problem.Reason == JournyReason.NoIdentity && !row.Cells.Any(StrayLines.IsTotal);

    /// <summary>Counts one.</summary>
    public void Add(ImportRow row)
    {
        FirstLine = Count++ == 0 ? row.Line : FirstLine;
    }

    /// <summary>Why there are too many of them: no row names anybody, or their share has doubled since the last run, whose share the
    /// journal knows. Null if there are not.</summary>
    /// <param name="taken">How many rows there were.</param>
    /// <param name="journal">The journal; null if there is none. It keeps the share of this run.</param>
    public string? FindExcess(long taken, Journal? journal)
    {
        IReadOnlyList<string>? last = journal?.Field(Field);
        string[] now = { Count.ToString(CultureInfo.InvariantCulture), taken.ToString(CultureInfo.InvariantCulture) };
        if (journal is { IsWritable: true } && taken > 0 && (last is null || !last.SequenceEqual(now, StringComparer.Ordinal)))
        {
            journal.SetField(Field, now);
        }

        if (Count == taken && Count > 0)
        {
            return "no row of it names anybody: most likely the column that does is empty, or is not the one that was named.";
        }

        if (last is null || taken == 0)
        {
            return null;
        }

        // One more than last time may be chance.
        long lastCount = long.Parse(last[0], CultureInfo.InvariantCulture);
        long lastTaken = long.Parse(last[1], CultureInfo.InvariantCulture);
        double before = (lastCount + 1) / (double)Math.Max(1, lastTaken);
        return Count / (double)taken <= MostTimes * before
            ? null
            : string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} of its {1:N0} rows name nobody, and at the last import it was {2:N0} of {3:N0}. "
                    + "See whether the export still has everybody.",
                Count,
                taken,
                lastCount,
                lastTaken);
    }
}
