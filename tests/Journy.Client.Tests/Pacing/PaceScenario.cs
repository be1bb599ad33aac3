using System.Collections.Generic;

namespace Journy.Tests.Pacing;

/// <summary>What a simulation is of.</summary>
/// <param name="Server">The kind of server: <see cref="SimulatedServers"/>.</param>
/// <param name="Header">What answers say is left: <see cref="SimulatedHeader"/>.</param>
/// <param name="Callers">The most calls that each importer has in flight.</param>
/// <param name="Latency">How long calls are on their way: "wide" 20 to 300 ms there and back, "150", or "tail" with a few of
/// seconds.</param>
/// <param name="Others">Who else uses the key: <see cref="OtherCalls"/>; or "copies2" for that many importers, of the same rule,
/// "mixed" for one of each rule.</param>
internal sealed record PaceScenario(string Server, string Header, int Callers, string Latency, string Others)
{
    public double Seconds { get; init; } = 900;

    public int Limit { get; init; } = 1800;

    public double Window { get; init; } = 60;

    /// <summary>The calls to make; null for as many as there is time for.</summary>
    public int? Rows { get; init; }

    /// <summary>Changes of the limit, each with its time.</summary>
    public IReadOnlyList<(double Time, int Limit)> Changes { get; init; } = [];

    /// <summary>Calls that somebody made 20 to 50 seconds before the start.</summary>
    public int CallsBefore { get; init; }

    /// <summary>How fine the client's timers are in seconds: 0.0156 on Windows.</summary>
    public double Tick { get; init; } = 0.001;

    /// <summary>From when to when no answer comes.</summary>
    public (double From, double To)? Outage { get; init; }

    public override string ToString() => $"{Server} {Header} {Callers} {Latency} {Others}";
}
