using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.Api;

/// <summary>
/// Reads one JSON object strictly: a name that is unknown or comes twice is a problem of the request, and each
/// problem is noted with the path of its field.
/// </summary>
internal sealed class BodyReader
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly Problems _problems;

    private BodyReader(JsonElement element, string path, Problems problems)
    {
        _path = path;
        _problems = problems;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (ReadName(member) is not string name)
            {
                problems.Field(path.Length == 0 ? "body" : path, "A name in here is not valid Unicode text.");
            }
            else if (!_members.TryAdd(name, member.Value))
            {
                problems.Field(PathOf(name), "This name stands here more than once.");
            }
        }
    }

    internal IReadOnlyDictionary<string, JsonElement> Members => _members;

    /// <summary>Opens an object of any names.</summary>
    /// <returns><see langword="null"/> when it is no object.</returns>
    internal static BodyReader? Open(JsonElement element, string path, Problems problems)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new BodyReader(element, path, problems);
        }

        problems.Field(path.Length == 0 ? "body" : path, "This must be a JSON object.");
        return null;
    }

    /// <summary>Reads a string, or notes why there is none.</summary>
    internal static string? ReadString(JsonElement element, string path, Problems problems)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            problems.Field(path, "This must be a string.");
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // JSON can escape half a surrogate pair, which no text holds.
            problems.Field(path, "This is not valid Unicode text.");
            return null;
        }
    }

    /// <summary>Notes every name that is not one of these.</summary>
    internal BodyReader Allow(params ReadOnlySpan<string> names)
    {
        foreach (string name in _members.Keys)
        {
            if (!names.Contains(name))
            {
                _problems.Field(PathOf(name), "This name is not known here.");
            }
        }

        return this;
    }

    /// <summary>Opens the object below a name that may be absent.</summary>
    internal BodyReader? OptionalObject(string name) =>
        _members.TryGetValue(name, out JsonElement element) ? Open(element, PathOf(name), _problems) : null;

    /// <summary>Opens the object below a name that must be there.</summary>
    internal BodyReader? RequiredObject(string name)
    {
        if (_members.TryGetValue(name, out JsonElement element))
        {
            return Open(element, PathOf(name), _problems);
        }

        _problems.Field(PathOf(name), "This is required.");
        return null;
    }

    /// <summary>Reads a string that may be absent; if present, it is neither null nor empty.</summary>
    internal string? OptionalText(string name)
    {
        if (!_members.TryGetValue(name, out JsonElement element) || ReadString(element, PathOf(name), _problems) is not string text)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            _problems.Field(PathOf(name), "This must not be empty.");
            return null;
        }

        return text;
    }

    /// <summary>Reads a string that must be there and hold something.</summary>
    internal string? RequiredText(string name)
    {
        if (!_members.ContainsKey(name))
        {
            _problems.Field(PathOf(name), "This is required.");
        }

        return OptionalText(name);
    }

    /// <summary>Reads the array below a name that must be there.</summary>
    internal JsonElement? RequiredArray(string name)
    {
        if (!_members.TryGetValue(name, out JsonElement element))
        {
            _problems.Field(PathOf(name), "This is required.");
            return null;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element;
        }

        _problems.Field(PathOf(name), "This must be a JSON array.");
        return null;
    }

    internal void Problem(string reason) => _problems.Field(_path, reason);

    internal void Problem(string name, string reason) => _problems.Field(PathOf(name), reason);

    internal string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private static string? ReadName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
