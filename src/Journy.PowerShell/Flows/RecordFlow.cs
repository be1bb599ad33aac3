using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using Journy.Api;
using Journy.Commands;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Input;
using Journy.Pacing;

namespace Journy.Flows;

/// <summary>The way of records through their cmdlet: several calls at a time, and one result or one error for each record.</summary>
internal sealed class RecordFlow
{
    private static readonly TimeSpan ProgressAfter = TimeSpan.FromSeconds(1);

    private readonly CommandReporter _reporter;
    private readonly Operation _operation;
    private readonly RecordBinder _binder;
    private readonly ProgressDisplay _progress;
    private readonly RejectedTypes _rejectedTypes = new();
    private readonly CallWindow<IReadOnlyList<InputRecord>, RecordAnswer> _window;
    private readonly Dispatcher<InputRecord> _dispatcher;

    // Null until the first record is sent: -WhatIf needs no connection.
    private JournyClient? _client;
    private bool _isOneOfMany;
    private long _taken;
    private long _done;
    private long _failed;

    /// <summary>Prepares the flow.</summary>
    /// <param name="reporter">What speaks to the user.</param>
    /// <param name="operation">What is done with the records.</param>
    /// <param name="binder">What reads them.</param>
    /// <param name="throttleLimit">The most calls at a time.</param>
    public RecordFlow(CommandReporter reporter, Operation operation, RecordBinder binder, int throttleLimit)
    {
        _reporter = reporter;
        _operation = operation;
        _binder = binder;
        _progress = reporter.StartProgress(ProgressAfter);
        _window = new CallWindow<IReadOnlyList<InputRecord>, RecordAnswer>(
            throttleLimit, new IdentityMap(), inOrder: !operation.GroupsByAccount, Emit, OnWaiting, reporter.Stop)
        {
            // What was not reported would count twice if it is sent again.
            BoundsUnreported = operation.ResendingDoubles,
        };
        _dispatcher = new Dispatcher<InputRecord>(
            operation,
            new RecordHash(RecordHash.CreateSalt()),
            _window,
            (batch, noFurtherTry, stop) => _operation.SendAsync(_client!, batch, null, noFurtherTry, stop),
            batch =>
            {
                WriteNotAttempted(batch);
                EndRun();
            });
    }

    /// <summary>Takes users or accounts that a parameter names without saying by what.</summary>
    public void TakeNamed(IReadOnlyList<object> named)
    {
        foreach (object whom in named)
        {
            Take(_binder.BindNamed(whom), whom);
        }
    }

    /// <summary>Takes the piped record, or a list of them; without one, the record that the parameters alone make.</summary>
    /// <param name="input">What is piped, or given by parameter.</param>
    /// <param name="isPiped">True if something is piped.</param>
    public void Take(PSObject? input, bool isPiped)
    {
        if (input is null && !isPiped)
        {
            Take(_binder.Bind(), null);
            return;
        }

        IEnumerable<PSObject?> items = PipedObject.Items(input);
        _isOneOfMany = isPiped || items is not IReadOnlyCollection<PSObject?> { Count: <= 1 };
        foreach (PSObject? item in items)
        {
            Take(_binder.Bind(item), item);
        }
    }

    /// <summary>Sends what was gathered, waits for what is in flight, and says what is to be said of all records.</summary>
    public void Finish()
    {
        if (_client is not null)
        {
            _reporter.OrStopped(_dispatcher.Finish);
            if (_window.RunEnd is not null)
            {
                EndRun();
            }
        }

        _progress.End();
        if (_binder.TrimmedRecords > 0)
        {
            _reporter.Warn(FlowProblems.TrimmedRecords(_binder.TrimmedRecords));
        }

        if (_taken > 0)
        {
            _reporter.WarnOfColumns(_binder, "record");
        }

        if (_rejectedTypes.Advice is { } advice)
        {
            _reporter.Warn(advice);
        }
    }

    /// <summary>Counts a record of the input, and sends it or says why not.</summary>
    private void Take(BoundRecord record, object? input)
    {
        long inputIndex = _taken++;
        if (record.Problem is not null)
        {
            _failed++;
            _dispatcher.Learn(new InputRecord(record, inputIndex));
            _reporter.WriteError(record.Problem, record.Identity ?? input, Where(record.Identity, inputIndex));
        }
        else if (_reporter.ShouldProcess(_operation.NameOf(record), _operation.RecordAction))
        {
            _client ??= _reporter.Client;
            InputRecord pending = new(_operation.Stamp(record, _client.Clock), inputIndex);
            _reporter.OrStopped(() => _dispatcher.Take(pending));
        }
    }

    /// <summary>Whom a message is about; null if there is nothing to tell.</summary>
    private string? Where(JournyIdentity? identity, long inputIndex)
    {
        string? place = _isOneOfMany
            ? string.Format(CultureInfo.InvariantCulture, "Record {0} of the input", inputIndex + 1)
            : null;
        string? name = identity is null || identity.IsEmpty ? null : identity.ToString();
        return place is null ? name : name is null ? place : $"{place}, {name}";
    }

    private void WriteErrors(IReadOnlyList<InputRecord> batch, Exception failure)
    {
        foreach (InputRecord record in batch)
        {
            _reporter.WriteError(failure, record.Record.Identity, Where(record.Record.Identity, record.InputIndex));
        }
    }

    private void WriteNotAttempted(IReadOnlyList<InputRecord> batch) =>
        WriteErrors(batch, FlowProblems.RecordNotAttempted());

    /// <summary>Hands back all that has finished, and ends the command with what ended the run.</summary>
    private void EndRun()
    {
        _reporter.OrStopped(_window.Drain);
        WriteNotAttempted(_dispatcher.TakeRest());
        _reporter.End(_window.RunEnd!, _reporter.Connection.BaseUri, "The run has ended");
    }

    private void OnWaiting()
    {
        _reporter.NotePause();
        _progress.Show(
            _reporter.CommandName,
            () => string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} done, {1:N0} failed; {2}",
                _done,
                _failed,
                ProgressDisplay.Describe(_client!.RateLimiter.Pace)));
    }

    private void Emit(FinishedCall<IReadOnlyList<InputRecord>, RecordAnswer> call)
    {
        if (call.Failure is null)
        {
            RecordAnswer answer = call.Answer!;
            _reporter.NoteAttempts(answer.Attempts);
            _done += call.Record.Count;
            foreach (InputRecord record in call.Record)
            {
                EmitResult(record, answer);
            }

            return;
        }

        if (call.NotAttempted)
        {
            WriteNotAttempted(call.Record);
            return;
        }

        if (call.Failure is JournyApiException failure)
        {
            _reporter.NoteAttempts(failure.AttemptLog);
            if (_dispatcher.TrySplit(call.Record, failure))
            {
                return;
            }
        }

        _failed += call.Record.Count;
        WriteErrors(call.Record, call.Failure);
    }

    private void EmitResult(InputRecord record, RecordAnswer answer)
    {
        IReadOnlyDictionary<string, string> rejected = answer.Rejected;
        if (rejected.Count > 0)
        {
            _reporter.Warn(FlowProblems.RejectedProperties(Where(record.Record.Identity, record.InputIndex), rejected));
            _rejectedTypes.Note(rejected.Keys, record.Record.Properties, _binder.WrittenNames);
        }

        _reporter.Write(_operation.ResultOf(record.Record, record.InputIndex, answer));
    }
}
