using System.Collections.Generic;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>
/// Users and accounts. A row is not sent when journy.io has exactly that already: when it equals what was last accepted for whom
/// it names. Several rows of one user or account are compared as the sequence that they are, since each may overwrite another: they
/// are skipped only where all of them equal the last ones accepted, in this order, and sent from the first on where they do not.
/// </summary>
/// <remarks>
/// What is known is kept under one identifier of each user or account, to which all others lead that a row has ever named beside
/// it: a row that names only one of them changes what a row says that names only another. An address that moves from one user to
/// another makes them one here. That costs calls, and is never wrong.
/// </remarks>
internal sealed class UpsertRules : RowRules
{
    // Beside the hash of what was last accepted. The first two belong to the present run.
    private const ulong IsOfThisRun = 1;
    private const ulong WasSent = 2;
    private const ulong IsFollowing = 4;

    // The hash is the identifier under which all is kept. Sure where journy.io has accepted a row with both.
    private const ulong IsAlias = 8;
    private const ulong IsSure = 1;

    // How many others lead here.
    private const ulong HasAlias = 16;
    private const ulong HasSeveral = 32;
    private const ulong Lasting = HasAlias | HasSeveral;

    /// <summary>How many rows or sequences may wait for their rest; beyond that the oldest is sent, which is never wrong.</summary>
    private const int MostHeld = 10_000;

    // What was accepted one after another in one run, for identities with more than one row.
    private readonly Dictionary<ulong, List<ulong>> _sequences = new();

    // Rows that equal a part of their sequence, until the rest of it has come or something else has.
    private readonly Dictionary<ulong, HeldSequence> _held = new();
    private readonly Queue<HeldSequence> _heldInOrder = new();
    private readonly List<(ImportedRow Row, RowFate Fate)> _decisions = new();
    private int _heldRows;

    public UpsertRules(IJournalLines? lines)
        : base(lines)
    {
    }

