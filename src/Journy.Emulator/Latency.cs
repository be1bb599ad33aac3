using System;
using Journy.Emulator.Faults;

namespace Journy.Emulator;

/// <summary>How long requests wait before they are looked at: always the same, or random for each.</summary>
public sealed record Latency
{
    private Latency(TimeSpan shortest, TimeSpan longest, int seed)
    {
        Shortest = shortest;
        Longest = longest;
        Seed = seed;
    }

    /// <summary>Gets the latency of an emulator that answers as fast as it can.</summary>
    public static Latency None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>Gets the shortest wait.</summary>
    public TimeSpan Shortest { get; }

    /// <summary>Gets the longest wait.</summary>
    public TimeSpan Longest { get; }

    /// <summary>Gets the seed of the random waits; 0 if they are not random.</summary>
    public int Seed { get; }

    /// <summary>Gets a value indicating whether each request has its own.</summary>
    public bool IsRandom => Longest != Shortest;

    /// <summary>Makes a latency that is the same for every request.</summary>
    /// <param name="time">How long.</param>
    public static implicit operator Latency(TimeSpan time) => Fixed(time);

    /// <summary>Makes a latency that is the same for every request.</summary>
    /// <param name="time">How long.</param>
    /// <returns>The latency.</returns>
    public static Latency Fixed(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new Latency(time, time, 0);
    }

    /// <summary>Makes a latency that is drawn evenly for each request, in whole milliseconds from the shortest.</summary>
    /// <param name="shortest">The shortest wait.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="seed">Decides, with the sequence number of a request, how long that request waits.</param>
    /// <returns>The latency.</returns>
    public static Latency Random(TimeSpan shortest, TimeSpan longest, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        return shortest == longest ? Fixed(shortest) : new Latency(shortest, longest, seed);
    }

    /// <summary>Tells how long a request waits.</summary>
    /// <param name="sequence">The request's sequence number in the ledger.</param>
    /// <returns>The time, always the same for the same number.</returns>
    public TimeSpan Of(long sequence)
    {
        if (!IsRandom)
        {
            return Shortest;
        }

        // Whole milliseconds, because timers know no less; both ends can be drawn.
        double steps = Math.Floor((Longest - Shortest).TotalMilliseconds) + 1;
        double step = Math.Floor(steps * new SeededDraw(Seed, DrawPurpose.Latency, sequence).Unit());
        return Shortest + TimeSpan.FromMilliseconds(step);
    }
}
