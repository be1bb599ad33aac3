using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Outcomes;
using Journy.Import.Records;
using Journy.Pacing;
using Journy.Results;

namespace Journy.Import.Runs;

/// <summary>
/// Sends the rows of one input and keeps account of each: sent, unchanged, partial, failed, unknown or not attempted. Rows may end
/// in another order than the input's; two rows of one user or account never overtake each other.
/// </summary>
internal sealed class ImportRun
{
    // Finished calls are looked at this often at the least, while rows need none.
    private const int RowsBetweenLooks = 64;

    private readonly ImportRunOptions _options;
    private readonly IRunObserver _observer;
    private readonly ImportOperation _operation;
    private readonly JournyClient _client;
    private readonly OutcomeFiles _files;
    private readonly Journal? _journal;
    private readonly RecordHash _hash;
    private readonly RowTriage _triage;
    private readonly CallWindow<IReadOnlyList<ImportedRow>, ImportAnswer> _window;
    private readonly AccountGroups<ImportedRow>? _groups;
    private readonly TimeSpan _start;
    private readonly Rejections _rejections = new();
    private JournyInputException? _fileProblem;
    private long _taken;
    private long _sent;
    private long _unchanged;
    private long _partial;
    private long _failed;
    private long _unknown;
    private long _notAttempted;
    private long? _notAttemptedFromLine;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">What it works with.</param>
    /// <param name="observer">Who is told how it goes.</param>
    /// <param name="stop">Ends the run at once.</param>
    public ImportRun(ImportRunOptions options, IRunObserver observer, CancellationToken stop)
    {
        _options = options;
        _observer = observer;
        _operation = options.Operation;
        _client = options.Client;
        _files = options.Files;
        _journal = options.Journal;
        _start = _client.Clock.Now;
        _hash = _journal?.Rules.Hash ?? new RecordHash(RecordHash.CreateSalt());
        _window = new CallWindow<IReadOnlyList<ImportedRow>, ImportAnswer>(
            options.ThrottleLimit,
            _journal?.Rules.Identities ?? new IdentityMap(),
            inOrder: false,
            Count,
            () =>
            {
                observer.OnWaiting();
                LookAtLimits();
            },
            stop)
        {
            // The journal accounts for what a stop leaves unreported; with one call at a time there is nothing to gain.
            MostWaiting = options.ThrottleLimit - 1,
        };
        if (_operation.GroupsByAccount)
        {
            _groups = new AccountGroups<ImportedRow>(row => row.Record.Account!);
        }

        _triage = new RowTriage(_operation, _journal, Follow);
    }

    /// <summary>What kept an outcome file or the journal from being written; the run ends there, since it could not tell of further
    /// rows.</summary>
    public JournyInputException? FileProblem => _fileProblem ?? _journal?.Problem;

    /// <summary>The answer after which no further call makes sense; null where there was none.</summary>
    public JournyApiException? RunEnd => _window.RunEnd;

    /// <summary>Why the run ended before its input did, by the user's own wish; null where it did not.</summary>
    public string? Limit { get; private set; }

    /// <summary>Rows that failed, are unknown or lost properties, and could not be written to their file.</summary>
    public long Unwritten { get; private set; }

    /// <summary>Rows that are left to the next import.</summary>
    public long Deferred { get; set; }

    /// <summary>Rows that were taken without white space around an identifier.</summary>
    public long TrimmedRows { get; private set; }

    /// <summary>What journy.io did not take of rows that it took otherwise.</summary>
    public Rejections Rejections => _rejections;

    /// <summary>Rows of an outcome file that are older than what journy.io has.</summary>
    public OutdatedRows Outdated { get; } = new();

    /// <summary>How far the run is.</summary>
    public ImportRunCounts Counts
    {
        get
        {
            long calls = _sent + _partial + _failed + _unknown;
            return new ImportRunCounts(_taken, calls + _unchanged, calls, _failed);
        }
    }

    private bool IsEnding => RunEnd is not null || FileProblem is not null || Limit is not null;

    /// <summary>Takes the next row of the input.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bind">Reads it.</param>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public void Take(ImportRow row, Func<BoundRecord> bind)
    {
        LookAtLimits();
        if (IsEnding)
        {
            NotAttempted(row);
        }
        else if (_triage.IsValid(row, bind, out ImportedRow? valid, out JournyInputException? problem))
        {
            TrimmedRows += valid.Record.IsTrimmed ? 1 : 0;
            _triage.Decide(valid);
        }
        else
        {
            Fail(row, problem);
        }

        if (++_taken % RowsBetweenLooks == 0)
        {
            _window.EmitFinished();
        }
    }

