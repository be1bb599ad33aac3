using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.State;

/// <summary>A stored user or account. It never changes: an upsert puts a new one in its place, so a snapshot needs no copy.</summary>
internal sealed record EntityRecord(
    long Number,
    Identity Identity,
    IReadOnlyDictionary<string, JsonElement> Properties,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
