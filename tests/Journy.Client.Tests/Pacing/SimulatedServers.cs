using System;

namespace Journy.Tests.Pacing;

/// <summary>The kinds of server, by the names that the table in docs/pacing.md uses.</summary>
internal static class SimulatedServers
{
    /// <summary>Makes a server.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="limit">The calls in a window.</param>
    /// <param name="window">The length of the window in seconds.</param>
    /// <param name="phase">Where in a window the server's clock begins.</param>
    public static ISimulatedServer Create(string kind, int limit, double window, double phase) => kind switch
    {
        "log" => new SlidingLogServer(limit, window, refusedCount: false),
        "log-counted" => new SlidingLogServer(limit, window, refusedCount: true),
        "two-bucket" => new TwoBucketServer(limit, window, phase),
        "steps-10s" => new SteppedServer(limit, window, phase, 6),
        "steps-1s" => new SteppedServer(limit, window, phase, 60),
        "fixed" => new FixedWindowServer(limit, window, phase),
        "token" => new TokenBucketServer(limit, window, 1, refusedCount: false),
        "token-counted" => new TokenBucketServer(limit, window, 1, refusedCount: true),
        "leaky-10%" => new TokenBucketServer(limit, window, 0.1, refusedCount: false),
        "leaky-3%" => new TokenBucketServer(limit, window, 0.03, refusedCount: false),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such server."),
    };
}
