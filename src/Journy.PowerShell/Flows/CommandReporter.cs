using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using Journy.Api;
using Journy.Commands;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Journy.Import.Records;
using Journy.Import.Sources;
using Journy.Pacing;

namespace Journy.Flows;

/// <summary>
/// The cmdlet, as far as it speaks to the user: the only class that writes to a stream, asks, or ends the command for imports and the
/// cmdlets that send records. Called on the pipeline's thread, and outside of <c>try</c>: writing may end the pipeline by an exception.
/// </summary>
internal sealed class CommandReporter
{
    private readonly ConnectedCommand _command;

    public CommandReporter(ConnectedCommand command) => _command = command;

    public JournyConnection Connection => _command.ResolvedConnection;

    public JournyClient Client => Connection.Client;

    /// <summary>Ends everything at once.</summary>
    public CancellationToken Stop => _command.Stop;

    /// <summary>The cmdlet's name.</summary>
    public string CommandName => _command.MyInvocation.MyCommand.Name;

    /// <summary>True if the first error ends the command, so that nothing after it is told.</summary>
    public bool StopsAtErrors
    {
        get
        {
            object? given = _command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? parameter)
                ? parameter
                : _command.GetVariableValue("ErrorActionPreference");
            return LanguagePrimitives.TryConvertTo(given, out ActionPreference preference) && preference == ActionPreference.Stop;
        }
    }

    /// <summary>True if the command only says what it would do.</summary>
    public bool IsWhatIf => _command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(_command.GetVariableValue("WhatIfPreference"));

    public void Write(object result) => _command.WriteObject(result);

    /// <summary>Warns of each text that there is.</summary>
    public void Warn(params string?[] texts)
    {
        foreach (string? text in texts)
        {
            if (text is not null)
            {
                _command.WriteWarning(text);
            }
        }
    }

    public void Explain(string text) => _command.WriteVerbose(text);

    /// <summary>Writes an error.</summary>
    /// <param name="problem">What happened.</param>
    /// <param name="target">Whom or what it happened to.</param>
    /// <param name="where">Whom it happened to, for the message; null if the message says it.</param>
    public void WriteError(Exception problem, object? target, string? where = null) =>
        _command.WriteError(Failure.ToRecord(problem, target, where));

    /// <summary>Ends the command with an error.</summary>
    public void End(Exception problem, object? target = null, string? where = null) => _command.Throw(problem, target, where);

    /// <summary>Makes something of what the user gave, and ends the command if that cannot be used.</summary>
    public T OrEnd<T>(Func<T> make, object? target = null) => _command.OrThrow(make, target);

    /// <summary>Makes something of what the user gave, and writes an error if that cannot be used.</summary>
    public T? OrWriteError<T>(Func<T> make, object target, string more, Action<JournyInputException>? note = null)
        where T : class
    {
        JournyInputException problem;
        try
        {
            return make();
        }
        catch (JournyInputException exception)
        {
            problem = exception;
        }

        note?.Invoke(problem);
        WriteError(problem.With(more), target);
        return null;
    }

    /// <summary>Says something even while the pipeline is being stopped.</summary>
    public void Say(string text) => HostDisplay.Say(_command.Host, text);

    /// <summary>Makes one call and waits for it; a failure ends the command.</summary>
    public JournyAnswer<TContent> Call<TContent>(JournyRequest<TContent> request) => _command.Call(Client, request, Connection.BaseUri);

    public void NoteAttempts(IReadOnlyList<CallAttempt> attempts) => _command.NoteAttempts(attempts);

    public void NotePause() => _command.NotePause(Client);

    /// <summary>Says at the end of a pipeline which names in parameters met no column, and which columns were withheld.</summary>
    /// <param name="binder">What read the input.</param>
    /// <param name="item">What the input consists of: records or rows.</param>
    public void WarnOfColumns(RecordBinder binder, string item)
    {
        foreach (UnmatchedNames unmatched in binder.Unmatched())
        {
            Warn(FlowProblems.NamesWithoutColumn(unmatched, item));
        }

        if (binder.Withheld.Count > 0)
        {
            Warn(FlowProblems.WithheldColumns(binder.Withheld, item));
        }
    }

    /// <summary>Begins to show how far records are, once the command has run for a time.</summary>
    public ProgressDisplay StartProgress(TimeSpan after) => new(_command.WriteProgress, SystemClock.Instance, after);

    /// <summary>Begins to show how far something is.</summary>
    public ImportProgress StartProgress(string activity) =>
        new(activity, _command.Host, _command.WriteProgress, _command.WriteVerbose, Client.Clock);

    public bool ShouldProcess(string target, string action) => _command.ShouldProcess(target, action);

    /// <summary>Asks before something that the user may not have meant.</summary>
    /// <param name="question">The question.</param>
    /// <param name="caption">Its title.</param>
    /// <param name="refusal">The problem if nobody can be asked.</param>
    public bool Ask(string question, string caption, Func<Exception, JournyInputException> refusal)
    {
        Exception failure;
        try
        {
            return _command.ShouldContinue(question, caption);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            failure = exception;
        }

        throw refusal(failure);
    }

    /// <summary>Asks before what cannot be taken back, unless the user has said that nothing is to be asked.</summary>
    /// <param name="question">The question.</param>
    /// <param name="caption">Its title.</param>
    /// <param name="what">What is to be done, for the error if nobody can be asked.</param>
    public bool Confirm(string question, string caption, string what)
    {
        bool isAnswered = _command.MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm)
            && confirm is SwitchParameter { IsPresent: false };

        // A text if a script has set it, else a ConfirmImpact.
        bool asksNothing = LanguagePrimitives.TryConvertTo(_command.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
            && preference == ConfirmImpact.None;
        return isAnswered || asksNothing || Ask(question, caption, failure => FlowProblems.NobodyToAsk(what, failure));
    }

    /// <summary>Opens a file that may keep this waiting.</summary>
    public TFile Opened<TFile>(Func<TFile> open)
        where TFile : class, IDisposable => OrStopped(() => FileOpening.Open(open, Stop));

    /// <summary>Waits, and ends the pipeline if the user stops the wait.</summary>
    public void OrStopped(Action wait)
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

    /// <summary>Waits for something, and ends the pipeline if the user stops the wait.</summary>
    public T OrStopped<T>(Func<T> wait)
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
