using System;

namespace Journy.Import;

/// <summary>How long calls take by the limit of their key alone, as they are paced.</summary>
internal static class CallForecast
{
    // The share of the limit that is used at full speed, and the share of it that comes to in the long run.
    private const double FastShare = 0.90;
    private const double LastingShare = 0.93;

    // What is used a minute where the server names no limit.
    private const int UnnamedLimit = 1620;

    /// <summary>The time that a number of calls takes at the least.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="limit">The limit, in calls a minute; null where it is not known.</param>
    /// <param name="shareLeft">The share of it that is left now, from 0 to 1.</param>
    /// <param name="ownLimit">The caller's own limit, where it has a lower one.</param>
    public static TimeSpan For(double calls, int? limit, double? shareLeft, int? ownLimit)
    {
        double own = Math.Min(ownLimit ?? double.MaxValue, limit is null ? UnnamedLimit : double.MaxValue);
        double lasting = Math.Min(own, (limit ?? UnnamedLimit) * LastingShare);
        double atOnce = Math.Min(own, limit is { } known ? Math.Max(0, (shareLeft ?? 1) - (1 - FastShare)) * known : UnnamedLimit);
        return TimeSpan.FromMinutes(Math.Max(0, calls - atOnce) / lasting);
    }
}
