using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Journy.Import.Records;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// Decides by what the journal knows which rows are sent, and keeps the journal's account of those that are. Rows are taken on
/// one thread; calls may begin and end on others.
/// </summary>
internal abstract class RowRules
{
    /// <summary>What a table's value is beside its flags.</summary>
    public const ulong ContentMask = ~((1UL << RecordHash.FreeBits) - 1);

    private readonly IJournalLines? _lines;
    private readonly Queue<(ImportedRow Row, RowFate Fate)> _decided = new();
    private RecordHash? _hash;

    private protected RowRules(IJournalLines? lines) => _lines = lines;

    /// <summary>What rows are known by.</summary>
    public RecordHash Hash => _hash!;

    /// <summary>The present run, as a <see cref="RunStamp"/>: later than every other of the journal.</summary>
    public long Run { get; private set; }

    /// <summary>True to send every row, whatever the journal knows.</summary>
    public bool ResendsAll { get; set; }

    /// <summary>The rows of the input that can be sent, from its beginning each time they are asked for; null if it can be read only
    /// once.</summary>
    public IEnumerable<ImportedRow>? AllRows { get; set; }

    /// <summary>Which identifiers are one user's or account's, by what the journal and this run said so far.</summary>
    public abstract IdentityMap Identities { get; }

    /// <summary>How many lines a journal has that holds nothing out of date.</summary>
    public abstract long LiveLines { get; }

    /// <summary>What the rows taken so far would change of what was recorded; null for what can only be added.</summary>
    public virtual RecordedChanges? Changes => null;

    /// <summary>The last run that the journal tells of.</summary>
    protected long LastRun { get; set; }

    /// <summary>Held while what is known is used.</summary>
    protected object Gate => Identities.Gate;

    /// <summary>The rules for an entity.</summary>
    /// <param name="entity">What the rows are.</param>
    /// <param name="lines">Takes lines; null to write none.</param>
    /// <param name="fields">Keeps what rules of events keep beside lines; null to keep nothing.</param>
    public static RowRules For(ImportEntity entity, IJournalLines? lines, IEventFields? fields = null) => entity switch
    {
        ImportEntity.AccountUser => new MembershipRules(lines),
        ImportEntity.Event => new EventRules(lines, fields),
        _ => new UpsertRules(lines),
    };

    /// <summary>Prepares for lines that an earlier run wrote.</summary>
    /// <param name="keys">The first and second hashes of those lines.</param>
    public virtual void Prefetch(ulong[] keys) => Identities.Prefetch(keys);

    /// <summary>Takes a line that an earlier run wrote.</summary>
    public abstract void Load(JournalOp op, ulong first, ulong second, ulong content);

    /// <summary>Ends loading.</summary>
    /// <param name="salt">The journal's salt.</param>
    public virtual void BeginRun(byte[] salt) => _hash ??= new RecordHash(salt);

    /// <summary>Names the present run.</summary>
    /// <param name="now">When it begins.</param>
    public void StartRun(DateTimeOffset now) => Run = Math.Max(now.UtcTicks, LastRun + 1);

    /// <summary>A row cannot be sent as it stands in the input.</summary>
    /// <param name="row">The row.</param>
    /// <param name="record">What could be read of it.</param>
    public virtual void NoteInvalid(ImportRow row, BoundRecord record)
    {
    }

    /// <summary>Takes the next row of the input. What is decided then, of it or of rows before it that waited for it,
    /// <see cref="TryDecide"/> tells.</summary>
    public abstract void Take(ImportedRow row);

    /// <summary>Tells what becomes of a row whose fate is known: of each row once, of those of one identity in their order. To be asked
    /// after each row, and in the end, until it tells nothing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fate">What becomes of it.</param>
    /// <returns>False if nothing is decided that was not told.</returns>
    public bool TryDecide([NotNullWhen(true)] out ImportedRow? row, out RowFate fate)
    {
        bool isDecided = _decided.Count > 0;
        (row, fate) = isDecided ? _decided.Dequeue() : default;
        return isDecided;
    }

    /// <summary>Takes the next row of the input by its hashes, if it is unchanged and nothing has to wait for others. It is then as if it
    /// had been taken, but <see cref="TryDecide"/> tells nothing of it.</summary>
    /// <returns>False if nothing was decided, and the row must be taken whole.</returns>
    public virtual bool TryTakeUnchanged(ulong first, ulong second, ulong content) => false;

    /// <summary>Whether the same input once more would be unchanged row by row, and leave nothing to write. All of its rows were accepted
    /// or unchanged, and none named anybody with white space around it.</summary>
    /// <param name="rows">How many rows there were.</param>
    public virtual bool RepeatsUnchanged(long rows) => false;

    /// <summary>Decides what becomes of rows that still wait.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>The input was read to its end, and every call has ended: what was sent is all that the input holds.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public virtual void Conclude()
    {
    }

    /// <summary>Whether a row of the same identity came before this one in this run.</summary>
    public abstract bool IsRepeated(ImportedRow row);

    /// <summary>A call for the row is about to go out.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written; the call must not go out.</exception>
    public abstract void Begin(ImportedRow row);

    /// <summary>A call for the row has ended.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public abstract void End(ImportedRow row, RowEnd end);

    /// <summary>What is known, as lines.</summary>
    public abstract IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live();

    /// <summary>Decides what becomes of a row.</summary>
    protected void Decide(ImportedRow row, RowFate fate) => _decided.Enqueue((row, fate));

    /// <summary>Writes a line, where the journal is written.</summary>
    protected void Append(JournalOp op, ImportedRow row, ulong content = 0) => _lines?.Append(op, row.First, row.Second, content);

    /// <summary>Writes a line, where the journal is written.</summary>
    protected void Append(JournalOp op, ulong first, ulong second = 0, ulong content = 0) => _lines?.Append(op, first, second, content);

    /// <summary>Notes a line that must be written before the row's call goes out, where the journal is written.</summary>
    protected void Note(JournalOp op, ImportedRow row) => row.Noted = _lines?.Note(op, row.First, row.Second) ?? 0;
}
