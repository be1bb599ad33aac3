using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator;

/// <summary>An account as the emulator holds it.</summary>
public sealed record EmulatedAccount
{
    /// <summary>Gets the order of creation, shared with the users.</summary>
    public required long Number { get; init; }

    /// <summary>Gets the account ID.</summary>
    public string? AccountId { get; init; }

    /// <summary>Gets the domain, as last written.</summary>
    public string? Domain { get; init; }

    /// <summary>Gets the properties, with numbers and dates exactly as they came.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Properties { get; init; }

    /// <summary>Gets the time of the first upsert.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the time of the last upsert.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
