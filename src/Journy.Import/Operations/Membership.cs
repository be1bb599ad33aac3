using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Import.Operations;

/// <summary>Puts users into accounts, or takes them out: up to 100 of one account a call.</summary>
internal sealed class Membership : ImportOperation
{
    // A user in an account: both are needed.
    private static readonly RecordShape UserAndAccount = new(
        "memberships", ColumnRole.UserId, ColumnRole.Email, ColumnRole.AccountId, ColumnRole.Domain);

    private Membership(JournyAction change, string recordAction)
        : base(UserAndAccount, change, recordAction, ImportEntity.AccountUser, "Add users to accounts")
    {
    }

    public static Membership Adding { get; } = new(JournyAction.Add, "Add to account");

    public static Membership Removing { get; } = new(JournyAction.Remove, "Remove from account");

    public override bool GroupsByAccount => true;

    public override string NameOf(BoundRecord record) => $"{record.User}, {record.Account}";

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch) =>
        new MembershipRequest(batch[0].Record.Account!, batch.Select(record => record.Record.User!).ToList(), Change);

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) =>
        new MembershipResult(record.User!, record.Account!, inputIndex, Change, answer.Head, answer.Attempts.Count);
}
