using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Journy.Emulator.State;

/// <summary>
/// The properties of one record: their values as they came, in one array of JSON, beside names that it shares with all records
/// that have the same. A parsed document for each record would be many times as large, which tells in a run of a million.
/// Values are parsed whenever they are read.
/// </summary>
internal sealed class PackedProperties : IReadOnlyDictionary<string, JsonElement>
{
    private readonly string[] _names;
    private readonly byte[] _values;

    private PackedProperties(string[] names, byte[] values)
    {
        _names = names;
        _values = values;
    }

    public static PackedProperties None { get; } = new([], "[]"u8.ToArray());

    public int Count => _names.Length;

    public IEnumerable<string> Keys => _names;

    public IEnumerable<JsonElement> Values => JsonElement.Parse(_values).EnumerateArray();

    public JsonElement this[string key] =>
        TryGetValue(key, out JsonElement value) ? value : throw new KeyNotFoundException($"There is no property '{key}'.");

    /// <summary>Packs some properties.</summary>
    /// <param name="names">Their names, one list for all records that have the same.</param>
    /// <param name="values">The values, in the order of the names.</param>
    public static PackedProperties Pack(string[] names, IReadOnlyCollection<JsonElement> values)
    {
        byte[] packed = new byte[values.Sum(value => JsonMarshal.GetRawUtf8Value(value).Length + 1) + (values.Count == 0 ? 2 : 1)];
        int at = 0;
        foreach (JsonElement value in values)
        {
            packed[at++] = (byte)',';
            ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
            raw.CopyTo(packed.AsSpan(at));
            at += raw.Length;
        }

        // In place of the first comma, which is one too many.
        packed[0] = (byte)'[';
        packed[^1] = (byte)']';
        return new PackedProperties(names, packed);
    }

    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        int index = Array.IndexOf(_names, key);
        value = index < 0 ? default : JsonElement.Parse(_values)[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => _names.Zip(Values, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
