using System;
using System.Collections.Immutable;

namespace Journy.Emulator.State;

/// <summary>A stored user or account. It never changes: every call that names it puts a new one in its place, so a snapshot needs no
/// copy.</summary>
internal sealed record EntityRecord(
    long Number,
    Identity Identity,
    PackedProperties Properties,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Gets the linked web visitors; only users have any.</summary>
    internal ImmutableSortedSet<string> DeviceIds { get; init; } = NoDevices;

    private static ImmutableSortedSet<string> NoDevices { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
