using System;
using Journy.Pacing;

namespace Journy.Import.Runs;

/// <summary>How long calls take by the limit of their key alone, as they are paced.</summary>
internal static class CallForecast
{
    // The share of the limit that is used at full speed from the start, and the share of it that comes to in the long run.
    private const double FastShare = 0.75;
    private const double LastingShare = 0.98;

    // What is counted on of the limit, however much others use of it now.
    private const double LeastShare = 0.1;

    /// <summary>The time that a number of calls takes at the least.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="limit">The limit, in calls a minute; null if it is not known.</param>
    /// <param name="shareLeft">The share of it that is left now, from 0 to 1.</param>
    /// <param name="caller">The caller's own limits.</param>
    /// <param name="others">What others use a minute, if it is known.</param>
    public static TimeSpan For(double calls, int? limit, double? shareLeft, CallerLimits caller, int? others = null)
    {
        double own = caller.RequestsPerMinute ?? double.MaxValue;
        if (limit is not { } known)
        {
            own = Math.Min(own, PacingRule.UnnamedLimit);
            return TimeSpan.FromMinutes(Math.Max(0, calls - own) / own);
        }

        double kept = Math.Max(caller.ReserveForOthers ?? 0, 100.0 * (others ?? 0) / known) / 100;
        double lasting = Math.Min(own, known * Math.Max(LeastShare, LastingShare - kept));

        // What is used at full speed is missing until the minute is over.
        double atOnce = Math.Min(own, Math.Max(0, (shareLeft ?? 1) - (1 - FastShare)) * known);
        return calls <= atOnce ? TimeSpan.Zero : TimeSpan.FromMinutes(calls / lasting);
    }
}
