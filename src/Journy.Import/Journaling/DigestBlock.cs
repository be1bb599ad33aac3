namespace Journy.Import.Journaling;

/// <summary>A line of the journal with digests, which is read again when it is needed.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Length">Its length without its line feed.</param>
/// <param name="First">The place of its first entry among those of all lines.</param>
/// <param name="Count">How many entries it has.</param>
internal readonly record struct DigestBlock(long At, int Length, int First, int Count);
