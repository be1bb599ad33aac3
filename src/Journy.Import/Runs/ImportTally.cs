using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Outcomes;
using Journy.Import.Records;
using Journy.Pacing;
using Journy.Results;

namespace Journy.Import.Runs;

/// <summary>The account of a run: what became of each row, in the summary's counts and in the outcome files.</summary>
internal sealed class ImportTally
{
    private readonly ImportRunOptions _options;
    private readonly OutcomeFiles _files;
    private readonly Journal? _journal;
    private readonly TimeSpan _start;
    private readonly ReasonCounts _reasons = new();
    private JournyInputException? _fileProblem;
    private long _sent;
    private long _unchanged;
    private long _partial;
    private long _unknown;
    private long _notAttempted;
    private long? _notAttemptedFromLine;

    /// <summary>Begins with nothing counted.</summary>
    public ImportTally(ImportRunOptions options)
    {
        _options = options;
        _files = options.Files;
        _journal = options.Journal;
        _start = options.Client.Clock.Now;
    }

    /// <summary>What kept an outcome file or the journal from being written; the run ends there, since it could not tell of further
    /// rows.</summary>
    public JournyInputException? FileProblem => _fileProblem ?? _journal?.Problem;

    /// <summary>Rows that failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Rows that failed, are unknown or lost properties, and could not be written to their file.</summary>
    public long Unwritten { get; private set; }

    /// <summary>Rows that are left to the next import.</summary>
    public long Deferred { get; set; }

    /// <summary>How many are recorded and not in the input any more; null if nobody knows.</summary>
    public long? Absent { get; set; }

    /// <summary>The file that those of them who could be named were added to; null for none.</summary>
    public string? AbsentPath { get; set; }

    /// <summary>Rows that name nobody and were left out.</summary>
    public SkippedRows Skipped { get; } = new();

    /// <summary>What journy.io did not take of rows that it took otherwise.</summary>
    public Rejections Rejections { get; } = new();

    /// <summary>Rows of an outcome file that are older than what journy.io has.</summary>
    public OutdatedRows Outdated { get; } = new();

    /// <summary>True if rows were not attempted.</summary>
    public bool HasNotAttempted => _notAttempted > 0;

    /// <summary>Calls whose row has its outcome.</summary>
    public long Calls => _sent + _partial + Failed + _unknown;

    /// <summary>Rows that have their outcome.</summary>
    public long Done => Calls + _unchanged + Skipped.Count;

    /// <summary>Notes what ends the run; the first problem stays.</summary>
    public void NoteProblem(JournyInputException? problem) => _fileProblem ??= problem;

    /// <summary>How many rows there were, if journy.io has each as it stands in the input; else null.</summary>
    public long? SettledRows =>
        FileProblem is null && _partial + Failed + _unknown + _notAttempted + Deferred + Skipped.Count == 0 ? _sent + _unchanged : null;

    /// <summary>True if rows were sent.</summary>
    public bool HasCalls => Calls > 0;

    /// <summary>Counts rows that are as they were accepted.</summary>
    public void CountUnchanged(long rows = 1) => _unchanged += rows;

    /// <summary>Counts a row of an outcome file that is older than what journy.io has.</summary>
    public void CountOutdated(ImportedRow row)
    {
        Failed++;
        Outdated.Add(row);
        _reasons.AddOutdated(row.Row);
        Write(RowOutcome.Failed, row.Row, OutdatedRows.ReasonOf(row), null);
    }

    /// <summary>Counts an event of which an earlier import does not know whether it was recorded.</summary>
    public void CountUnknown(ImportedRow row)
    {
        _unknown++;
        _reasons.AddUnknown(row.Row);
        Write(
            RowOutcome.Unknown,
            row.Row,
            "An earlier import was cut off before it had the answer to this event, or the answer was lost, so that journy.io may or may "
                + "not have recorded it. Look there; to send it all the same, import this file.",
            null);
    }

