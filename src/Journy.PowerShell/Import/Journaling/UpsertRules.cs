using System;
using System.Collections.Generic;

namespace Journy.Import.Journaling;

/// <summary>
/// Users and accounts. A row is not sent when journy.io has exactly that already: when it equals what was last accepted for every
/// identifier that it has. Several rows of one identity are compared as the sequence that they are, since each may overwrite
/// another: they are skipped only where all of them equal the last ones accepted, in this order, and sent from the first on where
/// they do not.
/// </summary>
internal sealed class UpsertRules : RowRules
{
    // Beside the hash of what was last accepted. The first two belong to the present run.
    private const ulong IsOfThisRun = 1;
    private const ulong WasSent = 2;
    private const ulong IsFollowing = 4;

    /// <summary>How many rows may wait for the rest of their sequence; beyond that the oldest sequence is sent, which is never wrong.</summary>
    private const int MostHeld = 10_000;

    // What was accepted one after another in one run, for identities with more than one row.
    private readonly Dictionary<ulong, List<ulong>> _sequences = new();

    // Rows that equal a part of their sequence, until the rest of it has come or something else has.
    private readonly Dictionary<ulong, HeldSequence> _held = new();
    private readonly Queue<HeldSequence> _heldInOrder = new();
    private readonly List<(ImportedRow Row, RowFate Fate)> _decisions = new();
    private int _heldRows;

