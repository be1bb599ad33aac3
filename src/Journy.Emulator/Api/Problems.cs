using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Journy.Emulator.Api;

/// <summary>Everything that is wrong with one request, gathered so that a single 400 names it all.</summary>
internal sealed class Problems
{
    private readonly SortedDictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _query = new(StringComparer.Ordinal);

    internal bool Any => _fields.Count + _headers.Count + _query.Count > 0;

    // The first reason for a place stays: later ones are mostly its consequences.
    internal void Field(string path, string reason) => _fields.TryAdd(path, reason);

    internal void Header(string name, string reason) => _headers.TryAdd(name, reason);

    internal void Query(string name, string reason) => _query.TryAdd(name, reason);

    internal ApiAnswer ToAnswer(string requestId) =>
        Answers.Message(400, requestId, "The request is not valid; nothing of it was applied.", writer =>
        {
            writer.WriteStartObject("errors");
            if (_fields.Count > 0)
            {
                writer.WriteMap("fields", _fields);
            }

            WriteParameters(writer);
            writer.WriteEndObject();
        });

    private void WriteParameters(Utf8JsonWriter writer)
    {
        (string Name, SortedDictionary<string, string> Reasons)[] places = [("header", _headers), ("query", _query)];
        if (places.All(place => place.Reasons.Count == 0))
        {
            return;
        }

        writer.WriteStartObject("parameters");
        foreach ((string name, SortedDictionary<string, string> reasons) in places)
        {
            if (reasons.Count > 0)
            {
                writer.WriteMap(name, reasons);
            }
        }

        writer.WriteEndObject();
    }
}
