using System;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Connections;
using Journy.Import.Values;

namespace Journy.Commands;

/// <summary>Finds the named connections that a cmdlet's -Name asks for.</summary>
internal static class NamedConnections
{
    /// <summary>Those that the names or wildcards meet, each once.</summary>
    /// <param name="names">The names and wildcards.</param>
    /// <param name="writeError">Takes an error for each name that there is no connection of; a wildcard may meet none.</param>
    public static IReadOnlyList<JournyConnection> Find(IEnumerable<string> names, Action<ErrorRecord> writeError) => NameFilter.Find(
        names,
        ConnectionStore.Named,
        connection => connection.Name!,
        name => writeError(Failure.ToRecord(ConnectionStore.NoneNamed(name), RefusedText.Of(name))));
}