    /// <inheritdoc/>
    public override long LiveLines
    {
        get
        {
            long lines = Table.Count;
            foreach (List<ulong> sequence in _sequences.Values)
            {
                lines += sequence.Count - 1;
            }

            return lines;
        }
    }

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content)
    {
        switch (op)
        {
            case JournalOp.Alias:
                Lead(first, content);
                break;
            case JournalOp.Accepted:
                Join(first, second, 0);
                Accept(first, second, content, 0);
                break;
            case JournalOp.Following:
                Table[Holder(first)] |= IsFollowing;
                break;
            default:
                Forget(first, second, 0);
                break;
        }
    }

    /// <inheritdoc/>
    public override void BeginRun(byte[] salt)
    {
        base.BeginRun(salt);
        List<ulong> lost = new();
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            if ((entry.Value & (IsFollowing | IsAlias)) == IsFollowing)
            {
                lost.Add(entry.Key);
            }
        }

        foreach (ulong key in lost)
        {
            // In the journal too: what is accepted from now on does not follow on what was accepted before the call that was cut off.
            Append(JournalOp.Replacing, key);
            Forget(key, 0, 0);
        }
    }

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        Identify(row);
        lock (Gate)
        {
            (ulong key, ulong other) = HoldersOf(row);
            return ((Table[key] | Table[other]) & (IsOfThisRun | WasSent)) != 0 || HeldBy(key) is not null || HeldBy(other) is not null;
        }
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        Identify(row);
        lock (Gate)
        {
            Decide(row);
        }

        HandOver();
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        lock (Gate)
        {
            while (_heldInOrder.Count > 0)
            {
                Release(_heldInOrder.Peek(), RowFate.Send);
            }
        }

        HandOver();
    }

    /// <inheritdoc/>
    public override void Begin(ImportedRow row)
    {
        if (row.IsUnderWay)
        {
            return;
        }

        if (row.Noted != 0)
        {
            FlushNoted(row);
            row.IsUnderWay = true;
            return;
        }

        bool isNoted;
        bool follows;
        lock (Gate)
        {
            (ulong key, ulong other) = HoldersOf(row);
            bool isKnown = ((Table[key] | Table[other]) & ContentMask) != 0;
            isNoted = isKnown || key != other;
            follows = isKnown && AreOne(row) && (Table[key] & IsOfThisRun) != 0;
        }

        // Before the call: should the process end in its midst, what was accepted before no longer holds, and two identifiers
        // may have become one user's.
        if (isNoted)
        {
            Append(follows ? JournalOp.Following : JournalOp.Replacing, row);
        }

        row.IsUnderWay = true;
        row.IsFollowing = follows;
        if (!follows)
        {
            ForgetAll(row);
        }
    }

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end)
    {
        if (!row.IsUnderWay)
        {
            return;
        }

        if (end != RowEnd.Accepted)
        {
            ForgetAll(row);
            if (row.IsFollowing)
            {
                // What follows on it would be taken for a sequence with what came before it.
                Append(JournalOp.Replacing, row);
            }

            return;
        }

        Append(JournalOp.Accepted, row, row.Content);
        lock (Gate)
        {
            Accept(row.First, row.Second, row.Content, IsOfThisRun | WasSent);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong Key, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            if ((entry.Value & IsAlias) != 0)
            {
                yield return (JournalOp.Alias, entry.Key, Holder(entry.Key) | (Table[entry.Key] & IsSure));
            }
            else if (_sequences.TryGetValue(entry.Key, out List<ulong>? sequence))
            {
                foreach (ulong content in sequence)
                {
                    yield return (JournalOp.Accepted, entry.Key, content);
                }
            }
            else if ((entry.Value & ContentMask) != 0)
            {
                yield return (JournalOp.Accepted, entry.Key, entry.Value & ContentMask);
            }
        }
    }

    private void Identify(ImportedRow row)
    {
        if (row.Content == 0)
        {
            (row.First, row.Second) = Hash.KeysOf(row.Record.Identity!);
            row.Content = Hash.ContentOf(row.Record);
        }
    }

    /// <summary>The identifier under which what is known of another one is kept.</summary>
    private ulong Holder(ulong key)
    {
        ulong value = Table[key];
        if ((value & IsAlias) == 0)
        {
            return key;
        }

        ulong holder = value & ContentMask;
        if ((Table[holder] & IsAlias) != 0)
        {
            holder = Holder(holder);
            Table[key] = holder | IsAlias;
        }

        return holder;
    }

    /// <summary>The same for both identifiers of a row: two where nobody knew so far that they are of one user or account.</summary>
    private (ulong Key, ulong Other) HoldersOf(ImportedRow row)
    {
        ulong key = Holder(row.First);
        return (key, row.Second == 0 ? key : Holder(row.Second));
    }

    /// <summary>
    /// Whether both identifiers of a row surely were one user's or account's before it. A row that makes them one may bring
    /// properties together that earlier rows have changed apart, which those rows would do otherwise afterwards.
    /// </summary>
    private bool AreOne(ImportedRow row) =>
        row.Second == 0 || (Table[row.Second] == (row.First | IsAlias | IsSure) && (Table[row.First] & HasSeveral) == 0);

    private void Decide(ImportedRow row)
    {
        (ulong key, ulong other) = HoldersOf(row);
        if (key == other && HeldBy(key) is { } held && Continues(held, row))
        {
            held.Rows.Add(row);
            _heldRows++;
            if (held.Missing.Contains(0))
            {
                Release(held, RowFate.Unchanged);
            }

            return;
        }

        if (row.Record.IsTrimmed && IsKnownAsWritten(row, key, other))
        {
            Decide(row, RowFate.Unchanged);
            return;
        }

        ReleaseHeldBy(key);
        ReleaseHeldBy(other);
        ulong known = Table[key];
        bool isFirst = key == other && (known & WasSent) == 0 && !ResendsAll;
        if (isFirst && (known & ContentMask) == row.Content)
        {
            Decide(row, RowFate.Unchanged);
        }
        else if (isFirst && MissingBehind(key, row.Content) is { Count: > 0 } missing)
        {
            Hold(key, row, missing);
        }
        else
        {
            if (key != other && (Table[row.First] | Table[row.Second]) == 0)
            {
                // Nobody has heard of either, so that no call for them is on its way. Noted here rather than when its own begins,
                // since here the lines of several rows come together.
                Note(JournalOp.Replacing, row);
                Join(row.First, row.Second, 0);
            }

            Decide(row, RowFate.Send);
        }
    }

    /// <summary>
    /// Whether an earlier version had this row accepted, white space around identifiers included, and nothing else is known of whom
    /// it names: then it is still what journy.io has.
    /// </summary>
    private bool IsKnownAsWritten(ImportedRow row, ulong key, ulong other)
    {
        JournyIdentity written = (JournyIdentity?)row.Record.WrittenUser ?? row.Record.WrittenAccount!;
        (ulong first, ulong second) = Hash.KeysOf(written);
        ulong holder = Holder(first);
        return !ResendsAll
            && (second == 0 || Holder(second) == holder)
            && (Table[holder] & ContentMask) == Hash.ContentOf(row.Record, written)
            && (Table[holder] & WasSent) == 0
            && HeldBy(holder) is null
            && IsUnknownBeside(key, holder)
            && IsUnknownBeside(other, holder);
    }

    private bool IsUnknownBeside(ulong key, ulong holder) => key == holder || (Table[key] & ~IsOfThisRun) == 0;

    private void Decide(ImportedRow row, RowFate fate)
    {
        ulong flag = fate == RowFate.Send ? WasSent : IsOfThisRun;
        (ulong key, ulong other) = HoldersOf(row);
        Table[key] |= flag;
        Table[other] |= flag;
        _decisions.Add((row, fate));
    }

    // Outside the lock: whoever is told may wait for calls to end.
    private void HandOver()
    {
        for (int index = 0; index < _decisions.Count; index++)
        {
            Decided(_decisions[index].Row, _decisions[index].Fate);
        }

        _decisions.Clear();
    }

    /// <summary>How much of its sequence would have to follow on a row, for each place that it has there.</summary>
    private List<int>? MissingBehind(ulong key, ulong content)
    {
        if (!_sequences.TryGetValue(key, out List<ulong>? sequence))
        {
            return null;
        }

        List<int> missing = new(1);
        for (int at = 0; at < sequence.Count - 1; at++)
        {
            if (sequence[at] == content)
            {
                missing.Add(sequence.Count - 1 - at);
            }
        }

        return missing;
    }

    /// <summary>Whether a row is what came next when the sequence was accepted, or the same once more; moves on where it is.</summary>
    private bool Continues(HeldSequence held, ImportedRow row)
    {
        if (held.Rows[held.Rows.Count - 1].Content == row.Content)
        {
            return true;
        }

        List<ulong> sequence = _sequences[held.Key];
        List<int> missing = held.Missing.FindAll(count => sequence[sequence.Count - count] == row.Content);
        if (missing.Count == 0)
        {
            return false;
        }

        held.Missing = missing.ConvertAll(count => count - 1);
        return true;
    }

    private HeldSequence? HeldBy(ulong key) => _held.Count > 0 && _held.TryGetValue(key, out HeldSequence? held) ? held : null;

    private void Hold(ulong key, ImportedRow row, List<int> missing)
    {
        HeldSequence held = new(key, row, missing);
        _held.Add(key, held);
        _heldInOrder.Enqueue(held);
        _heldRows++;
        if (_heldRows > MostHeld || _heldInOrder.Count > MostHeld)
        {
            Release(_heldInOrder.Peek(), RowFate.Send);
        }
    }

    private void ReleaseHeldBy(ulong key)
    {
        if (HeldBy(key) is { } held)
        {
            Release(held, RowFate.Send);
        }
    }

    private void Release(HeldSequence held, RowFate fate)
    {
        _held.Remove(held.Key);
        _heldRows -= held.Rows.Count;
        foreach (ImportedRow row in held.Rows)
        {
            Decide(row, fate);
        }

        held.Rows.Clear();
        while (_heldInOrder.Count > 0 && _heldInOrder.Peek().Rows.Count == 0)
        {
            _heldInOrder.Dequeue();
        }
    }

    private void Accept(ulong first, ulong second, ulong content, ulong flags)
    {
        ulong key = Holder(first);
        if ((Table[second] & IsAlias) != 0)
        {
            Table[second] |= IsSure;
        }

        ulong last = Table[key] & ContentMask;

        // The same once more leaves things as they are.
        if (last != 0 && last != content)
        {
            if (!_sequences.TryGetValue(key, out List<ulong>? sequence))
            {
                _sequences.Add(key, sequence = new List<ulong>(2) { last });
            }

            sequence.Add(content);
        }

        Table[key] = content | flags | (Table[key] & Lasting);
    }

    private void ForgetAll(ImportedRow row)
    {
        lock (Gate)
        {
            Forget(row.First, row.Second, WasSent);
        }
    }

    private void Forget(ulong first, ulong second, ulong flags)
    {
        Join(first, second, flags);
        Drop(Holder(first), flags);
    }

    /// <summary>Keeps what is known of two identifiers in one place from now on, which begins with nothing.</summary>
    private void Join(ulong first, ulong second, ulong flags)
    {
        ulong holder = Holder(first);
        ulong other = second == 0 ? holder : Holder(second);
        if (holder == other)
        {
            return;
        }

        // What has others that lead to it stays, so that no long ways come about.
        if ((Table[holder] & Lasting) == 0 && (Table[other] & Lasting) != 0)
        {
            (holder, other) = (other, holder);
        }

        Drop(holder, flags);
        Drop(other, flags);
        Lead(other, holder);
    }

    private void Lead(ulong alias, ulong target)
    {
        bool isOnly = (Table[alias] & Lasting) == 0 && (Table[target & ContentMask] & Lasting) == 0;
        Table[alias] = target | IsAlias;
        Table[target & ContentMask] |= isOnly ? HasAlias : HasSeveral;
    }

    private void Drop(ulong key, ulong flags)
    {
        Table[key] = flags | (Table[key] & Lasting);
        _sequences.Remove(key);
    }

    /// <summary>Rows of one user or account that equal a part of what was last accepted for it.</summary>
    private sealed class HeldSequence
    {
        public HeldSequence(ulong key, ImportedRow row, List<int> missing)
        {
            Key = key;
            Missing = missing;
            Rows.Add(row);
        }

        /// <summary>Whose rows they are.</summary>
        public ulong Key { get; }

        /// <summary>How many rows must still follow, as they were accepted: one number for each part that the rows equal so far.</summary>
        public List<int> Missing { get; set; }

        public List<ImportedRow> Rows { get; } = new();
    }
}
