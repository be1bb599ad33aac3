using System;
using System.Collections.Generic;
using Journy.Api;

namespace Journy.Connections;

/// <summary>
/// A connection to journy.io: an address, a key that it never shows, and the settings that calls go out with. Does not change
/// once made, so that it can be handed to other runspaces with <c>$using:</c>.
/// </summary>
public sealed class JournyConnection
{
    internal JournyConnection(
        JournyClient client, JournyClientOptions options, JournyConnectionSource source, Uri? proxy, IReadOnlyList<string>? permissions)
    {
        Client = client;
        Fingerprint = options.ApiKey.Fingerprint;
        BaseUri = options.BaseUri;
        RequestsPerMinute = options.RequestsPerMinute;
        TimeoutSec = options.Timeout.TotalSeconds;
        Source = source;
        Proxy = proxy;
        Permissions = permissions;
        CreatedAt = options.Clock.UtcNow;
    }

    /// <summary>The address that calls go to.</summary>
    public Uri BaseUri { get; }

    /// <summary>What the key may do, as journy.io said when the connection was made; null where it was not asked.</summary>
    public IReadOnlyList<string>? Permissions { get; }

    /// <summary>The most calls a minute that this connection makes; null to follow the key's own limit alone.</summary>
    public int? RequestsPerMinute { get; }

    /// <summary>The longest wait for one answer, in seconds.</summary>
    public double TimeoutSec { get; }

    /// <summary>The proxy given to Connect-Journy; null for the system's own settings.</summary>
    public Uri? Proxy { get; }

    /// <summary>Where the key came from.</summary>
    public JournyConnectionSource Source { get; }

    /// <summary>When the connection was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    internal JournyClient Client { get; }

    /// <summary>Tells whether the key is another one now, without holding it.</summary>
    internal string Fingerprint { get; }

    /// <summary>The address.</summary>
    /// <returns>The base address as text.</returns>
    public override string ToString() => BaseUri.AbsoluteUri.TrimEnd('/');
}
