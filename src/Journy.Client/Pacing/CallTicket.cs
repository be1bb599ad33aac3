namespace Journy.Pacing;

/// <summary>A call that the rate window let start.</summary>
/// <param name="Number">Its place in the order of starts, from 1.</param>
/// <param name="OthersInFlight">How many calls were on their way when it started.</param>
internal readonly record struct CallTicket(long Number, int OthersInFlight);
