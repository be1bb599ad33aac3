namespace Journy.Emulator.Keys;

/// <summary>What a rate window said about one call, and what the two headers then say; null if there are none.</summary>
internal readonly record struct RateReading(bool Admitted, int? Limit, int? Remaining);
