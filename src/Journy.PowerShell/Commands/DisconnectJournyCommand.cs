using System.Management.Automation;
using Journy.Completion;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>
/// Forgets this session's connection. Calls that are in flight on it, here or in other runspaces, go on undisturbed.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, Nouns.Journy)]
[OutputType(typeof(void))]
public sealed class DisconnectJournyCommand : PSCmdlet
{
    /// <summary>The named connections to forget; wildcards are allowed. The session's own stays.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Name is not null)
        {
            foreach (JournyConnection connection in NamedConnections.Find(Name, WriteError))
            {
                ConnectionStore.Disconnect(connection);
            }
        }
        else if (!ConnectionStore.Disconnect())
        {
            WriteVerbose("This session had no connection.");
        }
    }
}
