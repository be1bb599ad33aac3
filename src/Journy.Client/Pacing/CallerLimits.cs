namespace Journy.Pacing;

/// <summary>What a caller wants kept, beyond the limit of the key.</summary>
/// <param name="RequestsPerMinute">The most calls a minute that this process makes on the key; null for no such limit.</param>
/// <param name="ReserveForOthers">The share of the key's limit that is never used, in percent, in place of what was learnt of
/// others; null to go by what was learnt.</param>
internal readonly record struct CallerLimits(int? RequestsPerMinute, int? ReserveForOthers = null);
