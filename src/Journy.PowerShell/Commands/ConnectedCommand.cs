using System.Management.Automation;
using Journy.Binding;
using Journy.Connections;
using Journy.Results;

namespace Journy.Commands;

/// <summary>A cmdlet that uses a connection.</summary>
public abstract class ConnectedCommand : JournyCommand
{
    private JournyConnection? _resolved;

    /// <summary>The connection to use, from Connect-Journy -PassThru or Get-JournyConnection. Without it the session's own is
    /// used, and without that one made from the environment variable JOURNY_API_KEY.</summary>
    [Parameter]
    [ValidateNotNull]
    public JournyConnection? Connection { get; set; }

    /// <summary>The connection to use; without one the command ends.</summary>
    private protected JournyConnection ResolvedConnection => _resolved ??= Connection ?? OrThrow(() =>
        ConnectionStore.Find() ?? throw new JournyInputException(
            JournyReason.NotConnected,
            $"There is no connection to journy.io in this session. Run Connect-Journy first, give one with -Connection, or set the environment variable {ConnectionFactory.KeyVariable}."));
}
