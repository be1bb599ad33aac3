using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.State;

/// <summary>What a workspace knows about the types of one entity's properties: the first value of a name decides.</summary>
internal sealed class PropertyTypes
{
    private readonly Dictionary<string, PropertyType> _known = new(StringComparer.Ordinal);

    /// <summary>Checks a value against its name's type, and remembers the type of a new name.</summary>
    /// <returns>Why the value is rejected, or <see langword="null"/>.</returns>
    internal string? Check(string name, JsonElement value)
    {
        // A deletion and an empty value fit every type, and tell nothing about one.
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(string.Empty)))
        {
            return null;
        }

        PropertyType found = TypeOf(value);
        if (_known.TryAdd(name, found))
        {
            return null;
        }

        PropertyType expected = _known[name];

        // On the wire a date is a string: a text property takes it as the text it is.
        bool fits = found == expected || (expected == PropertyType.Text && found == PropertyType.DateTime);
        return fits ? null : $"This property holds {Describe(expected)}, and {Describe(found)} does not fit.";
    }

    private static PropertyType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => PropertyType.Number,
        JsonValueKind.True or JsonValueKind.False => PropertyType.Boolean,
        JsonValueKind.Array => PropertyType.List,
        JsonValueKind.String => IsoDate.IsDate(value.GetString()!) ? PropertyType.DateTime : PropertyType.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.ValueKind, "No property has a value of this kind."),
    };

    private static string Describe(PropertyType type) => type switch
    {
        PropertyType.Text => "a text",
        PropertyType.Number => "a number",
        PropertyType.Boolean => "a boolean",
        PropertyType.DateTime => "a date",
        PropertyType.List => "a list",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type."),
    };
}
