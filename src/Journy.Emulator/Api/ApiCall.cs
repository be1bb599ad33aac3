using System;
using System.Collections.Generic;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Journy.Emulator.Keys;
using Journy.Emulator.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Journy.Emulator.Api;

/// <summary>One call of an operation by a key that may make it.</summary>
internal sealed class ApiCall(HttpRequest http, RequestContent content, string requestId, ApiKey key, Workspace workspace)
{
    internal string RequestId => requestId;

    internal ApiKey Key => key;

    internal Workspace Workspace => workspace;

    internal Problems Problems { get; } = new();

    /// <summary>Gets or sets a value indicating whether the workspace took the call.</summary>
    internal bool Applied { get; set; }

    /// <summary>Checks what every call must have, whatever its operation.</summary>
    internal void CheckParameters(IReadOnlySet<string> knownQuery)
    {
        if (string.IsNullOrWhiteSpace(http.Headers.UserAgent))
        {
            Problems.Header("user-agent", "The client must say what it is.");
        }

        foreach (string name in http.Query.Keys)
        {
            if (!knownQuery.Contains(name))
            {
                Problems.Query(name, "This parameter is not known here.");
            }
        }
    }

    /// <summary>Reads a query parameter that must stand there once and hold something.</summary>
    /// <returns>The decoded value, or <see langword="null"/> when the problems say why there is none.</returns>
    internal string? RequiredQuery(string name)
    {
        StringValues values = http.Query[name];
        if (values.Count > 1)
        {
            Problems.Query(name, "This parameter stands here more than once.");
            return null;
        }

        string? text = values;
        if (string.IsNullOrWhiteSpace(text))
        {
            Problems.Query(name, "This is required.");
            return null;
        }

        return text;
    }

    /// <summary>Opens the body, which must be a JSON object.</summary>
    /// <returns><see langword="null"/> when the problems say why there is none.</returns>
    internal BodyReader? OpenBody()
    {
        CheckContentType();
        if (content.Bytes.IsEmpty)
        {
            Problems.Field("body", "A JSON object is required.");
            return null;
        }

        // The parser leaves text unchecked until it is read, so broken bytes would otherwise surface much later.
        if (!Utf8.IsValid(content.Bytes.Span))
        {
            Problems.Field("body", "The body is not valid UTF-8.");
            return null;
        }

        try
        {
            // Not a pooled document: the workspace keeps the values as they are.
            return BodyReader.Open(JsonElement.Parse(content.Bytes.Span), string.Empty, Problems);
        }
        catch (JsonException exception)
        {
            Problems.Field("body", FormattableString.Invariant(
                $"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
            return null;
        }
    }

    private void CheckContentType()
    {
        bool isJson = MediaTypeHeaderValue.TryParse(http.ContentType, out MediaTypeHeaderValue? type)
            && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson)
        {
            Problems.Header("content-type", "This must be application/json in UTF-8.");
        }
    }
}
