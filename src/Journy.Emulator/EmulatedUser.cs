using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator;

/// <summary>A user as the emulator holds it.</summary>
public sealed record EmulatedUser
{
    /// <summary>Gets the order of creation, in one count with accounts and events.</summary>
    public required long Number { get; init; }

    /// <summary>Gets the user ID.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the e-mail address, as last written.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the properties, with numbers and dates exactly as they came.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Properties { get; init; }

    /// <summary>Gets the web visitors that are linked to the user, each once, in ordinal order.</summary>
    public IReadOnlyList<string> DeviceIds { get; init; } = [];

    /// <summary>Gets the time of the first call that named the user.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the time of the last call that named the user.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
