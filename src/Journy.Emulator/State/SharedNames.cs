using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Journy.Emulator.State;

/// <summary>Keeps one copy of each list of property names, for all records that have just these.</summary>
internal sealed class SharedNames
{
    private readonly HashSet<string[]> _lists = new(new ByContent());

    /// <summary>Finds the copy of a list, or makes this one the copy.</summary>
    internal string[] Of(string[] names)
    {
        if (_lists.TryGetValue(names, out string[]? shared))
        {
            return shared;
        }

        _lists.Add(names);
        return names;
    }

    private sealed class ByContent : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] string[] obj)
        {
            HashCode code = default;
            foreach (string name in obj)
            {
                code.Add(name, StringComparer.Ordinal);
            }

            return code.ToHashCode();
        }
    }
}
