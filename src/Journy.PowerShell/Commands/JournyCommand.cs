using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Pacing;

namespace Journy.Commands;

/// <summary>What every cmdlet that calls journy.io has: a way to be stopped, and one way to report failures.</summary>
public abstract class JournyCommand : PSCmdlet, IDisposable
{
    private static readonly TimeSpan NotedPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private PauseNotice? _notedPause;
    private TimeSpan? _heldBackNoted;
    private bool? _mayBeVerbose;

    internal CancellationToken Stop => _stop.Token;

    /// <summary>Ends every call at once. Does not wait: a host that stops is in a hurry.</summary>
    public void Dispose()
    {
        // Select-Object -First and -ErrorAction Stop never call StopProcessing, only this. The source is not disposed, since
        // calls that are just being cancelled still hold its token.
        _stop.Cancel();
        Abandon();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the command still holds when it ends, in any way.</summary>
    private protected virtual void Abandon()
    {
    }

    /// <summary>Ends every call at once, as Ctrl+C does.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends the command with an error.</summary>
    internal void Throw(Exception exception, object? target = null, string? where = null) =>
        ThrowTerminatingError(Failure.ToRecord(exception, target, where));

    /// <summary>Makes something of what the user gave, and ends the command if that cannot be used.</summary>
    internal T OrThrow<T>(Func<T> make, object? target = null)
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

        Throw(problem, target);
        throw problem;
    }

    /// <summary>Makes one call and waits for it on the pipeline's thread; a failure ends the command.</summary>
    internal JournyAnswer<TContent> Call<TContent>(JournyClient client, JournyRequest<TContent> request, object target)
    {
        JournyAnswer<TContent>? answer = TryCall(client, request, out Exception? failure);
        if (answer is null)
        {
            Throw(failure!, target);
        }

        return answer!;
    }

    /// <summary>Makes one call and waits for it on the pipeline's thread.</summary>
    /// <returns>Null if it failed.</returns>
    private protected JournyAnswer<TContent>? TryCall<TContent>(
        JournyClient client, JournyRequest<TContent> request, out Exception? failure)
    {
        failure = null;
        Task<JournyAnswer<TContent>> call = Task.Run(() => client.SendAsync(request, CancellationToken.None, Stop));
        try
        {
            while (!call.Wait(250, Stop))
            {
                NotePause(client);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException exception) when (exception.InnerException is OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException exception)
        {
            failure = exception.InnerException;
        }

        if (failure is not null)
        {
            NoteAttempts((failure as JournyApiException)?.AttemptLog ?? Array.Empty<CallAttempt>());
            return null;
        }

        NoteAttempts(call.Result.Attempts);
        return call.Result;
    }

    /// <summary>Tells the verbose stream of every try: one line each, never a body.</summary>
    internal void NoteAttempts(IReadOnlyList<CallAttempt> attempts)
    {
        if (!(_mayBeVerbose ??= MayBeVerbose()))
        {
            return;
        }

        for (int index = 0; index < attempts.Count; index++)
        {
            CallAttempt attempt = attempts[index];
            WriteVerbose(string.Format(
                CultureInfo.InvariantCulture,
                "{0} {1} -> {2}, request {3}, {4:0} ms, attempt {5}",
                attempt.Method,
                attempt.Path,
                attempt.Outcome,
                attempt.RequestId ?? "-",
                attempt.Elapsed.TotalMilliseconds,
                index + 1));
        }
    }

    /// <summary>
    /// False if verbose lines would surely be thrown away: to make one for each of a million calls costs time. PowerShell, too, looks at
    /// the preference once a command.
    /// </summary>
    private bool MayBeVerbose()
    {
        Dictionary<string, object> given = MyInvocation.BoundParameters;
        return given.ContainsKey("Verbose") || given.ContainsKey("Debug")
            || GetVariableValue("VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    /// <summary>Tells of waits: a warning once for each long pause, a verbose line for short ones and for calls that wait for the
    /// limit.</summary>
    internal void NotePause(JournyClient client)
    {
        PauseNotice? pause = client.RateLimiter.Pause;
        if (pause is null)
        {
            NoteHeldBack(client);
            return;
        }

        if (pause.Equals(_notedPause))
        {
            return;
        }

        _notedPause = pause;
        DateTimeOffset ends = client.Clock.UtcNow + (pause.Ends - client.Clock.Now);
        string text = CommandProblems.Paused(pause.Length, ends);
        if (pause.Length > NotedPause)
        {
            WriteWarning(text);
        }
        else
        {
            WriteVerbose(text);
        }
    }

    /// <summary>Tells now and then that calls wait for the limit, and at what pace.</summary>
    private void NoteHeldBack(JournyClient client)
    {
        TimeSpan now = client.Clock.Now;
        if (now < _heldBackNoted + BetweenNotes || client.RateLimiter.Pace is not { IsHeldBack: true } pace)
        {
            return;
        }

        _heldBackNoted = now;
        WriteVerbose(CommandProblems.HeldBack(pace));
    }
}
