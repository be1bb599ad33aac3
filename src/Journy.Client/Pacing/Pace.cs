namespace Journy.Pacing;

/// <summary>How fast a key is used, for whoever watches.</summary>
/// <param name="CallsInLastMinute">Calls that were started in the last minute, by all runspaces of this process.</param>
/// <param name="ShareLeft">The share of the limit that is left, from 0 to 1; null where the server names no limit.</param>
/// <param name="Limit">The limit itself, in calls a minute; null where the server names none.</param>
internal readonly record struct Pace(int CallsInLastMinute, double? ShareLeft, int? Limit);
