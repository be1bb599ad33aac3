namespace Journy.Emulator;

/// <summary>Another limit from some request on, for every key.</summary>
/// <param name="AtRequest">The sequence number of the first request that meets it.</param>
/// <param name="Limit">The calls in a window from then on; <see langword="null"/> for no limit.</param>
public sealed record LimitChange(long AtRequest, int? Limit);
