namespace Journy.Import.Journaling;

/// <summary>An event that was sent for the last row of a file while that row had no line end, so that it may have been cut.</summary>
/// <param name="Key">What the event is known by.</param>
/// <param name="Length">How many characters the row had.</param>
/// <param name="Digest">The hash of them.</param>
/// <param name="Input">The hash of the file's name.</param>
internal sealed record OpenEvent(ulong Key, int Length, string Digest, string Input);
