using System;
using System.Collections.Generic;
using System.Globalization;
using Journy.Api;
using Journy.Connections;
using Journy.Pacing;
using Journy.Results;

namespace Journy;

/// <summary>
/// A connection to journy.io: an address, a key that it never shows, and the settings of its calls. Nothing but the pace that it reports
/// changes once it is made, so it can be passed to other runspaces with <c>$using:</c>.
/// </summary>
public sealed class JournyConnection
{
    internal JournyConnection(
        JournyClient client,
        JournyClientOptions options,
        JournyConnectionSource source,
        Uri? proxy,
        IReadOnlyList<string>? permissions,
        string? name = null)
    {
        Client = client;
        Fingerprint = options.ApiKey.Fingerprint;
        BaseUri = options.BaseUri;
        RequestsPerMinute = options.RequestsPerMinute;
        ReserveForOthers = options.ReserveForOthers;
        TimeoutSec = options.Timeout.TotalSeconds;
        Source = source;
        Proxy = proxy;
        Permissions = permissions;
        Name = name;
        CreatedAt = options.Clock.UtcNow;
    }

    /// <summary>The name given to Connect-Journy, for -Connection; null if none.</summary>
    public string? Name { get; }

    /// <summary>The address that calls go to.</summary>
    public Uri BaseUri { get; }

    /// <summary>What the key may do, as journy.io said when the connection was made; null if the key was not checked.</summary>
    public IReadOnlyList<string>? Permissions { get; }

    /// <summary>Calls a minute that the key is allowed, by journy.io's answers; null until one has said it.</summary>
    public int? CallsLimit => Client.RateLimiter.Pace.Limit;

    /// <summary>The most calls a minute that this connection makes; null to follow the key's own limit alone.</summary>
    public int? RequestsPerMinute { get; }

    /// <summary>The share of the key's limit that is left to others, in percent; null to leave what they have been seen to need.</summary>
    public int? ReserveForOthers { get; }

    /// <summary>Calls that this process has made with the key in the last minute.</summary>
    public int CallsInLastMinute => Client.RateLimiter.Pace.CallsInLastMinute;

    /// <summary>Those calls as a share of the key's limit, from 0 to 1; null until an answer has named the limit.</summary>
    public double? ShareOfLimit => Client.RateLimiter.Pace.ShareUsed;

    /// <summary>Calls a minute that others make with the key, by journy.io's answers; null until one has named the limit.</summary>
    public int? OthersPerMinute => Client.RateLimiter.Pace.OthersPerMinute;

    /// <summary>The longest wait for one answer, in seconds.</summary>
    public double TimeoutSec { get; }

    /// <summary>The proxy given to Connect-Journy; null for the system's own settings.</summary>
    public Uri? Proxy { get; }

    /// <summary>Where the key came from.</summary>
    public JournyConnectionSource Source { get; }

    /// <summary>When the connection was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    internal JournyClient Client { get; }

    internal CallerLimits CallerLimits => new(RequestsPerMinute, ReserveForOthers);

    /// <summary>Tells whether the key has changed, without holding it.</summary>
    internal string Fingerprint { get; }

    /// <summary>The address.</summary>
    /// <returns>The base address as text.</returns>
    public override string ToString() => BaseUri.AbsoluteUri.TrimEnd('/');

    /// <summary>Where commands go now, and what the key may do, in sentences for a person.</summary>
    /// <param name="head">The answer to the check of the key; null if it was not checked.</param>
    internal string Describe(AnswerHead? head)
    {
        string permissions = Permissions is null ? "The key was not checked."
            : Permissions.Count == 0 ? "The key has no permission."
            : $"The key may: {PlainText.List(Permissions, Permissions.Count, ", ", "permissions")}.";
        string limit = head?.CallsLimit is { } calls
            ? string.Format(CultureInfo.CurrentCulture, " Its limit: {0:N0} calls a minute.", calls)
            : string.Empty;
        string named = Name is null ? string.Empty : $" as '{PlainText.Of(Name, ConnectionProblems.LongestName)}'";
        string from = Source == JournyConnectionSource.Environment
            ? $", with the key of $env:{ConnectionFactory.KeyVariable}"
            : string.Empty;
        return $"Connected to {this}{named}{from}. {permissions}{limit}";
    }
}
