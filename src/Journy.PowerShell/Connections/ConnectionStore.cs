using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Journy.Connections;

/// <summary>
/// The connection of each runspace. Held by the runspace object, so that two runspaces never see each other's and a closed one
/// leaves nothing behind: statics leak across parallel runspaces, and thread statics are lost between pipelines.
/// </summary>
internal static class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, Entry> Entries = new();

    /// <summary>The connection made by Connect-Journy in this runspace; null where there is none.</summary>
    public static JournyConnection? Connected
    {
        get => Current.Connected;
        set => Current.Connected = value;
    }

    /// <summary>The connection that a command without -Connection uses: the runspace's, else one from the environment.</summary>
    public static JournyConnection? Find()
    {
        Entry entry = Current;
        return entry.Connected ?? (entry.FromEnvironment = ConnectionFactory.FromEnvironment(entry.FromEnvironment));
    }

    private static Entry Current => Entries.GetOrCreateValue(Runspace.DefaultRunspace);

    private sealed class Entry
    {
        public JournyConnection? Connected { get; set; }

        public JournyConnection? FromEnvironment { get; set; }
    }
}
