using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Pacing;
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

    /// <summary>The event's name. Read from the record's Name where it is not given.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Email { get; set; }

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain where it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Domain { get; set; }

    /// <summary>When the event happened: a date, or ISO 8601 text (UTC where it names no zone). Read from the record's TriggeredAt
    /// or triggered_at where it is not given; where that is not there either, the time at which the record came.</summary>
    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? TriggeredAt { get; set; }

    /// <summary>Metadata for every event, sent exactly as written. Wins over the record's own values.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MetadataCompleter))]
    public IDictionary? Metadata { get; set; }

    private protected override PSObject? Input => InputObject;

    private protected override RecordShape Shape => RecordShape.Event;

    private protected override GivenValues Given => new()
    {
        EventName = Name,
        UserId = UserId,
        Email = Email,
        AccountId = AccountId,
        Domain = Domain,
        TriggeredAt = TriggeredAt,
    };

    private protected override string Action => "Record event";

    private protected override RecordBinderOptions CreateBinderOptions() => new(Shape, Given)
    {
        Property = Metadata,
        PropertyParameter = "-Metadata",
        PropertyMap = PropertyMap,
        PropertyType = PropertyType,
        IncludeProperty = IncludeProperty,
        ExcludeProperty = ExcludeProperty,
        TimeZone = (TimeZoneInfo?)TimeZone,
        DateFormat = DateFormat,
        Rules = ReadingRules,
    };

    private protected override string NameOf(BoundRecord bound) => $"'{bound.EventName}' of {base.NameOf(bound)}";

    // Fixed now, and not when its turn comes: a wait must not move the event.
    private protected override InputRecord Fix(InputRecord record) => record with
    {
        Bound = record.Bound with { TriggeredAt = record.Bound.TriggeredAt ?? ResolvedConnection.Client.Clock.UtcNow },
    };

    private protected override IReadOnlyList<IdentityKeys> About(IReadOnlyList<InputRecord> batch) => Hash.About(batch.Select(record => record.Bound));

    private protected override async Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop)
    {
        (BoundRecord bound, long inputIndex) = batch[0];
        TrackRequest request = new(bound.EventName!, bound.User, bound.Account, bound.TriggeredAt!.Value, bound.Properties);
        JournyAnswer<bool> answer = await client.SendAsync(request, noFurtherTry, stop).ConfigureAwait(false);
        return new SentBatch(new EventResult(request, inputIndex, answer.Head, answer.Attempts.Count), answer.Attempts);
    }
}
