namespace Journy.Import.Values;

/// <summary>A line of a file in 128 bits, by the salt of a journal.</summary>
internal readonly record struct LineDigest(ulong High, ulong Low);
