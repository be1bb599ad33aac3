namespace Journy.Pacing;

/// <summary>How fast a key is used.</summary>
/// <param name="CallsInLastMinute">Calls that were started in the last minute, by all runspaces of this process.</param>
/// <param name="ShareLeft">The share of the limit that is left, from 0 to 1; null if the server names no limit.</param>
/// <param name="Limit">The limit itself, in calls a minute; null if the server names none.</param>
/// <param name="OthersPerMinute">Calls a minute of others on the key, as far as answers tell; null if the server names no limit.</param>
/// <param name="IsHeldBack">True if a call had to wait for the limit within the last second.</param>
internal readonly record struct Pace(int CallsInLastMinute, double? ShareLeft, int? Limit, int? OthersPerMinute, bool IsHeldBack)
{
    /// <summary>The calls of the last minute as a share of the limit, from 0 to 1; null if the server names none.</summary>
    public double? ShareUsed => Limit is { } limit ? (double)CallsInLastMinute / limit : null;
}
