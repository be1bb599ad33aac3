namespace Journy.Import.Journaling;

/// <summary>
/// Several rows of one user or account, as the sequence that they are: how many, and a digest of them in their order. The same row
/// once more, directly behind itself, changes nothing and is no part of it.
/// </summary>
/// <param name="Digest">The digest.</param>
/// <param name="Count">How many rows.</param>
/// <param name="IsOpen">True unless the run that sent them came to its end: they may be the beginning of what its input holds.</param>
internal readonly record struct KnownSequence(ulong Digest, int Count, bool IsOpen)
{
    /// <summary>The sequence of one row.</summary>
    public static KnownSequence Of(ulong content) => default(KnownSequence).With(content);

    /// <summary>The sequence with one row more.</summary>
    public KnownSequence With(ulong content) => new(Mix(Digest + content), Count + 1, IsOpen);

    /// <summary>Whether both are the same rows.</summary>
    public bool IsSameAs(KnownSequence other) => Digest == other.Digest && Count == other.Count;

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). What it mixes is salted already.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
