using System.Collections.Generic;
using Journy.Api;

namespace Journy;

/// <summary>A user that journy.io took: created, updated or deleted.</summary>
public sealed class UserResult : EntityResult
{
    internal UserResult(
        UserIdentity identity,
        long inputIndex,
        JournyAction action,
        AnswerHead head,
        int attempts,
        IReadOnlyDictionary<string, string>? rejected)
        : base(inputIndex, action, head, attempts, rejected)
    {
        UserId = identity.UserId;
        Email = identity.Email;
    }

    /// <summary>The ID that the record named; null if it named none.</summary>
    public string? UserId { get; }

    /// <summary>The e-mail address that the record named; null if it named none.</summary>
    public string? Email { get; }
}
