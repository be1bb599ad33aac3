using System;
using System.Collections;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>
/// Records events of users, accounts or both. An event whose answer is lost is reported as unknown and never sent again, since
/// that could count it twice.
/// </summary>
[Cmdlet(VerbsCommon.Add, Nouns.Event, SupportsShouldProcess = true)]
[OutputType(typeof(EventResult))]
public sealed class AddJournyEventCommand : MappingCommand
{
    /// <summary>The record: an object with a user, an account or both; its other values become metadata.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The event's name. Read from the record's Name if it is not given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Email { get; set; }

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Domain { get; set; }

    /// <summary>When the event happened: a date, or ISO 8601 text (UTC if it names no zone). Read from the record's TriggeredAt
    /// or triggered_at if it is not given; if that is not there either, the time at which the record came.</summary>
    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? TriggeredAt { get; set; }

    /// <summary>Metadata for every event, sent exactly as written. Wins over the record's own values.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MetadataCompleter))]
    public IDictionary? Metadata { get; set; }

    private protected override Operation Operation => Track.Events;

    private protected override PSObject? Input => InputObject;

    private protected override GivenValues Given => new()
    {
        EventName = Name,
        UserId = UserId,
        Email = Email,
        AccountId = AccountId,
        Domain = Domain,
        TriggeredAt = TriggeredAt,
    };

    private protected override RecordBinderOptions Reading => base.Reading with { Property = Metadata };
}
