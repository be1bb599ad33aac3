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
        "events",
        ColumnRole.UserId,
        ColumnRole.Email,
        ColumnRole.AccountId,
        ColumnRole.Domain,
        ColumnRole.EventName,
        ColumnRole.TriggeredAt)
    {
        NeedsEither = true,
        HasMetadata = true,
        Required = (ColumnRole.EventName, OperationProblems.NoEventName),
    };

    private Track()
        : base(Event, JournyAction.Add, "Record event", ImportEntity.Event, "Record events")
    {
    }

    public static Track Events { get; } = new();

    public override bool ResendingDoubles => true;

    public override RecordBinderOptions Reading(GivenValues given) => new(Shape, given) { PropertyParameter = "-Metadata" };

    public override JournyInputException? ProblemOf(BoundRecord record) =>
        record.TriggeredAt is null ? OperationProblems.NoEventTime() : null;

    public override IReadOnlyList<string> MissingColumns(IReadOnlyList<ColumnPlan> plan, GivenValues given)
    {
        List<string> missing = new();
        if (!RecordBinder.Has(plan, ColumnRole.TriggeredAt))
        {
            missing.Add(OperationProblems.NoTimeColumn);
        }

        if (given.EventName is null && !RecordBinder.Has(plan, ColumnRole.EventName))
        {
            missing.Add(OperationProblems.NoNameColumn);
        }

        return missing;
    }

    public override string NameOf(BoundRecord record) => $"'{record.EventName}' of {base.NameOf(record)}";

    public override BoundRecord Stamp(BoundRecord record, IClock clock) =>
        record with { TriggeredAt = record.TriggeredAt ?? clock.UtcNow };

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch)
    {
        BoundRecord record = batch[0].Record;
        return new TrackRequest(record.EventName!, record.User, record.Account, record.TriggeredAt!.Value, record.Properties);
    }

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) => new EventResult(
        record.EventName!, record.User, record.Account, record.TriggeredAt!.Value, inputIndex, answer.Head, answer.Attempts.Count);
}
