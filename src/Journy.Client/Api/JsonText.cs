using System;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using Journy.Results;

namespace Journy.Api;

/// <summary>The JSON that more than one operation writes or reads.</summary>
internal static class JsonText
{
    // Bodies go to an API and never into a web page, so only what JSON itself requires is escaped.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // One per thread: a body is written in one go, and to make these anew costs as much as to write it.
    [ThreadStatic]
    private static BodyBuffer? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The body of a request, as the bytes that go out.</summary>
    public static byte[] WriteBody<TContent>(JournyRequest<TContent> request)
    {
        BodyBuffer buffer = _buffer ??= new BodyBuffer();
        Utf8JsonWriter writer = _writer ??= new Utf8JsonWriter(buffer, WriterOptions);
        buffer.Clear();
        writer.Reset(buffer);
        request.WriteBody(writer);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Writes the identification; an identifier that is absent is left out, never sent as null or "".</summary>
    public static void WriteIdentification(this Utf8JsonWriter writer, JournyIdentity identity, string name = "identification")
    {
        writer.WriteStartObject(name);
        if (identity.Id is not null)
        {
            writer.WriteString(identity.IdName, identity.Id);
        }

        if (identity.Alias is not null)
        {
            writer.WriteString(identity.AliasName, identity.Alias);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes properties below a name; nothing if there are none.</summary>
    public static void WriteProperties(this Utf8JsonWriter writer, PropertyBag properties, string name)
    {
        if (properties.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, JournyValue> property in properties.Entries)
        {
            writer.WritePropertyName(property.Key);
            property.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads an object of name and reason; a value that is no string is kept as its JSON text rather than lost.</summary>
    public static Dictionary<string, string> ReadMap(JsonElement element)
    {
        Dictionary<string, string> map = new();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty entry in element.EnumerateObject())
            {
                map[PlainText.Of(entry.Name)] = PlainText.Of(Show(entry.Value));
            }
        }

        return map;
    }

    /// <summary>The string below a name, or null if there is none.</summary>
    public static string? ReadString(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

    private static string Show(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
