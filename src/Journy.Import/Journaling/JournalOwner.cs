using System;

namespace Journy.Import.Journaling;

/// <summary>Whose rows a journal keeps account of.</summary>
/// <param name="Entity">What the rows are.</param>
/// <param name="BaseUri">Where they go.</param>
/// <param name="KeyFingerprint">Tells API keys apart without being one.</param>
internal sealed record JournalOwner(ImportEntity Entity, Uri BaseUri, string KeyFingerprint);
