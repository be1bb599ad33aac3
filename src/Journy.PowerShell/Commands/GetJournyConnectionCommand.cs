using System.Management.Automation;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>
/// Shows the connection that this session's commands use: the one of Connect-Journy, else the one made from the environment
/// variable JOURNY_API_KEY. Gives nothing where there is neither. Never shows the key.
/// </summary>
[Cmdlet(VerbsCommon.Get, Nouns.JournyConnection)]
[OutputType(typeof(JournyConnection))]
public sealed class GetJournyConnectionCommand : JournyCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection? connection = OrThrow(ConnectionStore.Find);
        if (connection is not null)
        {
            WriteObject(connection);
        }
    }
}
