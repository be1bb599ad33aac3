using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator;

/// <summary>An event as the emulator took it. Its identification stays as it was sent, whatever becomes of the user or account.</summary>
public sealed record EmulatedEvent
{
    /// <summary>Gets the order of receipt, in one count with the creation of users and accounts.</summary>
    public required long Number { get; init; }

    /// <summary>Gets the event's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the user ID that was sent.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the user's e-mail address that was sent.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the account ID that was sent.</summary>
    public string? AccountId { get; init; }

    /// <summary>Gets the account's domain that was sent.</summary>
    public string? Domain { get; init; }

    /// <summary>Gets the time of the event, letter for letter as it was sent; <see langword="null"/> when there was none.</summary>
    public string? TriggeredAt { get; init; }

    /// <summary>Gets the time at which the emulator stored the event.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the metadata, with numbers and dates exactly as they came.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Metadata { get; init; }
}
