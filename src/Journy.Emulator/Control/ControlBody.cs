using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Journy.Emulator.Control;

/// <summary>The JSON object that is sent to one of the emulator's own addresses, read strictly.</summary>
internal sealed class ControlBody
{
    // A name that stands there twice is a slip, and nobody could tell which one was meant.
    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _root;

    private ControlBody(JsonElement root) => _root = root;

    /// <exception cref="FormatException">There is no JSON object.</exception>
    internal static async Task<ControlBody> ReadAsync(HttpContext http)
    {
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body, JsonOptions, http.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ControlBody(document.RootElement.Clone())
                : throw new FormatException("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The body is not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a list of texts.</summary>
    internal static IReadOnlyCollection<string> Texts(string name, JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. element.EnumerateArray().Select(item => item.GetString()!)]
            : throw new FormatException($"{name} is a list of texts, not {element.GetRawText()}.");

    internal void AllowOnly(params string[] names)
    {
        foreach (JsonProperty property in _root.EnumerateObject())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new FormatException($"'{property.Name}' is not known here. There are: {string.Join(", ", names)}.");
            }
        }
    }

    internal JsonElement? Find(string name) => _root.TryGetProperty(name, out JsonElement element) ? element : null;

    /// <summary>Reads a whole number.</summary>
    /// <returns><see langword="null"/> when it is not there.</returns>
    internal long? Number(string name, long min, long max)
    {
        if (Find(name) is not JsonElement element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= min && number <= max
            ? number
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is a whole number from {min} to {max}, not {element.GetRawText()}."));
    }
}
