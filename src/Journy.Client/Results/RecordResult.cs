using System;
using System.Collections.Generic;
using Journy.Api;

namespace Journy.Results;

/// <summary>What became of one record that journy.io took.</summary>
public abstract class RecordResult
{
    private static readonly Dictionary<string, string> NothingRejected = new();

    private protected RecordResult(
        long inputIndex,
        JournyAction action,
        AnswerHead head,
        int attempts,
        IReadOnlyDictionary<string, string>? rejected)
    {
        InputIndex = inputIndex;
        Action = action;
        RejectedProperties = rejected ?? NothingRejected;
        RequestId = head.RequestId;
        CallsLimit = head.CallsLimit;
        CallsRemaining = head.CallsRemaining;
        Attempts = attempts;
    }

    /// <summary>The record's place in the input, counted from 0: <c>$rows[$result.InputIndex]</c> is the row.</summary>
    public long InputIndex { get; }

    /// <summary>What was done.</summary>
    public JournyAction Action { get; }

    /// <summary>Partial where journy.io rejected properties, else Accepted.</summary>
    public JournyResultStatus Status => RejectedProperties.Count > 0 ? JournyResultStatus.Partial : JournyResultStatus.Accepted;

    /// <summary>The properties that journy.io did not take, each with its reason; empty where it took all.</summary>
    public IReadOnlyDictionary<string, string> RejectedProperties { get; }

    /// <summary>journy.io's ID of the request, to give to its support.</summary>
    public string? RequestId { get; }

    /// <summary>Calls allowed in the key's rate window; null where the answer did not say.</summary>
    public int? CallsLimit { get; }

    /// <summary>Calls left in the key's rate window; null where the answer did not say.</summary>
    public int? CallsRemaining { get; }

    /// <summary>How often the call was tried until it succeeded.</summary>
    public int Attempts { get; }

    /// <summary>The result of the type that fits the identity.</summary>
    internal static RecordResult Create(
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
