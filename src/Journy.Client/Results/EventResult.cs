using System;
using Journy.Api;

namespace Journy;

/// <summary>An event that journy.io recorded.</summary>
public sealed class EventResult : RecordResult
{
    internal EventResult(
        string name,
        UserIdentity? user,
        AccountIdentity? account,
        DateTimeOffset triggeredAt,
        long inputIndex,
        AnswerHead head,
        int attempts)
        : base(inputIndex, JournyAction.Add, head, attempts)
    {
        Name = name;
        UserId = user?.UserId;
        Email = user?.Email;
        AccountId = account?.AccountId;
        Domain = account?.Domain;
        TriggeredAt = triggeredAt.ToUniversalTime();
    }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>The user's ID; null if the event named none.</summary>
    public string? UserId { get; }

    /// <summary>The user's e-mail address; null if the event named none.</summary>
    public string? Email { get; }

    /// <summary>The account's ID; null if the event named none.</summary>
    public string? AccountId { get; }

    /// <summary>The account's domain; null if the event named none.</summary>
    public string? Domain { get; }

    /// <summary>When the event happened, in UTC.</summary>
    public DateTimeOffset TriggeredAt { get; }
}
