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

/// <summary>
/// What is done with records: what they are made of, how they are read, whom a call is about, the call and its results. One class
/// an operation, for the cmdlets that send records and for imports.
/// </summary>
internal abstract class Operation
{
    private protected Operation(RecordShape shape, JournyAction change, string recordAction)
    {
        Shape = shape;
        Change = change;
        RecordAction = recordAction;
    }

    /// <summary>What a record is made of.</summary>
    public RecordShape Shape { get; }

    /// <summary>What is done to a record, for its result.</summary>
    public JournyAction Change { get; }

    /// <summary>What is done to a record, for -WhatIf and -Confirm.</summary>
    public string RecordAction { get; }

    /// <summary>True if sending a record again does not leave things as they were.</summary>
    public virtual bool ResendingDoubles => false;

    /// <summary>True if records of one account go together in one call.</summary>
    public virtual bool GroupsByAccount => false;

    /// <summary>How records are read.</summary>
    /// <param name="given">What parameters say about every record.</param>
    public virtual RecordBinderOptions Reading(GivenValues given) => new(Shape, given)
    {
        ReadsProperties = false,
        TrimsIdentifiers = Change != JournyAction.Remove,
    };

    /// <summary>Whom a record is about, for -WhatIf and -Confirm.</summary>
    public virtual string NameOf(BoundRecord record) => record.Identity!.ToString();

    /// <summary>The record with what must be fixed before it waits for its turn, such as the time of an event.</summary>
    public virtual BoundRecord Stamp(BoundRecord record, IClock clock) => record;

    /// <summary>Whom a call is about: no other call that may be about the same is in flight with it.</summary>
    /// <param name="batch">The call's records: one, unless records are grouped.</param>
    /// <param name="hash">What identifiers are told apart by.</param>
    public virtual IReadOnlyList<IdentityKeys> KeysOf(IReadOnlyList<PendingRecord> batch, RecordHash hash) =>
        hash.About(batch.Select(record => record.Record));

    /// <summary>The call for a batch.</summary>
    public abstract RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch);

    /// <summary>The result of a record whose call journy.io took.</summary>
    /// <param name="record">The record.</param>
    /// <param name="inputIndex">Its place in the input, from 0.</param>
    /// <param name="answer">The answer to the call.</param>
    public abstract RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer);

    /// <summary>Makes the call for a batch.</summary>
    /// <param name="client">Where it goes.</param>
    /// <param name="batch">Its records.</param>
    /// <param name="sending">Called before each try; null for nothing.</param>
    /// <param name="noFurtherTry">Keeps further tries from starting.</param>
    /// <param name="stop">Ends everything.</param>
    public async Task<RecordAnswer> SendAsync(
        JournyClient client, IReadOnlyList<PendingRecord> batch, Action? sending, CancellationToken noFurtherTry, CancellationToken stop)
    {
        RecordRequest request = RequestFor(batch);
        request.Sending = sending;
        JournyAnswer<IReadOnlyDictionary<string, string>> answer =
            await client.SendAsync(request, noFurtherTry, stop).ConfigureAwait(false);
        return new RecordAnswer(answer.Content, answer.Head, answer.Attempts);
    }
}