    /// <summary>Counts a row that was answered.</summary>
    public void CountAnswer(ImportRow row, RecordAnswer answer)
    {
        if (answer.Rejected.Count == 0)
        {
            _sent++;
            return;
        }

        _partial++;
        Rejections.Add(answer.Rejected);
        _reasons.AddRejected(row, answer.Rejected);
        Write(
            RowOutcome.Partial,
            row,
            "Rejected: " + PlainText.List(
                answer.Rejected.Select(property => $"{property.Key}: {property.Value}"), answer.Rejected.Count, "; ", "properties"),
            answer.Head.RequestId);
    }

    /// <summary>Counts a row that failed.</summary>
    public void Fail(ImportRow row, Exception reason)
    {
        RowOutcome outcome = RowOutcome.Failed;
        if (reason is JournyApiException { Reason: JournyReason.OutcomeUnknown })
        {
            outcome = RowOutcome.Unknown;
            _unknown++;
        }
        else
        {
            Failed++;
        }

        _reasons.Add(outcome, row, reason);
        Write(outcome, row, reason.Message, (reason as JournyApiException)?.RequestId);
    }

    /// <summary>Counts rows that were not attempted.</summary>
    public void NotAttempted(IReadOnlyList<ImportedRow> rows)
    {
        foreach (ImportedRow row in rows)
        {
            NotAttempted(row.Row);
        }
    }

    /// <summary>Counts a row that was not attempted.</summary>
    public void NotAttempted(ImportRow row)
    {
        _notAttempted++;
        _notAttemptedFromLine = Math.Min(_notAttemptedFromLine ?? long.MaxValue, row.Line);
    }

    /// <summary>Counts lines behind damage that could not be read.</summary>
    /// <param name="count">How many.</param>
    /// <param name="damagedLine">The line of the damage.</param>
    public void CountUnread(long count, long damagedLine)
    {
        _notAttempted += count;
        if (count > 0)
        {
            _notAttemptedFromLine ??= damagedLine + 1;
        }
    }

    /// <summary>The account of the run so far.</summary>
    public ImportSummary Summarize()
    {
        Pace pace = _options.Client.RateLimiter.Pace;
        return new ImportSummary
        {
            Path = _options.InputName,
            IsPiped = _options.IsPiped,
            Kind = _options.Operation.Entity,
            Sent = _sent,
            Unchanged = _unchanged,
            Partial = _partial,
            Failed = Failed,
            Unknown = _unknown,
            NotAttempted = _notAttempted,
            Deferred = Deferred,
            Skipped = Skipped.Count,
            NotAttemptedFromLine = _notAttemptedFromLine,
            Absent = Absent,
            AbsentPath = AbsentPath,
            Reasons = _reasons.ToReasons(_options.IsPiped),
            FailedPath = _files.PathOf(RowOutcome.Failed),
            PartialPath = _files.PathOf(RowOutcome.Partial),
            UnknownPath = _files.PathOf(RowOutcome.Unknown),
            JournalPath = _journal?.Path,
            ContinueCommand = _notAttempted > 0 ? _options.ContinueCommand?.Invoke() : null,
            RetryCommand = _files.FilesOf(RowOutcome.Failed) is { Count: > 0 } failed
                ? string.Join(Environment.NewLine, failed.Select(_options.CommandToImport))
                : null,
            Elapsed = _options.Client.Clock.Now - _start,
            CallsPerMinute = pace.CallsInLastMinute,
            ShareOfLimit = pace.ShareUsed,
            OthersPerMinute = pace.OthersPerMinute,
        };
    }

    private void Write(RowOutcome outcome, ImportRow row, string reason, string? requestId)
    {
        try
        {
            if (_files.Write(outcome, row, reason, requestId) is { } types && _journal is not null)
            {
                KeepTypes(_journal, row, types);
            }
        }
        catch (JournyInputException problem)
        {
            // Rows in flight still end and are counted; no further one is sent.
            _fileProblem ??= problem;
            Unwritten++;
        }
    }

    // For whoever fixes the row and imports its file: text says nothing of what it was.
    private static void KeepTypes(Journal journal, ImportRow row, OutcomeTypes types)
    {
        for (int index = 0; index < row.Columns.Count; index++)
        {
            if (types[index] is { } type && !journal.Types.ContainsKey(row.Columns[index]))
            {
                journal.KeepTypes(new[] { new KeyValuePair<string, JournyPropertyType>(row.Columns[index], type) });
            }
        }
    }
}
