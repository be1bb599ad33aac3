using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Pacing;

namespace Journy.Import.Preview;

/// <summary>What a preview knows of the workspace that the rows would go to.</summary>
/// <param name="BaseUri">Its address.</param>
/// <param name="Permissions">What the key may do.</param>
/// <param name="CallsLimit">Calls a minute that the key allows, if journy.io said so.</param>
/// <param name="CallsRemaining">How many of them are left.</param>
/// <param name="Caller">The connection's own limits.</param>
/// <param name="Properties">The properties that the workspace knows; null if the key may not read them, or if rows have none.</param>
internal sealed record PreviewWorkspace(
    Uri BaseUri,
    IReadOnlyList<string> Permissions,
    int? CallsLimit,
    int? CallsRemaining,
    CallerLimits Caller,
    IReadOnlyList<PropertyDefinition>? Properties)
{
    /// <summary>The share of the limit that is left, from 0 to 1.</summary>
    public double? ShareLeft => CallsLimit is > 0 && CallsRemaining is { } remaining ? (double)remaining / CallsLimit : null;

    /// <summary>The property of a name; null if the workspace has none.</summary>
    public PropertyDefinition? Find(string name) =>
        Properties?.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal));
}
