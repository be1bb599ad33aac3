namespace Journy.Emulator;

/// <summary>How many calls a rate window let through, and how many it refused.</summary>
/// <param name="Accepted">The calls that were let through, whatever became of them then.</param>
/// <param name="Refused">The calls that were refused with 429. Those that a fault answered are in neither count.</param>
public readonly record struct CallCounts(long Accepted, long Refused)
{
    /// <summary>Gets all calls.</summary>
    public long Total => Accepted + Refused;

    internal CallCounts With(bool admitted) =>
        admitted ? this with { Accepted = Accepted + 1 } : this with { Refused = Refused + 1 };
}
