using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Journy.Api;
using Journy.Binding;
using Journy.Pacing;
using Journy.Results;

namespace Journy.Import;

/// <summary>
/// Sends the rows of one file and keeps account of each: sent, partial, failed or not attempted. Rows may end in another order
/// than the file's; two rows of one user or account never overtake each other.
/// </summary>
internal sealed class ImportRun
{
    private readonly CsvSource _source;
    private readonly RecordBinder _binder;
    private readonly JournyClient _client;
    private readonly OutcomeFile _failedFile;
    private readonly OutcomeFile _partialFile;
    private readonly JournyEntity _entity;
    private readonly CallWindow<FileRecord, JournyAnswer<IReadOnlyDictionary<string, string>>> _window;
    private readonly Action<IReadOnlyList<CallAttempt>> _noteAttempts;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _sent;
    private long _partial;
    private long _failed;
    private long _notAttempted;
    private long? _notAttemptedFromLine;

    /// <summary>Prepares a run.</summary>
    /// <param name="source">The file, from which no row was read yet.</param>
    /// <param name="binder">How its rows become records.</param>
    /// <param name="client">Where they go.</param>
    /// <param name="outcomes">The files of the rows that failed and of those that lost properties.</param>
    /// <param name="entity">What the rows are.</param>
    /// <param name="throttleLimit">The most calls in flight.</param>
    /// <param name="noteAttempts">Told of every try of every call.</param>
    /// <param name="whileWaiting">Called at least four times a second while the run waits.</param>
    /// <param name="stop">Ends the run at once.</param>
    public ImportRun(
        CsvSource source,
        RecordBinder binder,
        JournyClient client,
        (OutcomeFile Failed, OutcomeFile Partial) outcomes,
        JournyEntity entity,
        int throttleLimit,
        Action<IReadOnlyList<CallAttempt>> noteAttempts,
        Action whileWaiting,
        CancellationToken stop)
    {
        _source = source;
        _binder = binder;
        _client = client;
        (_failedFile, _partialFile) = outcomes;
        _entity = entity;
        _noteAttempts = noteAttempts;
        _window = new CallWindow<FileRecord, JournyAnswer<IReadOnlyDictionary<string, string>>>(
            throttleLimit, inOrder: false, Count, whileWaiting, stop);
    }

    /// <summary>What kept an outcome file from being written; the run ends there, since it could not tell of further rows.</summary>
    public JournyInputException? FileProblem { get; private set; }

    /// <summary>The answer after which no further call makes sense; null where there was none.</summary>
    public JournyApiException? RunEnd => _window.RunEnd;

    /// <summary>Rows that failed or lost properties and could not be written to their file.</summary>
    public long Unwritten { get; private set; }

    /// <summary>How many rows have ended, and how.</summary>
    public (long Sent, long Partial, long Failed) Counts => (_sent, _partial, _failed);

    /// <summary>Sends every row and waits for every answer.</summary>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    /// <exception cref="JournyInputException">The file can no longer be read.</exception>
    public void Send(Action eachRow)
    {
        while (_source.Read())
        {
            CsvRow row = _source.Current;
            if (RunEnd is not null || FileProblem is not null)
            {
                NotAttempted(row);
            }
            else if (row.Problem is not null)
            {
                Fail(row, row.Problem);
            }
            else
            {
                SendRow(row);
            }

            eachRow();
        }

        _notAttempted += _source.UnreadLines;
        if (_source.UnreadLines > 0)
        {
            _notAttemptedFromLine ??= _source.Current.Line + 1;
        }

        _window.Drain();
    }

    /// <summary>The account of the run so far.</summary>
    public ImportSummary Summarize() => new()
    {
        Path = _source.Path,
        Entity = _entity,
        Sent = _sent,
        Partial = _partial,
        Failed = _failed,
        NotAttempted = _notAttempted,
        NotAttemptedFromLine = _notAttemptedFromLine,
        FailedPath = _failedFile.Path,
        PartialPath = _partialFile.Path,
        Elapsed = _watch.Elapsed,
    };

    private void SendRow(CsvRow row)
    {
        BoundRecord bound = _binder.Bind(_source.ToSourceRow(row));
        if (bound.Problem is not null)
        {
            Fail(row, bound.Problem);
            return;
        }

        UpsertRequest request = new(bound.Identity!, bound.Properties);
        bool sent = _window.Send(
            new FileRecord(row, bound.Identity!),
            bound.Identity!.Keys,
            (noFurtherTry, stop) => _client.SendAsync(request, noFurtherTry, stop));
        if (!sent)
        {
            NotAttempted(row);
        }
    }

    private void Count(FinishedCall<FileRecord, JournyAnswer<IReadOnlyDictionary<string, string>>> call)
    {
        if (call.NotAttempted)
        {
            NotAttempted(call.Record.Row);
            return;
        }

        if (call.Failure is not null)
        {
            if (call.Failure is JournyApiException failure)
            {
                _noteAttempts(failure.AttemptLog);
            }

            Fail(call.Record.Row, call.Failure);
            return;
        }

        _noteAttempts(call.Answer!.Attempts);
        IReadOnlyDictionary<string, string> rejected = call.Answer.Content;
        if (rejected.Count == 0)
        {
            _sent++;
            return;
        }

        _partial++;
        Write(
            _partialFile,
            call.Record.Row,
            "Rejected: " + string.Join("; ", rejected.Select(property => $"{property.Key}: {property.Value}")),
            call.Answer.Head.RequestId);
    }

    private void Fail(CsvRow row, Exception reason)
    {
        _failed++;
        Write(_failedFile, row, reason.Message, (reason as JournyApiException)?.RequestId);
    }

    private void NotAttempted(CsvRow row)
    {
        _notAttempted++;
        _notAttemptedFromLine = Math.Min(_notAttemptedFromLine ?? long.MaxValue, row.Line);
    }

    private void Write(OutcomeFile file, CsvRow row, string reason, string? requestId)
    {
        try
        {
            file.Write(row.Line, row.Cells, reason, requestId);
        }
        catch (JournyInputException problem)
        {
            // Rows in flight still end and are counted; no further one is sent.
            FileProblem ??= problem;
            Unwritten++;
        }
    }
}
