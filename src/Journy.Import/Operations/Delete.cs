using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Operations;

/// <summary>Deletes users or accounts, one call a record.</summary>
internal sealed class Delete : Operation
{
    private Delete(RecordShape shape)
        : base(shape, JournyAction.Remove, "Delete")
    {
    }

    public static Delete Users { get; } = new(RecordShape.User);

    public static Delete Accounts { get; } = new(RecordShape.Account);

    public override IReadOnlyList<IdentityKeys> KeysOf(IReadOnlyList<PendingRecord> batch, RecordHash hash) =>
        hash.About(batch[0].Record.Identity);

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch) => new DeleteRequest(batch[0].Record.Identity!);

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) =>
        EntityResult.Create(record.Identity!, inputIndex, Change, answer.Head, answer.Attempts.Count);
}
