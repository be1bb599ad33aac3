using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Journy.Connections;

/// <summary>
/// The connections of each runspace. They belong to the runspace object, so that no runspace sees another's and a closed one leaves
/// nothing: statics leak across parallel runspaces, and thread statics are lost between pipelines.
/// </summary>
internal static class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, Entry> Entries = new();

    // One for the process: a parallel block beside a connected session must not fall back on another workspace's key.
    private static int _connectWasCalled;

    /// <summary>The connection made by Connect-Journy in this runspace; null if there is none.</summary>
    public static JournyConnection? Connected => Current.Connected;

    /// <summary>The named connections of this runspace, by name.</summary>
    public static IReadOnlyList<JournyConnection> Named =>
        Current.Named.Values.OrderBy(connection => connection.Name, StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>The connection that a command without -Connection uses: the runspace's, else one from the environment.</summary>
    /// <returns>Null if there is neither.</returns>
    public static JournyConnection? Find()
    {
        Entry entry = Current;
        if (entry.Connected is not null || entry.HasFailed || Volatile.Read(ref _connectWasCalled) != 0)
        {
            return entry.Connected;
        }

        return entry.FromEnvironment = ConnectionFactory.FromEnvironment(entry.FromEnvironment);
    }

    /// <summary>The connection that a command without -Connection uses.</summary>
    /// <exception cref="JournyInputException">There is none; the message says why, and what to do.</exception>
    public static JournyConnection Require() => Find() ?? throw (
        Current.HasFailed ? ConnectionProblems.LastConnectFailed()
            : Volatile.Read(ref _connectWasCalled) == 0 ? ConnectionProblems.NeverConnected()
            : ConnectionProblems.ConnectedElsewhere());

    /// <summary>The connection of a name that -Connection gives.</summary>
    /// <exception cref="JournyInputException">There is none of that name.</exception>
    public static JournyConnection Require(string name) =>
        Current.Named.TryGetValue(name, out JournyConnection? connection) ? connection : throw NoneNamed(name);

    /// <summary>Says that there is no connection of a name, and why.</summary>
    public static JournyInputException NoneNamed(string name) =>
        ConnectionProblems.NoneNamed(name, Current.FailedNames.Contains(name), Named);

    /// <summary>Notes that Connect-Journy was called: the environment's key is not used by itself from now on.</summary>
    public static void NoteConnect() => Volatile.Write(ref _connectWasCalled, 1);

    /// <summary>Makes a connection the one that commands of this runspace use; null if Connect-Journy failed.</summary>
    public static void SetConnected(JournyConnection? connection)
    {
        Entry entry = Current;
        entry.Connected = connection;
        entry.HasFailed = connection is null;
    }

    /// <summary>Keeps a connection by its name; null if Connect-Journy failed, so that an earlier one is not used in its place.</summary>
    public static void SetNamed(string name, JournyConnection? connection)
    {
        Entry entry = Current;
        if (connection is null)
        {
            entry.Named.Remove(name);
            entry.FailedNames.Add(name);
        }
        else
        {
            entry.Named[name] = connection;
            entry.FailedNames.Remove(name);
        }
    }

    /// <summary>Forgets the runspace's connection.</summary>
    /// <returns>False if there was none.</returns>
    public static bool Disconnect()
    {
        Entry entry = Current;
        bool was = entry.Connected is not null;
        entry.Connected = null;
        return was;
    }

    /// <summary>Forgets a named connection.</summary>
    public static void Disconnect(JournyConnection named) => Current.Named.Remove(named.Name!);

    /// <summary>Forgets all that this runspace has: its module is removed.</summary>
    public static void ForgetRunspace()
    {
        // A runspace that closes has no default any more, and what it held goes with it.
        if (Runspace.DefaultRunspace is { } runspace)
        {
            Entries.Remove(runspace);
        }
    }

    private static Entry Current => Entries.GetOrCreateValue(Runspace.DefaultRunspace);

    private sealed class Entry
    {
        public JournyConnection? Connected { get; set; }

        /// <summary>True from a Connect-Journy that failed to the next that succeeds.</summary>
        public bool HasFailed { get; set; }

        public JournyConnection? FromEnvironment { get; set; }

        public Dictionary<string, JournyConnection> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> FailedNames { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
