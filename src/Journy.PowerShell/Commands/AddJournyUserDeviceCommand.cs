using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;
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

    /// <summary>The value of the visitor's cookie __journey. Read from the record's DeviceId or device_id where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? DeviceId { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Email { get; set; }

    private protected override PSObject? Input => InputObject;

    private protected override RecordShape Shape => RecordShape.Device;

    private protected override GivenValues Given => new() { DeviceId = DeviceId, UserId = UserId, Email = Email };

    private protected override string Action => "Link web visitor";

    private protected override RecordBinderOptions CreateBinderOptions() => new(Shape, Given)
    {
        PropertyMap = PropertyMap,
        ReadsProperties = false,
    };

    private protected override async Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop)
    {
        (BoundRecord bound, long inputIndex) = batch[0];
        JournyAnswer<bool> answer = await client
            .SendAsync(new LinkRequest(bound.User!, bound.DeviceId!), noFurtherTry, stop)
            .ConfigureAwait(false);
        return new SentBatch(
            new DeviceResult(bound.User!, bound.DeviceId!, inputIndex, answer.Head, answer.Attempts.Count), answer.Attempts);
    }
}
