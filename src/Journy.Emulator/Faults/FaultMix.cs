using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Emulator;

/// <summary>How often random faults happen, and which.</summary>
public sealed record FaultMix
{
    /// <summary>Gets every kind there is.</summary>
    public static IReadOnlyList<FaultKind> AllKinds { get; } = Enum.GetValues<FaultKind>();

    /// <summary>Gets the probability that a request has a fault, from 0 to 1.</summary>
    public required double Rate { get; init; }

    /// <summary>Gets the kinds to draw from, each as likely as any other.</summary>
    public IReadOnlyList<FaultKind> Kinds { get; init; } = AllKinds;

    /// <summary>Gets the wait that a <c>Retry-After</c> asks for. On the wire it is rounded up to whole seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the time over which a <see cref="FaultKind.Trickle"/> sends its body.</summary>
    public TimeSpan TrickleTime { get; init; } = TimeSpan.FromSeconds(1);

    internal void Check()
    {
        if (!(Rate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Rate), Rate, "A probability is a number from 0 to 1.");
        }

        if (Kinds.Count == 0 || Kinds.Distinct().Count() != Kinds.Count || !Kinds.All(Enum.IsDefined))
        {
            throw new ArgumentException("There must be a kind of fault, each defined and none twice.", nameof(Kinds));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(RetryAfter, TimeSpan.Zero, nameof(RetryAfter));
        ArgumentOutOfRangeException.ThrowIfLessThan(TrickleTime, TimeSpan.Zero, nameof(TrickleTime));
    }
}
