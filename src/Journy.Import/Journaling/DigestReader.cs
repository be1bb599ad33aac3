namespace Journy.Import.Journaling;

/// <summary>Reads the entries of a line of the journal.</summary>
/// <param name="block">The line.</param>
/// <param name="words">Takes the entries.</param>
/// <param name="start">Where in the words.</param>
internal delegate void DigestReader(DigestBlock block, ulong[] words, int start);
