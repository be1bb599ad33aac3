using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator;

/// <summary>An account as the emulator holds it.</summary>
public sealed record EmulatedAccount
{
    /// <summary>Gets the order of creation, in one count with users and events.</summary>
    public required long Number { get; init; }

    /// <summary>Gets the account ID.</summary>
    public string? AccountId { get; init; }

    /// <summary>Gets the domain, as last written.</summary>
    public string? Domain { get; init; }

    /// <summary>Gets the properties, with numbers and dates exactly as they came.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Properties { get; init; }

    /// <summary>Gets the users who belong to the account or once did, in the order of their creation.</summary>
    public IReadOnlyList<EmulatedMember> Members { get; init; } = [];

    /// <summary>Gets the time of the first call that named the account.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the time of the last call that named the account.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
