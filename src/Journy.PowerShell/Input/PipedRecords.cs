using System.Management.Automation;
using Journy.Import.Records;

namespace Journy.Input;

/// <summary>Binds what comes through the pipeline.</summary>
internal static class PipedRecords
{
    /// <summary>Binds a piped object.</summary>
    public static BoundRecord Bind(this RecordBinder binder, PSObject? input) => binder.BindPiped(() => PipedObject.Read(input));

    /// <summary>Binds a user who may be given by ID or e-mail address alone.</summary>
    public static BoundRecord BindUser(this RecordBinder binder, object? user) => binder.BindGiven(() => PipedObject.ReadUser(user));
}
