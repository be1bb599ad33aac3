using System.Collections.Generic;

namespace Journy.Tests.Pacing;

/// <summary>One process that makes calls as its rule lets it.</summary>
internal sealed class SimulatedImporter(ISimulatedRule rule, double drift)
{
    public ISimulatedRule Rule => rule;

    public int InFlight { get; set; }

    public bool LooksAgain { get; set; }

    public int Refused { get; set; }

    /// <summary>True where the run has ended with a 429.</summary>
    public bool HasGivenUp { get; set; }

    /// <summary>When calls were let through.</summary>
    public List<double> Admitted { get; } = [];

    public int Done { get; set; }

    public double EndedAt { get; set; }

    /// <summary>The time on this process's own clock, which began earlier and does not go exactly right.</summary>
    public double Clock(double now) => (now + 300) * drift;
}
