using System;
using System.Collections.Generic;
using Journy.Api;

namespace Journy;

/// <summary>What journy.io says about an API key. The key itself is not in it.</summary>
public sealed class ApiKeyInfo
{
    internal ApiKeyInfo(Uri baseUri, IReadOnlyList<string> permissions, AnswerHead head)
    {
        BaseUri = baseUri;
        Permissions = permissions;
        RequestId = head.RequestId;
        CallsLimit = head.CallsLimit;
        CallsRemaining = head.CallsRemaining;
    }

    /// <summary>The address that was asked.</summary>
    public Uri BaseUri { get; }

    /// <summary>What the key may do, such as <c>TrackData</c>, which every change needs.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary>Calls allowed in the key's rate window; null if the answer did not say.</summary>
    public int? CallsLimit { get; }

    /// <summary>Calls left in the key's rate window; null if the answer did not say.</summary>
    public int? CallsRemaining { get; }

    /// <summary>journy.io's ID of the request, to give to its support.</summary>
    public string? RequestId { get; }
}
