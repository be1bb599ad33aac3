using System;
using System.Globalization;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Commands;

/// <summary>What cmdlets tell the user of input that cannot be used, and of waits.</summary>
internal static class CommandProblems
{
    /// <summary>A website without a secret.</summary>
    public static JournyInputException BlankSecret() =>
        new(JournyReason.InvalidParameter, "-Secret is blank. Copy the website's secret from journy.io's settings.");

    /// <summary>A hash of nobody.</summary>
    public static JournyInputException BlankId() => new(JournyReason.NoIdentity, "The ID is blank, and a blank ID proves nothing.");

    /// <summary>A name that the workspace does not know.</summary>
    /// <param name="noun">What it is the name of: "segment".</param>
    /// <param name="name">The name.</param>
    /// <param name="command">The cmdlet that lists all names.</param>
    public static JournyInputException UnknownName(string noun, string name, string command) => new(
        JournyReason.NotFound,
        $"The workspace has no {noun} named {RefusedText.Of(name)}. {command} without -Name lists all; "
            + "wildcards such as *plan* are allowed.");

    /// <summary>A pause that journy.io asked for.</summary>
    /// <param name="length">How long it is.</param>
    /// <param name="ends">When it ends.</param>
    public static string Paused(TimeSpan length, DateTimeOffset ends) => string.Format(
        CultureInfo.CurrentCulture,
        "journy.io asked for fewer calls (HTTP 429). Everything on this key pauses for {0:0} seconds, until {1:T}. Nothing is lost.",
        length.TotalSeconds,
        ends.ToLocalTime());

    /// <summary>Calls that wait for the rate limit.</summary>
    public static string HeldBack(Pace pace)
    {
        string limit = pace.Limit is { } named
            ? string.Format(CultureInfo.CurrentCulture, " of {0:N0} allowed; others on the key made {1:N0}", named, pace.OthersPerMinute)
            : string.Empty;
        return string.Format(
            CultureInfo.CurrentCulture, "Calls wait for the rate limit: {0:N0} in the last minute{1}.", pace.CallsInLastMinute, limit);
    }
}
