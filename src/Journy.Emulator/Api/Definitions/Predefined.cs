using System.Collections.Immutable;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Definitions;

/// <summary>What a workspace lists before anything was sent to it.</summary>
internal static class Predefined
{
    private const string Website = "Website";
    private const string Profile = "Profile";
    private const string Activity = "Activity";

    private static readonly ImmutableArray<PropertyDefinition> UserProperties =
    [
        new("full_name", "Full name", Group: Profile),
        new("first_name", "First name", Group: Profile),
        new("last_name", "Last name", Group: Profile),
        new("phone", "Phone", Group: Profile),
        new("registered_at", "Registered at", Group: Profile),
        new("last_seen_at", "Last seen at", IsComputed: true, Activity),
        new("session_count", "Session count", IsComputed: true, Activity),
    ];

    private static readonly ImmutableArray<PropertyDefinition> AccountProperties =
    [
        new("name", "Name", Group: Profile),
        new("mrr", "MRR", Group: Profile),
        new("plan", "Plan", Group: Profile),
        new("registered_at", "Registered at", Group: Profile),
        new("last_seen_at", "Last seen at", IsComputed: true, Activity),
        new("member_count", "Member count", IsComputed: true, Activity),
    ];

    internal static ImmutableArray<EventDefinition> Events { get; } =
    [
        new("page_viewed", Website),
        new("session_started", Website),
    ];

    internal static ImmutableArray<PropertyDefinition> Properties(EntityKind kind) =>
        kind == EntityKind.User ? UserProperties : AccountProperties;
}
