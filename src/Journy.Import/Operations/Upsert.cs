using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Operations;

/// <summary>Creates or updates users or accounts, one call a record.</summary>
internal sealed class Upsert : ImportOperation
{
    private Upsert(RecordShape shape, ImportEntity entity, JournyEntity propertyEntity, string plural)
        : base(shape, JournyAction.Set, "Create or update", entity, "Create or update " + plural) => PropertyEntity = propertyEntity;

    public static Upsert Users { get; } = new(RecordShape.User, ImportEntity.User, JournyEntity.User, "users");

    public static Upsert Accounts { get; } = new(RecordShape.Account, ImportEntity.Account, JournyEntity.Account, "accounts");

    public override JournyEntity? PropertyEntity { get; }

    public override RecordBinderOptions Reading(GivenValues given) => new(Shape, given);

    public override IReadOnlyList<IdentityKeys> KeysOf(IReadOnlyList<PendingRecord> batch, RecordHash hash) =>
        batch[0].First == 0 ? hash.About(batch[0].Record.Identity) : new[] { new IdentityKeys(batch[0].First, batch[0].Second) };

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch) =>
        new UpsertRequest(batch[0].Record.Identity!, batch[0].Record.Properties);

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) =>
        EntityResult.Create(record.Identity!, inputIndex, Change, answer.Head, answer.Attempts.Count, answer.Rejected);
}