    /// <summary>Sends what still waits, and waits for every answer.</summary>
    /// <param name="unreadLines">Lines behind damage that could not be read.</param>
    /// <param name="damagedLine">The line of the damage.</param>
    /// <param name="isWhole">True if the input was read to its end, as far as anybody can read it.</param>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public void Finish(long unreadLines = 0, long damagedLine = 0, bool isWhole = true)
    {
        _triage.Finish();
        _groups?.Close();
        SendReady();

        // A half of a refused call may be refused in its turn.
        for (_window.Drain(); _groups is { HasReady: true }; _window.Drain())
        {
            SendReady();
        }

        _notAttempted += unreadLines;
        if (unreadLines > 0)
        {
            _notAttemptedFromLine ??= damagedLine + 1;
        }

        if (isWhole && !IsEnding && _notAttempted == 0)
        {
            Conclude();
        }
    }

    /// <summary>The account of the run so far.</summary>
    public ImportSummary Summarize()
    {
        Pace pace = _client.RateLimiter.Pace;
        return new ImportSummary
        {
            Path = _options.InputName,
            Kind = _operation.Entity,
            Sent = _sent,
            Unchanged = _unchanged,
            Partial = _partial,
            Failed = _failed,
            Unknown = _unknown,
            NotAttempted = _notAttempted,
            Deferred = Deferred,
            NotAttemptedFromLine = _notAttemptedFromLine,
            FailedPath = _files.PathOf(RowOutcome.Failed),
            PartialPath = _files.PathOf(RowOutcome.Partial),
            UnknownPath = _files.PathOf(RowOutcome.Unknown),
            JournalPath = _journal?.Path,
            ContinueCommand = _notAttempted > 0 ? _options.ContinueCommand : null,
            RetryCommand = _files.FilesOf(RowOutcome.Failed) is { Count: > 0 } failed
                ? string.Join(Environment.NewLine, failed.Select(_options.CommandToImport))
                : null,
            Elapsed = _client.Clock.Now - _start,
            CallsPerMinute = pace.CallsInLastMinute,
            ShareOfLimit = pace.ShareUsed,
            OthersPerMinute = pace.OthersPerMinute,
        };
    }

    private void Conclude()
    {
        try
        {
            _journal?.Rules.Conclude();
        }
        catch (JournyInputException problem)
        {
            // What became of the rows stands all the same.
            _fileProblem ??= problem;
        }
    }

    private void LookAtLimits()
    {
        if (Limit is not null)
        {
            return;
        }

        if (_options.MustEnd())
        {
            Limit = "the system asked the process to end (SIGTERM)";
        }
        else if (_client.Clock.Now >= _options.Deadline)
        {
            Limit = "its -TimeLimitMinutes were over";
        }
        else if (_options.MaxErrors is { } most && _failed > most)
        {
            Limit = string.Format(CultureInfo.CurrentCulture, "more rows failed than the {0:N0} that -MaxErrors allows", most);
        }

        if (Limit is not null)
        {
            _window.Close();
        }
    }

    private void Follow(ImportedRow row, RowFate fate)
    {
        switch (fate)
        {
            case RowFate.Unchanged:
                Learn(row);
                _unchanged++;
                break;
            case RowFate.Outdated:
                _failed++;
                Outdated.Add(row);
                Write(RowOutcome.Failed, row.Row, OutdatedRows.ReasonOf(row), null);
                break;
            case RowFate.Unknown:
                Learn(row);
                _unknown++;
                Write(
                    RowOutcome.Unknown,
                    row.Row,
                    "An earlier import was cut off before it had the answer to this event, or the answer was lost, so that journy.io may or may not have recorded it. Look there; to send it all the same, import this file.",
                    null);
                break;
            case RowFate.Stop:
                _fileProblem ??= (_journal!.Rules as EventRules)?.Refusal;
                NotAttempted(row.Row);
                break;
            default:
                Send(row);
                break;
        }
    }

    private void Send(ImportedRow row)
    {
        if (IsEnding)
        {
            NotAttempted(row.Row);
        }
        else if (_groups is null)
        {
            SendCall(new[] { row });
        }
        else
        {
            Learn(row);
            _groups.Add(row);
            SendReady();
        }
    }

    // Of a row that is not sent, or whose call comes after those of later rows. The journal of users or accounts does it itself.
    private void Learn(ImportedRow row)
    {
        if (_operation.PropertyEntity is null)
        {
            _window.Learn(_operation.About(new[] { row }, _hash));
        }
    }

    private void SendReady()
    {
        while (_groups is { HasReady: true })
        {
            SendCall(_groups.TakeReady());
        }
    }

