using System.Management.Automation;
using Journy.Import.Records;

namespace Journy.Input;

/// <summary>Binds what comes through the pipeline.</summary>
internal static class PipedRecords
{
    /// <summary>Binds a piped object.</summary>
    public static BoundRecord Bind(this RecordBinder binder, PSObject? input) => binder.BindPiped(() => PipedObject.Read(input));

    /// <summary>Binds a user or an account who may be given by ID, or a user's e-mail address, alone.</summary>
    public static BoundRecord BindNamed(this RecordBinder binder, object? whom) =>
        binder.BindGiven(() => binder.NamesUsers ? PipedObject.ReadUser(whom) : PipedObject.ReadAccount(whom));
}
