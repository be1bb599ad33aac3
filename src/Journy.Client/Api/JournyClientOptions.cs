using System;
using System.Net;
using Journy.Pacing;

namespace Journy.Api;

/// <summary>What a client is made of.</summary>
/// <param name="BaseUri">Where the API is; checked by <see cref="BaseAddress"/>.</param>
/// <param name="ApiKey">The key.</param>
internal sealed record JournyClientOptions(Uri BaseUri, ApiKey ApiKey)
{
    /// <summary>The longest wait for one answer, all of it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The caller's own limit on calls a minute, below the key's.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The proxy to use; null for the system's.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Name and version that go out with every call.</summary>
    public string UserAgent { get; init; } = "journy-powershell";

    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>The share of the key's limit that is left to others, in percent; null to learn what they need.</summary>
    public int? ReserveForOthers { get; init; }

    /// <summary>The rate limiter to share; null for the one of the key and address in this process.</summary>
    public RateLimiter? RateLimiter { get; init; }

    /// <summary>What this caller wants kept beyond the key's limit.</summary>
    public CallerLimits CallerLimits => new(RequestsPerMinute, ReserveForOthers);
}
