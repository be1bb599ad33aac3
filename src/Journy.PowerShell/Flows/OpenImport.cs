using System;
using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Reports;
using Journy.Import.Runs;

namespace Journy.Flows;

/// <summary>A running import, and the display of its progress.</summary>
internal sealed class OpenImport : IRunObserver, IDisposable
{
    private readonly CommandReporter _reporter;
    private readonly TimeSpan _start;

    public OpenImport(CommandReporter reporter, string activity, bool isReported)
    {
        _reporter = reporter;
        Began = reporter.Client.Clock.UtcNow;
        _start = reporter.Client.Clock.Now;
        Pace = isReported ? new PaceTrace() : null;
        Progress = reporter.StartProgress(activity);
    }

    public ImportProgress Progress { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>How fast it goes; null without a report.</summary>
    public PaceTrace? Pace { get; }

    /// <summary>What the columns become, for the report.</summary>
    public IReadOnlyList<ReportedColumn> Columns { get; set; } = Array.Empty<ReportedColumn>();

    /// <summary>What runs. Set before the first row.</summary>
    public ImportSession Session { get; set; } = null!;

    /// <summary>The share of the input that was read; null if unknown.</summary>
    public Func<double>? ShareRead { get; set; }

    /// <summary>What to say of a file that has grown meanwhile; null if it has not.</summary>
    public string? Growth { get; set; }

    /// <summary>What to say of a last row that is left to the next import; null if none is.</summary>
    public string? Deferral { get; set; }

    /// <summary>Shows how far it is.</summary>
    /// <param name="share">The share of the input that was read; null if unknown.</param>
    public void Show(double? share)
    {
        _reporter.NotePause();
        NotePace();
        Progress.Show(Session.Run, _reporter.Client.RateLimiter.Pace, _reporter.Connection.CallerLimits, share);
    }

    /// <inheritdoc/>
    public void OnWaiting() => Show(ShareRead?.Invoke());

    /// <inheritdoc/>
    public void OnAttempts(IReadOnlyList<CallAttempt> attempts) => _reporter.NoteAttempts(attempts);

    /// <summary>Closes everything at the end of a run.</summary>
    /// <exception cref="JournyInputException">The journal is complete, but could not be made smaller.</exception>
    public void Close()
    {
        NotePace();
        Progress.End();
        Session.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    private void NotePace() => Pace?.Note(_reporter.Client.Clock.Now - _start, Session.Run.Counts.Done);
}
