using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using Journy.Emulator.Keys;

namespace Journy.Emulator.Api;

/// <summary>The JSON bodies of the API, in one shape: <c>meta</c>, mostly <c>message</c>, and what the operation adds.</summary>
internal static class Answers
{
    // Readable text in the ledger and on screen; nothing here ends up in a page of HTML.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ApiAnswer Message(int status, string requestId, string message, Action<Utf8JsonWriter>? more = null) =>
        Json(status, requestId, writer =>
        {
            writer.WriteString("message", message);
            more?.Invoke(writer);
        });

    internal static ApiAnswer Json(int status, string requestId, Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("meta");
            writer.WriteString("requestId", requestId);
            writer.WriteNumber("status", status);
            writer.WriteEndObject();
            content(writer);
            writer.WriteEndObject();
        }

        return new ApiAnswer(status, MediaTypeNames.Application.Json, buffer.WrittenMemory);
    }

    internal static ApiAnswer Empty(int status) => new(status, ContentType: null, ReadOnlyMemory<byte>.Empty);

    /// <summary>Adds the headers of the rate limit, unless the answer has them already.</summary>
    internal static ApiAnswer WithRate(this ApiAnswer answer, RateReading rate) => rate is { Limit: int limit, Remaining: int remaining }
        ? answer
            .WithMissing("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture))
            .WithMissing("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture))
        : answer;

    internal static void WriteMap(this Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        writer.WriteStartObject(name);
        foreach ((string key, string value) in map)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