    private void SendCall(IReadOnlyList<ImportedRow> rows)
    {
        if (IsEnding || !_window.Send(rows, _operation.About(rows, _hash), (noFurtherTry, stop) => CallAsync(rows, noFurtherTry, stop)))
        {
            NotAttempted(rows);
        }
    }

    private Task<ImportAnswer> CallAsync(IReadOnlyList<ImportedRow> rows, CancellationToken noFurtherTry, CancellationToken stop) =>
        _journal is null
            ? _operation.CallAsync(_client, rows, null, noFurtherTry, stop)
            : CallAsync(_journal, rows, noFurtherTry, stop);

    private async Task<ImportAnswer> CallAsync(
        Journal journal, IReadOnlyList<ImportedRow> rows, CancellationToken noFurtherTry, CancellationToken stop)
    {
        RowEnd end = RowEnd.Uncertain;
        try
        {
            // A call that waited for room in the window until a line could not be written: its own line could not be, either.
            if (journal.Problem is { } problem)
            {
                throw problem;
            }

            ImportAnswer answer = await _operation.CallAsync(_client, rows, () => Begin(rows), noFurtherTry, stop).ConfigureAwait(false);
            end = answer.Rejected.Count == 0 ? RowEnd.Accepted : RowEnd.Partial;
            return answer;
        }
        catch (JournyApiException failure)
        {
            end = failure.Reason == JournyReason.OutcomeUnknown ? RowEnd.Uncertain : RowEnd.Refused;
            throw;
        }
        catch (JournyInputException)
        {
            // The journal could not be written, so that the call did not go out.
            end = RowEnd.Refused;
            throw;
        }
        finally
        {
            // Here, and not where the answer is counted: whatever ends the process, no more is unsaid than is on its way.
            End(rows, end);
        }
    }

    private void Begin(IReadOnlyList<ImportedRow> rows)
    {
        for (int index = 0; index < rows.Count; index++)
        {
            _journal!.Rules.Begin(rows[index]);
        }
    }

    private void End(IReadOnlyList<ImportedRow> rows, RowEnd end)
    {
        try
        {
            for (int index = 0; index < rows.Count; index++)
            {
                _journal!.Rules.End(rows[index], end);
            }
        }
        catch (JournyInputException)
        {
            // What became of the rows stands all the same; the journal's problem ends the run.
        }
    }

    private void Count(FinishedCall<IReadOnlyList<ImportedRow>, ImportAnswer> call)
    {
        switch (call.Failure)
        {
            case null:
                // A line for each success of a million rows would hide those that matter.
                if (call.Answer!.Attempts.Count > 1)
                {
                    _observer.OnAttempts(call.Answer.Attempts);
                }

                for (int index = 0; index < call.Record.Count; index++)
                {
                    CountAnswer(call.Record[index].Row, call.Answer);
                }

                break;
            case JournyApiException failure:
                _observer.OnAttempts(failure.AttemptLog);
                if (_groups is null || !_groups.TrySplit(call.Record, failure))
                {
                    foreach (ImportedRow row in call.Record)
                    {
                        Fail(row.Row, failure);
                    }
                }

                break;
            case JournyInputException problem:
                _fileProblem ??= problem;
                NotAttempted(call.Record);
                break;
            case OperationCanceledException:
                NotAttempted(call.Record);
                break;
            default:
                foreach (ImportedRow row in call.Record)
                {
                    Fail(row.Row, call.Failure);
                }

                break;
        }
    }

    private void CountAnswer(ImportRow row, ImportAnswer answer)
    {
        if (answer.Rejected.Count == 0)
        {
            _sent++;
            return;
        }

        _partial++;
        _rejections.Add(answer.Rejected);
        Write(
            RowOutcome.Partial,
            row,
            "Rejected: " + PlainText.List(answer.Rejected.Select(property => $"{property.Key}: {property.Value}"), answer.Rejected.Count, "; ", "properties"),
            answer.RequestId);
    }

    private void Fail(ImportRow row, Exception reason)
    {
        RowOutcome outcome = RowOutcome.Failed;
        if (reason is JournyApiException { Reason: JournyReason.OutcomeUnknown })
        {
            outcome = RowOutcome.Unknown;
            _unknown++;
        }
        else
        {
            _failed++;
        }

        Write(outcome, row, reason.Message, (reason as JournyApiException)?.RequestId);
    }

    private void NotAttempted(IReadOnlyList<ImportedRow> rows)
    {
        foreach (ImportedRow row in rows)
        {
            NotAttempted(row.Row);
        }
    }

    private void NotAttempted(ImportRow row)
    {
        _notAttempted++;
        _notAttemptedFromLine = Math.Min(_notAttemptedFromLine ?? long.MaxValue, row.Line);
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

    // For whoever mends the row and imports its file: text says nothing of what it was.
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
