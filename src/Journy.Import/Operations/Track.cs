using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Operations;

/// <summary>Records events of users, accounts or both, one call an event.</summary>
internal sealed class Track : ImportOperation
{
    private static readonly RecordShape Event = new(
        "events", ColumnRole.UserId, ColumnRole.Email, ColumnRole.AccountId, ColumnRole.Domain, ColumnRole.EventName, ColumnRole.TriggeredAt)
    {
        NeedsEither = true,
        HasMetadata = true,
        Required = (ColumnRole.EventName, () => new JournyInputException(
            JournyReason.MissingValue, "The event has no name. Give it with -Name, or pipe records that have it as Name beside a user or an account.")
        { Kind = "no name of the event", Cure = "Fill the cell in, or give one name for all with -Name." }),
    };

    private Track()
        : base(Event, JournyAction.Add, "Record event", ImportEntity.Event, "Record events")
    {
    }

    public static Track Events { get; } = new();

    public override bool ResendingDoubles => true;

    public override RecordBinderOptions Reading(GivenValues given) => new(Shape, given) { PropertyParameter = "-Metadata" };

    public override JournyInputException? ProblemOf(BoundRecord record) => record.TriggeredAt is not null
        ? null
        : new JournyInputException(
            JournyReason.MissingValue,
            "The event does not say when it happened, so that the next import could not tell it from another one. Give it a column triggered_at, or name the column that it has: -PropertyMap @{ 'Date' = 'triggered_at' }.")
        { Kind = "no time of the event", Cure = "Fill the cell in." };

    public override IReadOnlyList<string> MissingColumns(IReadOnlyList<ColumnPlan> plan, GivenValues given)
    {
        List<string> missing = new();
        if (!RecordBinder.Has(plan, ColumnRole.TriggeredAt))
        {
            missing.Add("that says when an event happened, by which the events of two imports are told apart. Name the one that does: -PropertyMap @{ 'Date' = 'triggered_at' }.");
        }

        if (given.EventName is null && !RecordBinder.Has(plan, ColumnRole.EventName))
        {
            missing.Add("that says what happened. Name the one that does, -PropertyMap @{ 'Action' = 'name' }, or give one name for all with -Name.");
        }

        return missing;
    }

    public override string NameOf(BoundRecord record) => $"'{record.EventName}' of {base.NameOf(record)}";

    public override BoundRecord Stamp(BoundRecord record, IClock clock) => record with { TriggeredAt = record.TriggeredAt ?? clock.UtcNow };

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch)
    {
        BoundRecord record = batch[0].Record;
        return new TrackRequest(record.EventName!, record.User, record.Account, record.TriggeredAt!.Value, record.Properties);
    }

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) => new EventResult(
        record.EventName!, record.User, record.Account, record.TriggeredAt!.Value, inputIndex, answer.Head, answer.Attempts.Count);
}
