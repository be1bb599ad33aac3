namespace Journy.Emulator.Faults;

/// <summary>
/// Random numbers for one request (SplitMix64). They depend on the seed, the purpose and the request's sequence number
/// alone, never on what was drawn before: so a schedule comes again, in whatever order the requests are worked on.
/// </summary>
internal struct SeededDraw
{
    private ulong _state;

    internal SeededDraw(int seed, DrawPurpose purpose, long number) =>
        _state = Mix(Mix(((ulong)purpose << 32) | (uint)seed) + (ulong)number);

    /// <summary>Draws a number from 0 up to, but not including, 1.</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Draws a whole number from 0 up to, but not including, a count.</summary>
    internal int Below(int count) => (int)(Unit() * count);

    internal bool Coin() => Below(2) == 1;

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
