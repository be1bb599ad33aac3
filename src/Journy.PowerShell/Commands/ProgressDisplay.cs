using System;
using System.Globalization;
using System.Management.Automation;
using Journy.Pacing;

namespace Journy.Commands;

/// <summary>Shows progress, but seldom: Windows PowerShell draws it so slowly that it could slow the command.</summary>
internal sealed class ProgressDisplay
{
    /// <summary>The text while calls wait for their limit.</summary>
    public const string HeldBack = "waiting for the rate limit";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly Action<ProgressRecord> _write;
    private readonly IClock _clock;
    private TimeSpan _next;
    private ProgressRecord? _shown;

    /// <summary>Prepares a display.</summary>
    /// <param name="write">Shows a record, on the pipeline's thread.</param>
    /// <param name="clock">The time.</param>
    /// <param name="after">How long a command must run before it shows anything.</param>
    public ProgressDisplay(Action<ProgressRecord> write, IClock clock, TimeSpan after)
    {
        _write = write;
        _clock = clock;
        _next = clock.Now + after;
    }

    /// <summary>A pace in words.</summary>
    public static string Describe(Pace pace) => string.Format(
        CultureInfo.CurrentCulture,
        pace.IsHeldBack ? "{0:N0} calls in a minute, {2}"
            : pace.ShareLeft is null ? "{0:N0} calls in a minute"
            : "{0:N0} calls in a minute, {1:P0} of limit left",
        pace.CallsInLastMinute,
        pace.ShareLeft,
        HeldBack);

    /// <summary>Shows how far things are, if it is time to.</summary>
    /// <param name="activity">What is being done.</param>
    /// <param name="status">How it goes; asked for only when it is shown.</param>
    /// <param name="share">The share that is done, from 0 to 1; null if unknown.</param>
    /// <param name="left">The time that is left, asked for only when it is shown; null if unknown.</param>
    public void Show(string activity, Func<string> status, double? share = null, Func<TimeSpan?>? left = null)
    {
        TimeSpan now = _clock.Now;
        if (now < _next)
        {
            return;
        }

        _next = now + Between;
        if (_shown is not null && _shown.Activity != activity)
        {
            End();
        }

        _shown = new ProgressRecord(0, activity, status())
        {
            PercentComplete = share is null ? -1 : (int)(100 * Math.Min(share.Value, 1)),
            SecondsRemaining = left?.Invoke() is { } time ? (int)Math.Min(int.MaxValue, Math.Ceiling(time.TotalSeconds)) : -1,
        };
        _write(_shown);
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void End()
    {
        if (_shown is not null)
        {
            _shown.RecordType = ProgressRecordType.Completed;
            _write(_shown);
            _shown = null;
        }
    }
}
