using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Connections;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Finds the named connections that a cmdlet's -Name asks for.</summary>
internal static class NamedConnections
{
    /// <summary>Those that the names or wildcards meet, each once.</summary>
    /// <param name="names">The names and wildcards.</param>
    /// <param name="writeError">Takes an error for each name that there is no connection of; a wildcard may meet none.</param>
    public static IReadOnlyList<JournyConnection> Find(IEnumerable<string> names, Action<ErrorRecord> writeError)
    {
        List<JournyConnection> found = new();
        foreach (string name in names)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
                found.AddRange(ConnectionStore.Named.Where(named => pattern.IsMatch(named.Name)));
                continue;
            }

            if (ConnectionStore.Named.FirstOrDefault(named => string.Equals(named.Name, name, StringComparison.OrdinalIgnoreCase)) is { } connection)
            {
                found.Add(connection);
            }
            else
            {
                writeError(Failure.ToRecord(ConnectionStore.NoneNamed(name), RefusedText.Of(name)));
            }
        }

        return found.Distinct().ToList();
    }
}
