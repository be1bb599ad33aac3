namespace Journy.Emulator;

/// <summary>The rate window of one key at one moment.</summary>
/// <param name="Limit">The calls that the key may make in a window; <see langword="null"/> without a limit.</param>
/// <param name="Remaining">The calls that it could make at this moment; <see langword="null"/> without a limit.</param>
/// <param name="Module">The requests that came over HTTP, since the key exists.</param>
/// <param name="Application">The calls of all applications that used the key, since it exists.</param>
public sealed record KeyRate(int? Limit, int? Remaining, CallCounts Module, CallCounts Application);
