namespace Journy.Pacing;

/// <summary>A call that the rate limiter let start, with what was known then: answers overtake each other.</summary>
/// <param name="Number">Its place in the order of starts, from 1.</param>
/// <param name="StartedAt">When it started, in seconds of the clock.</param>
/// <param name="AnsweredBefore">How many calls had been answered when it started.</param>
/// <param name="LeastForeign">The fewest calls of others that the limit's count had held until then, less a constant.</param>
/// <param name="Floor">The least that answers had said is left, since it last rose.</param>
internal readonly record struct CallTicket(int Number, double StartedAt, int AnsweredBefore, double LeastForeign, double Floor);
