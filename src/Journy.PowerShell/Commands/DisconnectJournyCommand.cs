using System.Management.Automation;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>
/// Forgets this session's connection. Calls that are in flight on it, here or in other runspaces, go on undisturbed.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, Nouns.Journy)]
[OutputType(typeof(void))]
public sealed class DisconnectJournyCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ConnectionStore.Connected is null)
        {
            WriteVerbose("This session had no connection.");
        }

        ConnectionStore.Connected = null;
    }
}
