using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Tests.Import.Journaling;

/// <summary>Which identifiers were ever named together, directly or by way of others: slow and obviously right.</summary>
internal sealed class People
{
    private readonly Dictionary<string, HashSet<string>> _sets = new(StringComparer.Ordinal);

    public IEnumerable<IReadOnlySet<string>> All => _sets.Values.Distinct();

    public void Add(ModelRow row)
    {
        HashSet<string>? joined = null;
        foreach (string identifier in row.Identifiers)
        {
            if (!_sets.TryGetValue(identifier, out HashSet<string>? set))
            {
                set = _sets[identifier] = new(StringComparer.Ordinal) { identifier };
            }

            joined ??= set;
            if (joined != set)
            {
                (joined, set) = set.Count > joined.Count ? (set, joined) : (joined, set);
                joined.UnionWith(set);
                foreach (string other in set)
                {
                    _sets[other] = joined;
                }
            }
        }
    }

    public bool AreOne(ModelRow row, ModelRow other) => row.Identifiers.Any(identifier => other.Identifiers.Any(named =>
        identifier == named || (_sets.TryGetValue(identifier, out HashSet<string>? set) && set == _sets.GetValueOrDefault(named))));
}
