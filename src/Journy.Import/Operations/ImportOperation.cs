using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Operations;

/// <summary>What an import does with its rows: one of these for each entity.</summary>
internal abstract class ImportOperation
{
    /// <summary>The permission that a key needs.</summary>
    public const string Permission = "TrackData";

    private static readonly Dictionary<string, string> NothingRejected = new();

    private ImportOperation(ImportEntity entity, RecordShape shape, string action)
    {
        Entity = entity;
        Shape = shape;
        Action = action;
    }

    /// <summary>What the rows are.</summary>
    public ImportEntity Entity { get; }

    /// <summary>What a row is made of.</summary>
    public RecordShape Shape { get; }

    /// <summary>What is done, for -WhatIf and -Confirm.</summary>
    public string Action { get; }

    /// <summary>Whose properties the columns become; null where they become none.</summary>
    public JournyEntity? PropertyEntity => Entity switch
    {
        ImportEntity.User => JournyEntity.User,
        ImportEntity.Account => JournyEntity.Account,
        _ => null,
    };

    /// <summary>True where rows of one account go together in one call.</summary>
    public bool GroupsByAccount => Entity == ImportEntity.AccountUser;

    /// <summary>True if sending a row again does not leave things as they were.</summary>
    public virtual bool ResendingDoubles => false;

    /// <summary>The operation of an entity.</summary>
    public static ImportOperation For(ImportEntity entity) => entity switch
    {
        ImportEntity.User => new Upsert(entity, RecordShape.User, "Create or update users"),
        ImportEntity.Account => new Upsert(entity, RecordShape.Account, "Create or update accounts"),
        ImportEntity.AccountUser => new Membership(),
        _ => new Event(),
    };

    /// <summary>Why a record that could be bound cannot be imported; null where it can.</summary>
    public virtual JournyInputException? ProblemOf(BoundRecord record) => null;

    /// <summary>What the columns of a file lack beside an identity, each with what to do: "that says …".</summary>
    public virtual IReadOnlyList<string> MissingColumns(IReadOnlyList<ColumnPlan> plan, GivenValues given) => Array.Empty<string>();

    /// <summary>Whom a call is about.</summary>
    public virtual IReadOnlyList<IdentityKeys> About(IReadOnlyList<ImportedRow> rows, RecordHash hash) => hash.About(rows.Select(row => row.Record));

    /// <summary>Makes the call.</summary>
    /// <param name="client">Where it goes.</param>
    /// <param name="rows">Its rows: one, unless rows are grouped.</param>
    /// <param name="sending">Called before each try; null where nobody has to know.</param>
    /// <param name="noFurtherTry">Keeps further tries from starting.</param>
    /// <param name="stop">Ends everything.</param>
    public abstract Task<ImportAnswer> CallAsync(
        JournyClient client, IReadOnlyList<ImportedRow> rows, Action? sending, CancellationToken noFurtherTry, CancellationToken stop);

    private static async Task<ImportAnswer> SendAsync(
        JournyClient client, JournyRequest<bool> request, CancellationToken noFurtherTry, CancellationToken stop)
    {
        JournyAnswer<bool> answer = await client.SendAsync(request, noFurtherTry, stop).ConfigureAwait(false);
        return new ImportAnswer(NothingRejected, answer.Head.RequestId, answer.Attempts);
    }

    private sealed class Upsert : ImportOperation
    {
        public Upsert(ImportEntity entity, RecordShape shape, string action)
            : base(entity, shape, action)
        {
        }

        public override IReadOnlyList<IdentityKeys> About(IReadOnlyList<ImportedRow> rows, RecordHash hash) =>
            rows[0].First == 0 ? hash.About(rows[0].Record.Identity!) : new[] { new IdentityKeys(rows[0].First, rows[0].Second) };

        public override async Task<ImportAnswer> CallAsync(
            JournyClient client, IReadOnlyList<ImportedRow> rows, Action? sending, CancellationToken noFurtherTry, CancellationToken stop)
        {
            BoundRecord record = rows[0].Record;
            JournyAnswer<IReadOnlyDictionary<string, string>> answer = await client
                .SendAsync(new UpsertRequest(record.Identity!, record.Properties) { Sending = sending }, noFurtherTry, stop)
                .ConfigureAwait(false);
            return new ImportAnswer(answer.Content, answer.Head.RequestId, answer.Attempts);
        }
    }

    private sealed class Membership : ImportOperation
    {
        public Membership()
            : base(ImportEntity.AccountUser, RecordShape.Membership, "Add users to accounts")
        {
        }

        public override Task<ImportAnswer> CallAsync(
            JournyClient client, IReadOnlyList<ImportedRow> rows, Action? sending, CancellationToken noFurtherTry, CancellationToken stop) =>
            SendAsync(
                client,
                new MembershipRequest(rows[0].Record.Account!, rows.Select(row => row.Record.User!).ToList(), JournyAction.Add) { Sending = sending },
                noFurtherTry,
                stop);
    }

    private sealed class Event : ImportOperation
    {
        public Event()
            : base(ImportEntity.Event, RecordShape.Event, "Record events")
        {
        }

        public override bool ResendingDoubles => true;

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

        public override JournyInputException? ProblemOf(BoundRecord record) => record.TriggeredAt is not null
            ? null
            : new JournyInputException(
                JournyReason.MissingValue,
                "The event does not say when it happened, so that the next import could not tell it from another one. Give it a column triggered_at, or name the column that it has: -PropertyMap @{ 'Date' = 'triggered_at' }.");

        public override Task<ImportAnswer> CallAsync(
            JournyClient client, IReadOnlyList<ImportedRow> rows, Action? sending, CancellationToken noFurtherTry, CancellationToken stop)
        {
            BoundRecord record = rows[0].Record;
            return SendAsync(
                client,
                new TrackRequest(record.EventName!, record.User, record.Account, record.TriggeredAt!.Value, record.Properties) { Sending = sending },
                noFurtherTry,
                stop);
        }
    }
}
