using System;
using System.Collections.Generic;

namespace Journy.Import.Values;

/// <summary>
/// Properties that journy.io has from the start, and calculates with. What is sent first decides their type: if that is text, the
/// workspace refuses real dates from then on.
/// </summary>
internal static class RequiredKinds
{
    private static readonly Dictionary<string, CellKind> Required = new(StringComparer.OrdinalIgnoreCase)
    {
        ["registered_at"] = CellKind.DateTime,
        ["mrr"] = CellKind.Number,
    };

    /// <summary>What a property must hold; Blank if it may hold anything.</summary>
    public static CellKind Of(string property) => Required.TryGetValue(property, out CellKind kind) ? kind : CellKind.Blank;
}
