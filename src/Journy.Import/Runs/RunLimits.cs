using System.Globalization;

namespace Journy.Import.Runs;

/// <summary>What ends a run before its input does, by the user's own wish.</summary>
internal sealed class RunLimits
{
    private readonly ImportRunOptions _options;

    public RunLimits(ImportRunOptions options) => _options = options;

    /// <summary>Which one was reached, for messages; null if none was.</summary>
    public string? Reached { get; private set; }

    /// <summary>Looks whether one is reached.</summary>
    /// <param name="failed">How many rows have failed.</param>
    /// <returns>True if one is now, and none was before.</returns>
    public bool TryReach(long failed)
    {
        if (Reached is not null)
        {
            return false;
        }

        if (_options.MustEnd())
        {
            Reached = "the system asked the process to end (SIGTERM)";
        }
        else if (_options.Client.Clock.Now >= _options.Deadline)
        {
            Reached = "its -TimeLimitMinutes were over";
        }
        else if (_options.MaxErrors is { } most && failed > most)
        {
            Reached = string.Format(CultureInfo.CurrentCulture, "more rows failed than the {0:N0} that -MaxErrors allows", most);
        }

        return Reached is not null;
    }
}
