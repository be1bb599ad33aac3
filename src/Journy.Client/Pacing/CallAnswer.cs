namespace Journy.Pacing;

/// <summary>What an answer said.</summary>
/// <param name="Number">The call's place in the order of starts.</param>
/// <param name="StartedAt">When the call started, in seconds of the clock.</param>
/// <param name="At">When the answer came.</param>
/// <param name="Remaining">The calls that are left.</param>
internal readonly record struct CallAnswer(int Number, double StartedAt, double At, int Remaining);
