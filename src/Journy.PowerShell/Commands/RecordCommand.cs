using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Input;
using Journy.Pacing;
using Journy.Parameters;
using Journy.Results;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that sends records, several calls at a time, and gives one result or one error for each.
/// </summary>
public abstract class RecordCommand : ConnectedCommand
{
    private protected const string ByInput = "InputObject";
    private const int MostCallsInFlight = 64;

    private readonly RecordHash _hash = new(RecordHash.CreateSalt());
    private RecordBinder? _binder;
    private CallWindow<IReadOnlyList<InputRecord>, SentBatch>? _window;
    private readonly RejectedTypes _rejectedTypes = new();
    private Dispatcher<InputRecord, SentBatch>? _dispatcher;
    private long _inputIndex = -1;
    private bool _isOneOfMany;
    private bool _sentAny;
    private long _done;
    private long _failed;

    /// <summary>Which columns of the records are called what on journy.io: the record's name on the left, journy.io's on the
    /// right, identifiers included, such as @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyMapCompleter))]
    public IDictionary? PropertyMap { get; set; }

    /// <summary>The most calls at a time. With 1, a command that is stopped leaves no call unreported.</summary>
    [Parameter]
    [ValidateRange(1, MostCallsInFlight)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The piped record, or a list of them.</summary>
    private protected abstract PSObject? Input { get; }

    /// <summary>Whom a parameter names without saying by what; null if it names nobody.</summary>
    private protected virtual IReadOnlyList<object>? Named => null;

    /// <summary>What the records are made of.</summary>
    private protected abstract RecordShape Shape { get; }

    /// <summary>What the parameters say about every record.</summary>
    private protected abstract GivenValues Given { get; }

    /// <summary>What is done to a record, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <summary>True to give results in the order of the input, false as the calls end.</summary>
    private protected virtual bool GivesInOrder => true;

    /// <summary>How long the command must run before it shows progress.</summary>
    private protected virtual TimeSpan ProgressAfter => TimeSpan.FromSeconds(1);

    /// <summary>The command's progress, from its beginning on.</summary>
    private protected ProgressDisplay Progress { get; private set; } = null!;

    private CallWindow<IReadOnlyList<InputRecord>, SentBatch> Window => _window ??= new CallWindow<IReadOnlyList<InputRecord>, SentBatch>(
        ThrottleLimit, new IdentityMap(), GivesInOrder, Emit, NoteWait, Stop);

    private Dispatcher<InputRecord, SentBatch> Dispatcher => _dispatcher ??= CreateDispatcher();

    /// <summary>Gathers records by account; null to send each alone.</summary>
    private protected virtual AccountGroups<InputRecord>? Groups => null;

    /// <summary>What identifiers are told apart by.</summary>
    private protected RecordHash Hash => _hash;

    /// <summary>Reads records as the parameters say.</summary>
    private protected RecordBinder Binder => _binder ?? throw new InvalidOperationException("Records are read before the parameters were.");

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _binder = OrThrow(() => new RecordBinder(CreateBinderOptions()));
        Progress = new ProgressDisplay(WriteProgress, SystemClock.Instance, ProgressAfter);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Named is { } named)
        {
            foreach (object whom in named)
            {
                Process(Binder.BindNamed(whom), whom);
            }

            return;
        }

        if (Input is null && !MyInvocation.ExpectingInput)
        {
            Process(Binder.Bind(), null);
            return;
        }

