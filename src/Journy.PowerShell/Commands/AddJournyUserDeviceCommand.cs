using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Links web visitors to users: what a visitor did on the website from now on belongs to the user.</summary>
[Cmdlet(VerbsCommon.Add, Nouns.UserDevice, SupportsShouldProcess = true)]
[OutputType(typeof(DeviceResult))]
public sealed class AddJournyUserDeviceCommand : RecordCommand
{
    /// <summary>The record: an object with a device ID and a user.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The value of the visitor's cookie __journey. Read from the record's DeviceId or device_id if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? DeviceId { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Email { get; set; }

    private protected override Operation Operation => Link.Visitors;

    private protected override PSObject? Input => InputObject;

    private protected override GivenValues Given => new() { DeviceId = DeviceId, UserId = UserId, Email = Email };
}
