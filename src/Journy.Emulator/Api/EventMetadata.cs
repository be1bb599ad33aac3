using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;

namespace Journy.Emulator.Api;

/// <summary>Reads the <c>metadata</c> of an event: single values only, where a record's properties may be lists or null.</summary>
internal static class EventMetadata
{
    /// <summary>Reads all values; what is wrong with one goes to the problems, under its own path.</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Read(BodyReader? reader, Problems problems)
    {
        if (reader is null)
        {
            return ImmutableDictionary<string, JsonElement>.Empty;
        }

        foreach ((string name, JsonElement value) in reader.Members)
        {
            string path = reader.PathOf(name);
            PropertyBag.CheckName(name, path, problems);
            CheckValue(value, path, problems);
        }

        return reader.Members;
    }

    private static void CheckValue(JsonElement value, string path, Problems problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                break;
            case JsonValueKind.Number:
                PropertyBag.CheckNumber(value, path, problems);
                break;
            case JsonValueKind.String:
                BodyReader.ReadString(value, path, problems);
                break;
            default:
                problems.Field(path, "Metadata is a string, a boolean or a number.");
                break;
        }
    }
}
