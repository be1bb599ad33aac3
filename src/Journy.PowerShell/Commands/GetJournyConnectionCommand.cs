using System.Management.Automation;
using Journy.Completion;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>
/// Shows the connection that this session's commands use: the one of Connect-Journy, else the one made from the environment variable
/// JOURNY_API_KEY. Gives nothing if there is neither. Never shows the key.
/// </summary>
[Cmdlet(VerbsCommon.Get, Nouns.JournyConnection)]
[OutputType(typeof(JournyConnection))]
public sealed class GetJournyConnectionCommand : JournyCommand
{
    /// <summary>Shows the named connections instead; wildcards are allowed, and * shows them all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Name is not null)
        {
            WriteObject(NamedConnections.Find(Name, WriteError), enumerateCollection: true);
            return;
        }

        JournyConnection? connection = OrThrow(ConnectionStore.Find);
        if (connection is not null)
        {
            WriteObject(connection);
        }
    }
}
