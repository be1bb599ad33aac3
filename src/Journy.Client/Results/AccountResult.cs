using System.Collections.Generic;
using Journy.Api;

namespace Journy;

/// <summary>An account that journy.io took: created, updated or deleted.</summary>
public sealed class AccountResult : EntityResult
{
    internal AccountResult(
        AccountIdentity identity,
        long inputIndex,
        JournyAction action,
        AnswerHead head,
        int attempts,
        IReadOnlyDictionary<string, string>? rejected)
        : base(inputIndex, action, head, attempts, rejected)
    {
        AccountId = identity.AccountId;
        Domain = identity.Domain;
    }

    /// <summary>The ID that the record named; null if it named none.</summary>
    public string? AccountId { get; }

    /// <summary>The domain that the record named; null if it named none.</summary>
    public string? Domain { get; }
}