    public UpsertRules(Action<JournalOp, ulong, ulong, ulong>? append, long entries)
        : base(append, entries)
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
        Load(op, first, content);
        if (second != 0)
        {
            Load(op, second, content);
        }
    }

    /// <inheritdoc/>
    public override void BeginRun(byte[] salt)
    {
        base.BeginRun(salt);
        List<ulong> lost = new();
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            if ((entry.Value & IsFollowing) != 0)
            {
                lost.Add(entry.Key);
            }
        }

        foreach (ulong key in lost)
        {
            Forget(key, 0);
        }
    }

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        Identify(row);
        lock (Gate)
        {
            return ((Table[row.First] | (row.Second == 0 ? 0 : Table[row.Second])) & (IsOfThisRun | WasSent)) != 0
                || _held.ContainsKey(row.First) || (row.Second != 0 && _held.ContainsKey(row.Second));
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

        bool isKnown;
        bool follows;
        lock (Gate)
        {
            ulong first = Table[row.First];
            ulong second = row.Second == 0 ? first : Table[row.Second];
            isKnown = ((first | second) & ContentMask) != 0;
            follows = isKnown && Follows(first) && Follows(second);
        }

        // Before the call: should the process end in its midst, what was accepted before no longer holds.
        if (isKnown)
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
            Accept(row.First, row.Content, IsOfThisRun | WasSent);
            if (row.Second != 0)
            {
                Accept(row.Second, row.Content, IsOfThisRun | WasSent);
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong Key, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            if (_sequences.TryGetValue(entry.Key, out List<ulong>? sequence))
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

    /// <summary>Whether all that is known of an identifier comes from rows of this run.</summary>
    private static bool Follows(ulong value) => (value & ContentMask) == 0 || (value & IsOfThisRun) != 0;

    private void Load(JournalOp op, ulong key, ulong content)
    {
        switch (op)
        {
            case JournalOp.Accepted:
                Accept(key, content, 0);
                break;
            case JournalOp.Following:
                Table[key] |= IsFollowing;
                break;
            default:
                Forget(key, 0);
                break;
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

    private void Decide(ImportedRow row)
    {
        if (HeldBy(row.First) is { } held && Continues(held, row))
        {
            held.Rows.Add(row);
            _heldRows++;
            Hold(row.Second, held);
            if (--held.Missing == 0)
            {
                Release(held, RowFate.Unchanged);
            }

            return;
        }

        ReleaseHeldBy(row.First);
        ReleaseHeldBy(row.Second);
        ulong first = Table[row.First];
        ulong second = row.Second == 0 ? first : Table[row.Second];
        bool isFirst = ((first | second) & WasSent) == 0 && !ResendsAll;
        if (isFirst && (first & ContentMask) == row.Content && (second & ContentMask) == row.Content)
        {
            Decide(row, RowFate.Unchanged);
        }
        else if (isFirst && MissingBehind(row) is { } missing)
        {
            Hold(row, missing);
        }
        else
        {
            Decide(row, RowFate.Send);
        }
    }

    private void Decide(ImportedRow row, RowFate fate)
    {
        ulong flag = fate == RowFate.Send ? WasSent : IsOfThisRun;
        Table[row.First] |= flag;
        if (row.Second != 0)
        {
            Table[row.Second] |= flag;
        }

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

    /// <summary>How much of its sequence would have to follow on a row; null where it is in none, or ends it.</summary>
    private int? MissingBehind(ImportedRow row)
    {
        if (!_sequences.TryGetValue(row.First, out List<ulong>? sequence))
        {
            return null;
        }

        int at = sequence.IndexOf(row.Content);
        int missing = sequence.Count - at - 1;
        return at >= 0 && missing > 0 && (row.Second == 0 || ContentAt(row.Second, missing) == row.Content) ? missing : null;
    }

    /// <summary>What was accepted a number of rows before the last one; 0 where nothing was.</summary>
    private ulong ContentAt(ulong key, int fromEnd) =>
        fromEnd == 0 ? Table[key] & ContentMask
        : _sequences.TryGetValue(key, out List<ulong>? sequence) && fromEnd < sequence.Count ? sequence[sequence.Count - 1 - fromEnd]
        : 0;

    /// <summary>Whether a row is what came next when the sequence was accepted.</summary>
    private bool Continues(HeldSequence held, ImportedRow row) =>
        row.First == held.First
        && ContentAt(row.First, held.Missing - 1) == row.Content
        && (row.Second == 0
            || (ContentAt(row.Second, held.Missing - 1) == row.Content && (HeldBy(row.Second) ?? held) == held && (Table[row.Second] & WasSent) == 0));

    private HeldSequence? HeldBy(ulong key) => _held.Count > 0 && _held.TryGetValue(key, out HeldSequence? held) ? held : null;

    private void Hold(ImportedRow row, int missing)
    {
        HeldSequence held = new(row, missing);
        Hold(row.First, held);
        Hold(row.Second, held);
        _heldInOrder.Enqueue(held);
        _heldRows++;
        if (_heldRows > MostHeld)
        {
            Release(_heldInOrder.Peek(), RowFate.Send);
        }
    }

    private void Hold(ulong key, HeldSequence held)
    {
        if (key != 0 && !_held.ContainsKey(key))
        {
            _held.Add(key, held);
            held.Keys.Add(key);
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
        foreach (ulong key in held.Keys)
        {
            _held.Remove(key);
        }

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

    private void Accept(ulong key, ulong content, ulong flags)
    {
        ulong last = Table[key] & ContentMask;
        if (last != 0)
        {
            if (!_sequences.TryGetValue(key, out List<ulong>? sequence))
            {
                _sequences.Add(key, sequence = new List<ulong>(2) { last });
            }

            sequence.Add(content);
        }

        Table[key] = content | flags;
    }

    private void ForgetAll(ImportedRow row)
    {
        lock (Gate)
        {
            Forget(row.First, WasSent);
            if (row.Second != 0)
            {
                Forget(row.Second, WasSent);
            }
        }
    }

    private void Forget(ulong key, ulong flags)
    {
        Table[key] = flags;
        _sequences.Remove(key);
    }

    /// <summary>Rows of one identity that equal the beginning of what was last accepted for it.</summary>
    private sealed class HeldSequence
    {
        public HeldSequence(ImportedRow row, int missing)
        {
            First = row.First;
            Missing = missing;
            Rows.Add(row);
        }

        /// <summary>The identifier that all of them share.</summary>
        public ulong First { get; }

        /// <summary>Every identifier that one of them has.</summary>
        public List<ulong> Keys { get; } = new(2);

        /// <summary>How many rows must still follow, as they were accepted.</summary>
        public int Missing { get; set; }

        public List<ImportedRow> Rows { get; } = new();
    }
}
