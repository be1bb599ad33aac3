using System.Management.Automation;
using Journy.Connections;
using Journy.Import.Columns;
using Journy.Import.Records;

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
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and a name is none.
    public object? Connection { get; set; }

    /// <summary>The connection to use; without one the command ends.</summary>
    internal JournyConnection ResolvedConnection => _resolved ??= (JournyConnection?)Connection ?? OrThrow(ConnectionStore.Require);

    /// <summary>Says at the end of a pipeline which names in parameters met no column, and which columns were withheld.</summary>
    /// <param name="binder">What read the input.</param>
    /// <param name="item">What the input consists of: records or rows.</param>
    internal void WarnOfColumns(RecordBinder binder, string item)
    {
        foreach (UnmatchedNames unmatched in binder.Unmatched())
        {
            WriteWarning($"{unmatched.Parameter} names {unmatched.What} that no {item} had: {unmatched.Described}. Check their spelling.");
        }

        if (binder.Withheld.Count > 0)
        {
            WriteWarning($"Columns with the names of secrets were withheld from every {item}: {SecretText.Names(binder.Withheld)}. {SecretText.Mend(binder.Withheld)}");
        }
    }
}
