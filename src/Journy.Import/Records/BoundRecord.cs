using System;
using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>A record ready to be sent, or the reason why it cannot be.</summary>
internal sealed record BoundRecord
{
    /// <summary>The user; null if the record names none.</summary>
    public UserIdentity? User { get; init; }

    /// <summary>The account; null if the record names none.</summary>
    public AccountIdentity? Account { get; init; }

    /// <summary>The user as the record has it, if white space around an identifier was left out; else null.</summary>
    public UserIdentity? WrittenUser { get; init; }

    /// <summary>The account as the record has it, likewise.</summary>
    public AccountIdentity? WrittenAccount { get; init; }

    /// <summary>The user by ID alone, if the record cannot be sent because of its e-mail address; else null.</summary>
    public UserIdentity? UserById { get; init; }

    /// <summary>True if white space around an identifier was left out.</summary>
    public bool IsTrimmed { get; init; }

    /// <summary>The web visitor's device ID.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The event's name.</summary>
    public string? EventName { get; init; }

    /// <summary>What makes the event one event, in the order of the key's names; null if all of it does.</summary>
    public IReadOnlyList<string>? EventKey { get; init; }

    /// <summary>When the event happened; null if the record does not say.</summary>
    public DateTimeOffset? TriggeredAt { get; init; }

    /// <summary>The properties, or an event's metadata.</summary>
    public PropertyBag Properties { get; init; } = new();

    /// <summary>What an event was read from, in case an earlier import read it in another way; nothing for other records.</summary>
    public SourceRow Source { get; init; }

    /// <summary>Why the record cannot be sent; null if it can.</summary>
    public JournyInputException? Problem { get; init; }

    /// <summary>Whom the record is about: the user, else the account; null if it names nobody.</summary>
    public JournyIdentity? Identity => User is not null ? User : Account;
}
