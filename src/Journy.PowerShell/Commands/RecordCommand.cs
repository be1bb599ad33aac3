using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Binding;
using Journy.Pacing;
using Journy.Results;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that makes one call a piped record, several at a time, and gives one result or one error for each, in the order in
/// which the records came.
/// </summary>
public abstract class RecordCommand : ConnectedCommand
{
    private const int MostCallsInFlight = 64;

    private RecordBinder? _binder;
    private CallWindow<InputRecord, SentRecord>? _window;
    private long _inputIndex = -1;
    private bool _sentAny;

    /// <summary>Which columns of the records are called what on journy.io: the record's name on the left, journy.io's on the
    /// right, identifiers included, such as @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }.</summary>
    [Parameter]
    public IDictionary? PropertyMap { get; set; }

    /// <summary>The most calls at a time. With 1, a command that is stopped leaves no call unreported.</summary>
    [Parameter]
    [ValidateRange(1, MostCallsInFlight)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The piped record.</summary>
    private protected abstract PSObject? Input { get; }

    /// <summary>User or account.</summary>
    private protected abstract JournyEntity Entity { get; }

    /// <summary>What is done to a record, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <summary>The user or account ID given by parameter.</summary>
    private protected abstract string? GivenId { get; }

    /// <summary>The e-mail address or domain given by parameter.</summary>
    private protected abstract string? GivenAlias { get; }

    private CallWindow<InputRecord, SentRecord> Window => _window ??= new CallWindow<InputRecord, SentRecord>(
        ThrottleLimit, inOrder: true, Emit, () => NotePause(ResolvedConnection.Client), Stop);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _binder = OrThrow(() => new RecordBinder(CreateBinderOptions()));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _inputIndex++;
        BoundRecord bound = Bind(_binder!);
        if (bound.Problem is not null)
        {
            WriteError(Failure.ToRecord(bound.Problem, bound.Identity is { IsEmpty: false } identity ? identity : Input, Where(bound.Identity, _inputIndex)));
            return;
        }

        if (!ShouldProcess(bound.Identity!.ToString(), Action))
        {
            return;
        }

        InputRecord record = new(bound, _inputIndex);
        JournyClient client = ResolvedConnection.Client;
        _sentAny = true;
        bool sent = OrStopped(() => Window.Send(
            record, record.Identity.Keys, (noFurtherTry, stop) => CallAsync(client, record, noFurtherTry, stop)));
        if (!sent)
        {
            WriteError(NotAttempted(record));
            Finish();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Finish();
        WarnOfUnmatched("-PropertyMap names", "columns", _binder!.UnmatchedMap);
        WarnOfUnmatched("-PropertyType names", "properties", _binder.UnmatchedTypes);
    }

    /// <summary>What the parameters say about reading records.</summary>
    private protected abstract RecordBinderOptions CreateBinderOptions();

    /// <summary>Makes the call for one record.</summary>
    private protected abstract Task<SentRecord> CallAsync(
        JournyClient client, InputRecord record, CancellationToken noFurtherTry, CancellationToken stop);

    /// <summary>Whom a message is about; null where there is nothing to tell.</summary>
    private string? Where(JournyIdentity? identity, long inputIndex)
    {
        string? place = MyInvocation.ExpectingInput
            ? string.Format(CultureInfo.InvariantCulture, "Record {0} of the input", inputIndex + 1)
            : null;
        string? name = identity is null || identity.IsEmpty ? null : identity.ToString();
        return place is null ? name : name is null ? place : $"{place}, {name}";
    }

    private ErrorRecord NotAttempted(InputRecord record) => Failure.ToRecord(
        new JournyInputException(JournyReason.NotAttempted, "It was not sent, because the run ended before its turn."),
        record.Identity,
        Where(record.Identity, record.InputIndex));

    private BoundRecord Bind(RecordBinder binder)
    {
        if (Input is null && !MyInvocation.ExpectingInput)
        {
            return binder.Bind();
        }

        try
        {
            return binder.Bind(PipedObject.Read(Input));
        }
        catch (JournyInputException problem)
        {
            return new BoundRecord(null, new PropertyBag(), problem);
        }
    }

    /// <summary>Waits for what is in flight, hands it back, and ends the command where the run has ended.</summary>
    private void Finish()
    {
        if (!_sentAny)
        {
            return;
        }

        OrStopped(() =>
        {
            Window.Drain();
            return true;
        });
        if (Window.RunEnd is { } end)
        {
            Throw(end, ResolvedConnection.BaseUri, "The run has ended");
        }
    }

    private void Emit(FinishedCall<InputRecord, SentRecord> call)
    {
        InputRecord record = call.Record;
        if (call.Failure is null)
        {
            NoteAttempts(call.Answer.Attempts);
            RecordResult result = call.Answer.Result;
            if (result.RejectedProperties.Count > 0)
            {
                WarnOfRejected(record, result);
            }

            WriteObject(result);
        }
        else if (call.NotAttempted)
        {
            WriteError(NotAttempted(record));
        }
        else
        {
            if (call.Failure is JournyApiException failure)
            {
                NoteAttempts(failure.AttemptLog);
            }

            WriteError(Failure.ToRecord(call.Failure, record.Identity, Where(record.Identity, record.InputIndex)));
        }
    }

    private void WarnOfRejected(InputRecord record, RecordResult result)
    {
        List<string> reasons = new();
        foreach (KeyValuePair<string, string> rejected in result.RejectedProperties)
        {
            reasons.Add($"{rejected.Key}: {rejected.Value}");
        }

        WriteWarning($"{Where(record.Identity, record.InputIndex)}: journy.io took the record but rejected {string.Join("; ", reasons)}");
    }

    private void WarnOfUnmatched(string what, string kind, IReadOnlyCollection<string> names)
    {
        if (names.Count > 0 && _inputIndex >= 0)
        {
            WriteWarning($"{what} {kind} that no record had: {PlainText.Of(string.Join(", ", names))}. Check their spelling.");
        }
    }

    /// <summary>Our own cancellation is the pipeline's stop, which PowerShell must not see as an error.</summary>
    private bool OrStopped(Func<bool> wait)
    {
        try
        {
            return wait();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
