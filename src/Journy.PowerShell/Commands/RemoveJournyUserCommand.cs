using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Commands;

/// <summary>Deletes users, one call a record. Asks first.</summary>
[Cmdlet(VerbsCommon.Remove, Nouns.User, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UserResult))]
public sealed class RemoveJournyUserCommand : RemoveCommand
{
    /// <summary>The user: an object with named values, such as a row of Import-Csv, a hashtable or a data row.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id where it is not given.</summary>
    [Parameter]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email where it is not given.</summary>
    [Parameter]
    public string? Email { get; set; }

    private protected override PSObject? Input => InputObject;

    private protected override RecordShape Shape => RecordShape.User;

    private protected override GivenValues Given => new() { UserId = UserId, Email = Email };
}
