using System;
using System.Collections.Generic;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Tells rows of outcome files that a later run has overtaken.</summary>
internal sealed class NewestRuns
{
    private readonly KnownRows _known;

    // Of rows of outcome files: the run of the newest that is sent, by identifier.
    private readonly Dictionary<ulong, long> _sentRuns = new();

    public NewestRuns(KnownRows known) => _known = known;

    /// <summary>True if rows of outcome files came.</summary>
    public bool HasOlderRuns { get; private set; }

    /// <summary>Whether a row of an outcome file is older than what is known of whom it names.</summary>
    public bool IsOutdated(ImportedRow row, int head, int other)
    {
        if (row.Row.Run == 0)
        {
            return false;
        }

        HasOlderRuns = true;
        long run = row.Row.Run;
        long newest = Math.Max(Math.Max(NewestOf(head), NewestOf(other)), Math.Max(SentOf(row.First), SentOf(row.Second)));
        if (newest > run)
        {
            row.NewerRun = newest;
            return true;
        }

        _sentRuns[row.First] = run;
        if (row.Second != 0)
        {
            _sentRuns[row.Second] = run;
        }

        return false;

        long NewestOf(int number) => number == 0 ? 0 : _known.Runs[number];
        long SentOf(ulong key) => _sentRuns.TryGetValue(key, out long sent) ? sent : 0;
    }
}
