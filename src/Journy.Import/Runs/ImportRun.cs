using System;
using System.Collections.Generic;
using System.Threading;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Outcomes;
using Journy.Import.Records;
using Journy.Pacing;

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
    private readonly RunLimits _limits;
    private readonly Journal? _journal;
    private readonly RowTriage _triage;
    private readonly CallWindow<IReadOnlyList<ImportedRow>, RecordAnswer> _window;
    private readonly Dispatcher<ImportedRow> _dispatcher;
    private readonly ImportTally _tally;
    private long _taken;

    // Null if rows are taken one by one.
    private WholeFile? _whole;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">What it works with.</param>
    /// <param name="observer">Who is told how it goes.</param>
    /// <param name="stop">Ends the run at once.</param>
    public ImportRun(ImportRunOptions options, IRunObserver observer, CancellationToken stop)
    {
        _options = options;
        _observer = observer;
        _operation = options.Operation;
        _limits = new RunLimits(options);
        _journal = options.Journal;
        _tally = new ImportTally(options);
        _window = new CallWindow<IReadOnlyList<ImportedRow>, RecordAnswer>(
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
        _dispatcher = new Dispatcher<ImportedRow>(
            _operation,
            _journal?.Rules.Hash ?? new RecordHash(RecordHash.CreateSalt()),
            _window,
            new JournaledCalls(options).SendAsync,
            _tally.NotAttempted)
        {
            IsEnding = () => IsEnding,
        };
        _triage = new RowTriage(_operation, _journal);
    }

    /// <summary>The account of the run.</summary>
    public ImportTally Tally => _tally;

    /// <summary>The answer after which no further call makes sense; null if there was none.</summary>
    public JournyApiException? RunEnd => _window.RunEnd;

    /// <summary>Why the run ended before its input did, by the user's own wish; null if it did not.</summary>
    public string? Limit => _limits.Reached;

    /// <summary>Rows that were taken without white space around an identifier.</summary>
    public long TrimmedRows { get; private set; }

    /// <summary>How far the run is.</summary>
    public ImportRunCounts Counts => new(_taken, _tally.Done, _tally.Calls, _tally.Failed);

    private bool IsEnding => RunEnd is not null || _tally.FileProblem is not null || Limit is not null;

    /// <summary>Takes the next row of the input.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bind">Reads it.</param>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public void Take(ImportRow row, Func<BoundRecord> bind)
    {
        LookAtLimits();
        if (IsEnding)
        {
            _tally.NotAttempted(row);
        }
        else if (_triage.IsValid(row, bind, out ImportedRow read, out JournyInputException? problem))
        {
            TrimmedRows += read.Record.IsTrimmed ? 1 : 0;
            if (TryDecide(read))
            {
                FollowDecided();
                Remember(row, read);
            }
        }
        else if (_options.SkipsUnidentified && SkippedRows.IsOne(row, problem))
        {
            _tally.Skipped.Add(row);
        }
        else
        {
            Learn(read);
            _tally.Fail(row, problem);
        }

        CountTaken();
    }

    /// <summary>Takes the next row of the input by its hashes, if it is unchanged.</summary>
    /// <returns>False if the row must be taken whole.</returns>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public bool TryTakeUnchanged(ulong first, ulong second, ulong content)
    {
        LookAtLimits();
        if (IsEnding || !_journal!.Rules.TryTakeUnchanged(first, second, content))
        {
            return false;
        }

        _tally.CountUnchanged();
        CountTaken();
        return true;
    }

    /// <summary>Takes all rows of an input that is unchanged as a whole.</summary>
    /// <param name="whole">What is known of it.</param>
    /// <returns>False if the run is ending, so that no row is taken.</returns>
    public bool TryTakeWhole(WholeFile whole)
    {
        LookAtLimits();
        if (IsEnding)
        {
            return false;
        }

        _whole = whole;
        _taken += whole.Rows;
        _tally.CountUnchanged(whole.Rows);
        return true;
    }

    /// <summary>How many rows there were, if each would be unchanged were the same input taken once more; null if that is not
    /// sure.</summary>
    public long? FindRepeatable() =>
        RunEnd is null && Limit is null && TrimmedRows == 0
        && _journal is { Rules.ResendsAll: false } journal && _tally.SettledRows is { } rows
        && (journal.Rules.RepeatsUnchanged(rows) || !(_tally.HasCalls || journal.HasNews))
            ? rows
            : null;

    /// <summary>Sends what still waits, and waits for every answer.</summary>
    /// <param name="unreadLines">Lines behind damage that could not be read.</param>
    /// <param name="damagedLine">The line of the damage.</param>
    /// <param name="isWhole">True if the input was read to its end, as far as anybody can read it.</param>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public void Finish(long unreadLines = 0, long damagedLine = 0, bool isWhole = true)
    {
        _triage.Finish();
        FollowDecided();
        _dispatcher.Finish();
        _tally.CountUnread(unreadLines, damagedLine);
        if (isWhole && !IsEnding && !_tally.HasNotAttempted)
        {
            Conclude();

            // An outcome file has a few rows of the file that its journal belongs to; and rows that do not say whom they are about may be
            // about anybody.
            if (_journal?.Rules is UpsertRules rules && !OutcomeName.Is(_options.InputName) && rules.UnnamedRows == _tally.Skipped.Count)
            {
                _tally.Absent = _whole is null ? rules.Absent.Count() : _whole.Absent;
            }
        }
    }

    private void CountTaken()
    {
        if (++_taken % RowsBetweenLooks == 0)
        {
            _window.EmitFinished();
        }
    }

    /// <returns>False if the journal could not write what it had to before it decides; the run ends.</returns>
    private bool TryDecide(ImportedRow row)
    {
        try
        {
            _triage.Take(row);
            return true;
        }
        catch (JournyInputException problem) when (problem == _journal?.Problem)
        {
            _tally.NoteProblem(problem);
            _tally.NotAttempted(row.Row);
            return false;
        }
    }

    private void Remember(ImportRow row, ImportedRow valid)
    {
        // What was trimmed is told of, and may be known by what is written.
        if (row.Digest is not { } digest || valid.Record.IsTrimmed)
        {
            return;
        }

        try
        {
            _journal!.Digests.Keep(digest, valid.First, valid.Second, valid.Content, valid.IsUnchanged);
        }
        catch (JournyInputException problem)
        {
            _tally.NoteProblem(problem);
        }
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
            _tally.NoteProblem(problem);
        }
    }

    private void LookAtLimits()
    {
        if (_limits.TryReach(_tally.Failed))
        {
            _window.Close();
        }
    }

    private void FollowDecided()
    {
        while (_triage.TryDecide(out ImportedRow? row, out RowFate fate))
        {
            Follow(row, fate);
        }
    }

    private void Follow(ImportedRow row, RowFate fate)
    {
        switch (fate)
        {
            case RowFate.Unchanged:
                row.IsUnchanged = true;
                Learn(row);
                _tally.CountUnchanged();
                break;
            case RowFate.Outdated:
                _tally.CountOutdated(row);
                break;
            case RowFate.Unknown:
                Learn(row);
                _tally.CountUnknown(row);
                break;
            case RowFate.Stop:
                _tally.NoteProblem(_options.RefusalOf(row));
                _tally.NotAttempted(row.Row);
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
            _tally.NotAttempted(row.Row);
        }
        else
        {
            _dispatcher.Take(row);
        }
    }

    // Of a row that is not sent. The journal of users or accounts does it itself.
    private void Learn(ImportedRow row)
    {
        if (_journal is null || _operation.PropertyEntity is null)
        {
            _dispatcher.Learn(row);
        }
    }

    private void Count(FinishedCall<IReadOnlyList<ImportedRow>, RecordAnswer> call)
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
                    _tally.CountAnswer(call.Record[index].Row, call.Answer);
                }

                break;
            case JournyApiException failure:
                _observer.OnAttempts(failure.AttemptLog);
                if (!_dispatcher.TrySplit(call.Record, failure))
                {
                    foreach (ImportedRow row in call.Record)
                    {
                        _tally.Fail(row.Row, failure);
                    }
                }

                break;
            case JournyInputException problem:
                _tally.NoteProblem(problem);
                _tally.NotAttempted(call.Record);
                break;
            case OperationCanceledException:
                _tally.NotAttempted(call.Record);
                break;
            default:
                foreach (ImportedRow row in call.Record)
                {
                    _tally.Fail(row.Row, call.Failure);
                }

                break;
        }
    }
}
