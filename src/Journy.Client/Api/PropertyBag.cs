using System;
using System.Collections.Generic;

namespace Journy.Api;

/// <summary>The properties of one record, in the order in which they were given.</summary>
internal sealed class PropertyBag
{
    private readonly List<KeyValuePair<string, JournyValue>> _entries = new();

    public int Count => _entries.Count;

    public IReadOnlyList<KeyValuePair<string, JournyValue>> Entries => _entries;

    /// <summary>Makes room for a number of properties at once.</summary>
    public void Reserve(int count) => _entries.Capacity = Math.Max(_entries.Capacity, count);

    public void Add(string name, JournyValue value) => _entries.Add(new KeyValuePair<string, JournyValue>(name, value));

    /// <summary>Removes every entry of this name, in any case: PowerShell's users do not tell names apart by case.</summary>
    public void RemoveAnyCase(string name) =>
        _entries.RemoveAll(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase));
}
