using System.Collections.Generic;

namespace Journy.Emulator;

/// <summary>The permissions that an API key can hold, as <c>GET /validate</c> names them.</summary>
public static class KeyPermissions
{
    /// <summary>Writing users, accounts, memberships, links and events.</summary>
    public const string TrackData = "TrackData";

    /// <summary>Reading a website's tracking snippet.</summary>
    public const string GetTrackingSnippet = "GetTrackingSnippet";

    /// <summary>Listing the workspace's events.</summary>
    public const string ReadEvents = "ReadEvents";

    /// <summary>Listing the workspace's properties.</summary>
    public const string ReadProperties = "ReadProperties";

    /// <summary>Listing the workspace's segments.</summary>
    public const string ReadSegments = "ReadSegments";

    /// <summary>Gets every permission there is.</summary>
    public static IReadOnlyList<string> All { get; } = [TrackData, GetTrackingSnippet, ReadEvents, ReadProperties, ReadSegments];
}
