using System.Management.Automation;
using Journy.Completion;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>A cmdlet that uses a connection.</summary>
public abstract class ConnectedCommand : JournyCommand
{
    private JournyConnection? _resolved;

    /// <summary>The connection to use: the name given to Connect-Journy -Name, or the object that Connect-Journy -PassThru or
    /// Get-JournyConnection gave. Without it the session's own is
    /// used, and without that one made from the environment variable JOURNY_API_KEY.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and a name is none.
    public object? Connection { get; set; }

    /// <summary>The connection to use; without one the command ends.</summary>
    internal JournyConnection ResolvedConnection => _resolved ??= (JournyConnection?)Connection ?? OrThrow(ConnectionStore.Require);
}
