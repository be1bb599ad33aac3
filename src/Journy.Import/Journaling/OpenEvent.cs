namespace Journy.Import.Journaling;

/// <summary>An event that was sent for the last row of a file while that row had no line end, so that it may have been cut.</summary>
/// <param name="Line">The line on which the row begins.</param>
/// <param name="Digest">The hash of what stood there.</param>
/// <param name="Length">How many characters that were.</param>
/// <param name="Key">What the event is known by.</param>
/// <param name="Input">The hash of the file's name.</param>
internal sealed record OpenEvent(long Line, string Digest, int Length, ulong Key, string Input);
