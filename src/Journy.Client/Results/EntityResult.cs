using System;
using System.Collections.Generic;
using Journy.Api;

namespace Journy;

/// <summary>What became of a user or an account.</summary>
public abstract class EntityResult : RecordResult
{
    private static readonly Dictionary<string, string> NothingRejected = new();

    private protected EntityResult(
        long inputIndex, JournyAction action, AnswerHead head, int attempts, IReadOnlyDictionary<string, string>? rejected)
        : base(inputIndex, action, head, attempts) => RejectedProperties = rejected ?? NothingRejected;

    /// <summary>Partial if journy.io rejected properties, else Accepted.</summary>
    public override string Status =>
        RejectedProperties.Count > 0 ? nameof(JournyResultStatus.Partial) : nameof(JournyResultStatus.Accepted);

    /// <summary>The properties that journy.io did not take, each with its reason; empty if it took all.</summary>
    public IReadOnlyDictionary<string, string> RejectedProperties { get; }

    /// <summary>The result of the type that fits the identity.</summary>
    internal static EntityResult Create(
        JournyIdentity identity,
        long inputIndex,
        JournyAction action,
        AnswerHead head,
        int attempts,
        IReadOnlyDictionary<string, string>? rejected = null) => identity switch
        {
            UserIdentity user => new UserResult(user, inputIndex, action, head, attempts, rejected),
            AccountIdentity account => new AccountResult(account, inputIndex, action, head, attempts, rejected),
            _ => throw new ArgumentOutOfRangeException(nameof(identity)),
        };
}
