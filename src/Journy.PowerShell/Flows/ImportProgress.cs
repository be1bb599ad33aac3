using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using Journy.Commands;
using Journy.Import.Runs;
using Journy.Pacing;

namespace Journy.Flows;

/// <summary>How far an import is: on the screen, or, if no one can see it, in a line of the verbose stream every half minute.</summary>
internal sealed class ImportProgress
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    private readonly string _activity;
    private readonly bool _isWatched;
    private readonly ProgressDisplay _display;
    private readonly Action<string> _writeVerbose;
    private readonly IClock _clock;
    private readonly TimeSpan _start;
    private TimeSpan _nextLine;

    /// <summary>Begins to show an import.</summary>
    /// <param name="activity">What is being done.</param>
    /// <param name="host">Where it is shown.</param>
    /// <param name="writeProgress">Shows progress.</param>
    /// <param name="writeVerbose">Writes a line.</param>
    /// <param name="clock">The time.</param>
    public ImportProgress(string activity, PSHost host, Action<ProgressRecord> writeProgress, Action<string> writeVerbose, IClock clock)
    {
        _activity = activity;
        _isWatched = HostDisplay.ShowsProgress(host);
        _display = new ProgressDisplay(writeProgress, clock, TimeSpan.Zero);
        _writeVerbose = writeVerbose;
        _clock = clock;
        _start = clock.Now;
        _nextLine = _start + BetweenLines;
    }

    /// <summary>Shows that the file is being looked through.</summary>
    public void ShowScan(double share)
    {
        if (_isWatched)
        {
            _display.Show(_activity, () => "Finding the types of the columns", share);
        }
    }

    /// <summary>Shows how far the run is, if it is time to.</summary>
    /// <param name="run">The run.</param>
    /// <param name="pace">How fast its key is used.</param>
    /// <param name="caller">The connection's own limits.</param>
    /// <param name="share">The share of the input that was read; null if unknown.</param>
    public void Show(ImportRun run, Pace pace, CallerLimits caller, double? share)
    {
        if (_isWatched)
        {
            _display.Show(_activity, () => Describe(run, pace), share, () => TimeLeft(run, pace, caller, share));
        }
        else if (_clock.Now >= _nextLine)
        {
            _nextLine = _clock.Now + BetweenLines;
            string percent = share is null ? string.Empty : string.Format(CultureInfo.CurrentCulture, "{0:P0} read, ", share);
            string left = TimeLeft(run, pace, caller, share) is { } time
                ? string.Format(CultureInfo.CurrentCulture, "; about {0:N0} minutes left", Math.Ceiling(time.TotalMinutes))
                : string.Empty;
            _writeVerbose($"{_activity}: {percent}{Describe(run, pace)}{left}");
        }
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void End() => _display.End();

    private string Describe(ImportRun run, Pace pace)
    {
        ImportRunCounts counts = run.Counts;
        double seconds = (_clock.Now - _start).TotalSeconds;
        string failed = counts.Failed == 0 ? string.Empty : string.Format(CultureInfo.CurrentCulture, ", {0:N0} failed", counts.Failed);
        string limit = pace.IsHeldBack ? ", " + ProgressDisplay.HeldBack
            : pace.ShareLeft is null ? string.Empty
            : string.Format(CultureInfo.CurrentCulture, ", {0:P0} of limit left", pace.ShareLeft);
        return string.Format(
            CultureInfo.CurrentCulture, "{0:N0} done{1}, {2:N0}/s{3}", counts.Done, failed, seconds > 0 ? counts.Done / seconds : 0, limit);
    }

    /// <summary>
    /// The longer of two times: for what is left at the speed so far, and at the pace that the limit and the others on the key leave. The
    /// speed of the first seconds says nothing, since they use up what the limit has saved.
    /// </summary>
    private TimeSpan? TimeLeft(ImportRun run, Pace pace, CallerLimits caller, double? share)
    {
        ImportRunCounts counts = run.Counts;
        if (share is not > 0 || counts.Done == 0)
        {
            return null;
        }

        double rowsLeft = (counts.Taken / share.Value) - counts.Done;
        double callsLeft = rowsLeft * counts.Calls / counts.Done;
        TimeSpan atSpeed = TimeSpan.FromSeconds(rowsLeft * (_clock.Now - _start).TotalSeconds / counts.Done);
        TimeSpan byLimit = CallForecast.For(callsLeft, pace.Limit, pace.ShareLeft, caller, pace.OthersPerMinute);
        return atSpeed > byLimit ? atSpeed : byLimit;
    }
}
