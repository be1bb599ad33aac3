using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Journy.Commands;

/// <summary>Chooses by the names and wildcards of a -Name parameter. An entry is tried as a name first, then as a pattern.</summary>
internal static class NameFilter
{
    /// <summary>Those that an entry meets, each once, in the order that they have.</summary>
    /// <param name="entries">The names and wildcards.</param>
    /// <param name="all">What is chosen from.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="noneOf">Takes each entry that is no pattern and meets nothing; a wildcard may meet nothing.</param>
    public static IReadOnlyList<T> Find<T>(IEnumerable<string> entries, IReadOnlyList<T> all, Func<T, string> nameOf, Action<string> noneOf)
    {
        var chosen = new bool[all.Count];
        foreach (string entry in entries)
        {
            if (Mark(name => string.Equals(name, entry, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (!WildcardPattern.ContainsWildcardCharacters(entry) || !TryMarkMatching(entry))
            {
                noneOf(entry);
            }
        }

        return all.Where((_, index) => chosen[index]).ToList();

        bool Mark(Func<string, bool> isMet)
        {
            bool found = false;
            for (int index = 0; index < chosen.Length; index++)
            {
                if (isMet(nameOf(all[index])))
                {
                    chosen[index] = found = true;
                }
            }

            return found;
        }

        bool TryMarkMatching(string entry)
        {
            try
            {
                Mark(new WildcardPattern(entry, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch);
                return true;
            }
            catch (WildcardPatternException)
            {
                // A bracket that does not close: a name, and nothing has it.
                return false;
            }
        }
    }
}
