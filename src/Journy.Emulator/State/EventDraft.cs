using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.State;

/// <summary>An event that passed all checks and waits to be stored.</summary>
internal sealed record EventDraft(
    string Name, Identity? User, Identity? Account, string? TriggeredAt, IReadOnlyDictionary<string, JsonElement> Metadata);