        IReadOnlyList<PSObject?> items = PipedObject.Items(Input);
        _isOneOfMany = MyInvocation.ExpectingInput || items.Count > 1;
        foreach (PSObject? item in items)
        {
            Process(Binder.Bind(item), item);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Finish();
        Progress.End();
        if (Binder.TrimmedRecords > 0)
        {
            WriteWarning(string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} {1} white space around an identifier. It was left out.",
                Binder.TrimmedRecords,
                Binder.TrimmedRecords == 1 ? "record has" : "records have"));
        }

        if (_inputIndex >= 0)
        {
            WarnOfColumns(Binder, "record");
        }

        if (_rejectedTypes.Mend is { } mend)
        {
            WriteWarning(mend);
        }
    }

    /// <summary>What the parameters say about reading records.</summary>
    private protected abstract RecordBinderOptions CreateBinderOptions();

    /// <summary>Makes the call for one batch of records.</summary>
    private protected abstract Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop);

    /// <summary>Whom a batch is about: no other call that may be about the same is in flight with it.</summary>
    private protected virtual IReadOnlyList<IdentityKeys> About(IReadOnlyList<InputRecord> batch) => Hash.About(batch[0].Identity);

    /// <summary>Fixes what a wait for the record's turn must not change.</summary>
    private protected virtual InputRecord Fix(InputRecord record) => record;

    /// <summary>Whom a record is about, for -WhatIf and -Confirm.</summary>
    private protected virtual string NameOf(BoundRecord bound) => bound.Identity!.ToString();

    /// <summary>Counts a record of the input, and sends it or says why not.</summary>
    private protected void Process(BoundRecord bound, object? input)
    {
        _inputIndex++;
        if (bound.Problem is not null)
        {
            _failed++;
            WriteError(Failure.ToRecord(bound.Problem, bound.Identity ?? input, Where(bound.Identity, _inputIndex)));
        }
        else if (ShouldProcess(NameOf(bound), Action))
        {
            _sentAny = true;
            Dispatcher<InputRecord, SentBatch> dispatcher = Dispatcher;
            InputRecord record = Fix(new InputRecord(bound, _inputIndex));
            OrStopped(() => dispatcher.Take(record));
        }
    }

    /// <summary>Whom a message is about; null where there is nothing to tell.</summary>
    private string? Where(JournyIdentity? identity, long inputIndex)
    {
        string? place = _isOneOfMany
            ? string.Format(CultureInfo.InvariantCulture, "Record {0} of the input", inputIndex + 1)
            : null;
        string? name = identity is null || identity.IsEmpty ? null : identity.ToString();
        return place is null ? name : name is null ? place : $"{place}, {name}";
    }

    private void WriteNotAttempted(IReadOnlyList<InputRecord> batch)
    {
        foreach (InputRecord record in batch)
        {
            WriteError(Failure.ToRecord(
                new JournyInputException(JournyReason.NotAttempted, "It was not sent, because the run ended before its turn."),
                record.Identity,
                Where(record.Identity, record.InputIndex)));
        }
    }

    /// <summary>Sends what was gathered, waits for what is in flight, and hands it back.</summary>
    private void Finish()
    {
        if (!_sentAny)
        {
            return;
        }

        OrStopped(Dispatcher.Finish);
        if (Window.RunEnd is not null)
        {
            EndRun();
        }
    }

    private Dispatcher<InputRecord, SentBatch> CreateDispatcher()
    {
        JournyClient client = ResolvedConnection.Client;
        return new Dispatcher<InputRecord, SentBatch>(
            Window,
            Groups,
            About,
            (batch, noFurtherTry, stop) => CallAsync(client, batch, noFurtherTry, stop),
            batch =>
            {
                WriteNotAttempted(batch);
                EndRun();
            });
    }

    /// <summary>Hands back all that has finished, and ends the command with what ended the run.</summary>
    private void EndRun()
    {
        OrStopped(Window.Drain);
        WriteNotAttempted(Dispatcher.TakeRest());
        Throw(Window.RunEnd!, ResolvedConnection.BaseUri, "The run has ended");
    }

    /// <summary>Keeps whoever waits informed.</summary>
    private void NoteWait()
    {
        RateLimiter limiter = ResolvedConnection.Client.RateLimiter;
        NotePause(ResolvedConnection.Client);
        Progress.Show(
            MyInvocation.MyCommand.Name,
            () => string.Format(
                CultureInfo.CurrentCulture, "{0:N0} done, {1:N0} failed; {2}", _done, _failed, ProgressDisplay.Describe(limiter.Pace)));
    }

    private void Emit(FinishedCall<IReadOnlyList<InputRecord>, SentBatch> call)
    {
        if (call.Failure is null)
        {
            NoteAttempts(call.Answer.Attempts);
            _done += call.Record.Count;
            EmitResults(call.Record, call.Answer.Results);
            return;
        }

        if (call.NotAttempted)
        {
            WriteNotAttempted(call.Record);
            return;
        }

        if (call.Failure is JournyApiException failure)
        {
            NoteAttempts(failure.AttemptLog);
            if (Dispatcher.TrySplit(call.Record, failure))
            {
                return;
            }
        }

        _failed += call.Record.Count;
        foreach (InputRecord record in call.Record)
        {
            WriteError(Failure.ToRecord(call.Failure, record.Identity, Where(record.Identity, record.InputIndex)));
        }
    }

    private void EmitResults(IReadOnlyList<InputRecord> batch, IReadOnlyList<RecordResult> results)
    {
        for (int index = 0; index < results.Count; index++)
        {
            if (results[index] is EntityResult { RejectedProperties.Count: > 0 } partial)
            {
                WarnOfRejected(batch[index], partial);
            }

            WriteObject(results[index]);
        }
    }

    private void WarnOfRejected(InputRecord record, EntityResult result)
    {
        IReadOnlyDictionary<string, string> rejected = result.RejectedProperties;
        string reasons = PlainText.List(rejected.Select(property => $"{property.Key}: {property.Value}"), rejected.Count, "; ", "properties");
        WriteWarning($"{Where(record.Identity, record.InputIndex)}: journy.io took the record but rejected {reasons}");
        _rejectedTypes.Note(rejected.Keys, record.Bound.Properties, Binder.WrittenNames);
    }

    /// <summary>Our own cancellation is the pipeline's stop, which PowerShell must not see as an error.</summary>
    private void OrStopped(Action wait)
    {
        try
        {
            wait();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
