using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.Api;

/// <summary>Reads the <c>properties</c> of a record.</summary>
internal static class PropertyBag
{
    /// <summary>Reads all properties; what is wrong with one goes to the problems, under its own path.</summary>
    internal static IReadOnlyList<KeyValuePair<string, JsonElement>> Read(BodyReader? reader, Problems problems)
    {
        if (reader is null)
        {
            return [];
        }

        List<KeyValuePair<string, JsonElement>> properties = new(reader.Members.Count);
        foreach ((string name, JsonElement value) in reader.Members)
        {
            string path = reader.PathOf(name);
            CheckName(name, path, problems);
            CheckValue(value, path, problems);
            properties.Add(new(name, value));
        }

        return properties;
    }

    internal static void CheckName(string name, string path, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            problems.Field(path, "A value needs a name.");
        }
    }

    private static void CheckValue(JsonElement value, string path, Problems problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False:
                break;
            case JsonValueKind.Number:
                CheckNumber(value, path, problems);
                break;
            case JsonValueKind.String:
                BodyReader.ReadString(value, path, problems);
                break;
            case JsonValueKind.Array:
                CheckItems(value, path, problems);
                break;
            default:
                problems.Field(path, "A property holds one value or a list of strings, not an object.");
                break;
        }
    }

    internal static void CheckNumber(JsonElement value, string path, Problems problems)
    {
        if (!value.TryGetDouble(out double number) || !double.IsFinite(number))
        {
            problems.Field(path, "This number is out of range.");
        }
    }

    private static void CheckItems(JsonElement list, string path, Problems problems)
    {
        int index = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            string itemPath = FormattableString.Invariant($"{path}.{index}");
            if (BodyReader.ReadString(item, itemPath, problems) is { Length: 0 })
            {
                problems.Field(itemPath, "An item of a list must not be empty.");
            }

            index++;
        }
    }
}
