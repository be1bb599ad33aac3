using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// Users and accounts. A row is not sent when journy.io has exactly that already. The rows of one user or account are compared as
/// the sequence that they are, since each may overwrite another: they are spared if they are the whole sequence that was accepted
/// last, in its order; and a row that comes first is spared if it is the one that was accepted last. All others are sent.
/// </summary>
/// <remarks>
/// One user or account is here whatever identifiers were ever named together, directly or by way of others: an address that moves
/// from one user to another makes them one. Whether journy.io does the same, nobody outside knows; but whatever it makes of a
/// sequence, it has made it when the sequence was sent.
/// </remarks>
internal sealed class UpsertRules : RowRules
{
    private readonly KnownRows _known = new();
    private readonly KnownLines _knownLines;
    private readonly UpsertCalls _calls;
    private readonly ChangeCounts _counts;
    private readonly NewestRuns _runs;
    private readonly HeldSequences _held = new();
    private readonly List<(ImportedRow Row, RowFate Fate)> _decisions = new();

    // How much of the rows of a user or account is still to be spared, since all of the input was looked through for it. Null as
    // long as that was not needed.
    private Dictionary<int, SparedRows>? _spared;

    private bool _hasOutdated;

    // The number of the next row's first identifier, if rows come in the order in which they came at first.
    private int _likely;

    // Every row that was taken, so that nothing is concluded from an input that has changed meanwhile.
    private KnownSequence _taken;

    public UpsertRules(IJournalLines? lines)
        : base(lines)
    {
        _knownLines = new KnownLines(_known, lines);
        _calls = new UpsertCalls(_known, _knownLines, lines);
        _counts = new ChangeCounts(_known);
        _runs = new NewestRuns(_known);
    }

    /// <inheritdoc/>
    public override IdentityMap Identities => _known.Identities;

    /// <inheritdoc/>
    public override long LiveLines => _known.LineCount;

    /// <inheritdoc/>
    public override RecordedChanges? Changes => _counts.Changes;

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content)
    {
        _knownLines.Load(op, first, second, content);
        LastRun = _knownLines.LastRun;
    }

    /// <inheritdoc/>
    public override void BeginRun(byte[] salt)
    {
        base.BeginRun(salt);
        foreach (int head in _known.HeadsWith(RowMarks.IsFollowing))
        {
            // In the journal too: what is accepted from now on does not follow on what was accepted before the call that was cut off.
            Append(JournalOp.Replacing, Identities.KeyOf(head));
            _known.Forget(head);
        }

        _known.BeginRun();
        _counts.BeginRun();
    }

    /// <inheritdoc/>
    public override void NoteInvalid(ImportRow row, BoundRecord record)
    {
        if ((record.Identity ?? record.UserById) is { } identity)
        {
            (ulong first, ulong second) = Hash.KeysOf(identity);
            OrEndRun(() => _knownLines.NoteAwaiting(RunOf(row), first, second));
            lock (Gate)
            {
                MarkNamed(first);
                MarkNamed(second);
            }
        }
        else
        {
            UnnamedRows++;
        }
    }

    /// <summary>How many rows of the input could not be sent and do not say whom they are about.</summary>
    public long UnnamedRows { get; private set; }

    /// <summary>Of how many it is recorded what journy.io accepted, and no row of the input, taken to its end, is about them.</summary>
    public long CountAbsent()
    {
        lock (Gate)
        {
            long count = 0;
            for (int number = 1; number <= Identities.Count; number++)
            {
                count += Identities.HeadOf(number) == number && IsAbsent(number) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Whether somebody is recorded, and no row of the input is about them; true once for each.</summary>
    public bool TryTakeAbsent(JournyIdentity identity)
    {
        (ulong first, ulong second) = Hash.KeysOf(identity);
        lock (Gate)
        {
            int head = Identities.Find(first);
            int other = second == 0 ? head : Identities.Find(second);

            // One of two identifiers that names somebody else by now says nothing of who is gone.
            if (head == 0 || head != other || !IsAbsent(head))
            {
                return false;
            }

            _known.Mark(head, RowMarks.IsNamed);
            return true;
        }
    }

    /// <summary>Forgets what journy.io accepted of somebody, so that they are sent again if they come back.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void Forget(IEnumerable<JournyIdentity> identities)
    {
        foreach (JournyIdentity identity in identities)
        {
            (ulong first, _) = Hash.KeysOf(identity);
            lock (Gate)
            {
                Append(JournalOp.Replacing, first);
                _known.Forget(Identities.Find(first));
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        Identify(row);
        lock (Gate)
        {
            return HasRows(Identities.Find(row.First)) || (row.Second != 0 && HasRows(Identities.Find(row.Second)));
        }

        bool HasRows(int head) => head != 0 && (_known.MarksOf(head) & RowMarks.HasRows) != 0;
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        Identify(row);
        _taken = _taken.With(row.Content);
        bool isFull;
        lock (Gate)
        {
            int head = Identities.Find(row.First);
            int other = row.Second == 0 ? head : Identities.Find(row.Second);
            _counts.CountNamed(head, other);
            if (!ResendsAll && _runs.IsOutdated(row, head, other))
            {
                MarkNamed(row.First);
                MarkNamed(row.Second);
                bool isUnchanged = head == other && _known.LastOf(head) == row.Content;
                _hasOutdated |= !isUnchanged;
                _decisions.Add((row, isUnchanged ? RowFate.Unchanged : RowFate.Outdated));
            }
            else if (row.Record.IsTrimmed && IsKnownAsWritten(row, head, other))
            {
                CarryOver(row);
            }
            else if (head != 0 && head == other)
            {
                Decide(head, row);
                _known.Mark(head, RowMarks.HasRows);
            }
            else
            {
                Unite(head, other, row);
            }

            isFull = _held.IsFull;
        }

        if (isFull)
        {
            MakeRoom();
        }

        HandOver();
    }

    /// <inheritdoc/>
    public override bool TryTakeUnchanged(ulong first, ulong second, ulong content)
    {
        lock (Gate)
        {
            int number = Identities.NumberOf(first, _likely);
            int other = second == 0 ? number : Identities.NumberOf(second, number + 1);
            if (number == 0 || other == 0 || ResendsAll || _spared is not null)
            {
                return false;
            }

            _likely = other + 1;
            int head = Identities.HeadOf(number);
            if (Identities.HeadOf(other) != head || _known.LastOf(head) != content)
            {
                return false;
            }

            RowMarks marks = _known.MarksOf(head);
            if ((marks & RowMarks.WasSent) != 0 || ((marks & RowMarks.IsOfThisRun) == 0 && _known.TryGetSequence(head, out _)))
            {
                return false;
            }

            _taken = _taken.With(content);
            _counts.CountNamed(head, head);
            Confirm(head, Run, first);
            _known.Mark(head, RowMarks.IsOfThisRun | RowMarks.HasRows);
            return true;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Where each row was the only one of whom it names, it is what was accepted last, and the whole sequence.</remarks>
    public override bool RepeatsUnchanged(long rows) => _known.CountWith(RowMarks.HasRows) == rows;

    /// <inheritdoc/>
    public override void Finish()
    {
        lock (Gate)
        {
            while (_held.Oldest is { } held)
            {
                Release(held, isWhole: held.Sequence.IsSameAs(_known.SequenceOf(held.Head)));
            }
        }

        HandOver();
    }

    /// <inheritdoc/>
    public override void Conclude()
    {
        // With rows among them that were not sent, the input does not tell the order of those that were.
        if (_known.HasUnordered && Reread is not null && !_hasOutdated)
        {
            NoteOrder();
        }

        if (_known.HasOpen)
        {
            Append(JournalOp.RunEnded, 0);
            _known.CloseAll();
        }
    }

    /// <inheritdoc/>
    public override void Begin(ImportedRow row) => _calls.Begin(row);

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end) => _calls.End(row, end, RunOf(row.Row));

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live() => _knownLines.Live();

    // What the user resends is what the user says now.
    private long RunOf(ImportRow row) => row.Run == 0 || ResendsAll ? Run : row.Run;

    private void MarkNamed(ulong key)
    {
        if (key != 0 && Identities.Find(key) is not 0 and int head)
        {
            _known.Mark(head, RowMarks.IsNamed);
        }
    }

    private bool IsAbsent(int head) => _known.LastOf(head) != 0 && (_known.MarksOf(head) & (RowMarks.HasRows | RowMarks.IsNamed)) == 0;

    /// <summary>A row that is as it was accepted says that this still holds. It has a line only if somebody may mend an older one.</summary>
    private void Confirm(int head, long run, ulong first)
    {
        if (_known.Runs.AwaitingOf(head) != 0 && run > _known.Runs[head])
        {
            OrEndRun(() => _knownLines.AppendOf(run, JournalOp.Confirmed, first, 0));
            _known.NoteRun(head, run);
        }
    }

    private static void OrEndRun(Action write)
    {
        try
        {
            write();
        }
        catch (JournyInputException)
        {
            // The row is counted all the same; the journal's problem ends the run.
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

    /// <summary>Takes a row of whom nobody has heard, or that makes two users one: it is sent.</summary>
    private void Unite(int head, int other, ImportedRow row)
    {
        HeldSequence? held = _held.Of(head);
        HeldSequence? otherHeld = _held.Of(other);
        if (held is not null)
        {
            Release(held, isWhole: false);
        }

        if (otherHeld is not null)
        {
            Release(otherHeld, isWhole: false);
        }

        _counts.CountChanged(head);
        if (other != head)
        {
            _counts.CountChanged(other);
        }

        bool isUnheard = head == 0 && other == 0;
        head = _known.Add(row.First);
        head = Identities.HeadOf(head);
        if (row.Second != 0)
        {
            other = Identities.HeadOf(_known.Add(row.Second));
            bool headHasRows = (_known.MarksOf(head) & RowMarks.HasRows) != 0;
            bool otherHasRows = (_known.MarksOf(other) & RowMarks.HasRows) != 0;
            row.Unites = true;
            row.FollowsSecond = otherHasRows && !headHasRows;
            head = headHasRows && otherHasRows ? _known.UniteUnordered(head, other)
                : otherHasRows ? _known.Unite(other, head)
                : _known.Unite(head, other);
            if (isUnheard)
            {
                // Nobody has heard of either, so that no call for them is on its way. Noted here rather than when its own begins,
                // since here the lines of several rows come together.
                Note(JournalOp.Replacing, row);
            }
            else if (!headHasRows && !otherHasRows)
            {
                _known.Forget(head);
            }
        }

        Decide(head, row, RowFate.Send);
        _known.Mark(head, RowMarks.HasRows);
    }

    private void Decide(int head, ImportedRow row)
    {
        RowMarks marks = _known.MarksOf(head);
        if (ResendsAll || (marks & RowMarks.WasSent) != 0)
        {
            Decide(head, row, RowFate.Send);
        }
        else if (_spared is not null && _spared.TryGetValue(head, out SparedRows? spared))
        {
            Decide(head, row, spared.TryTake(row.Content) ? RowFate.Unchanged : RowFate.Send);
        }
        else if ((marks & RowMarks.IsOfThisRun) != 0 || !_known.TryGetSequence(head, out KnownSequence sequence))
        {
            Decide(head, row, _known.LastOf(head) == row.Content ? RowFate.Unchanged : RowFate.Send);
        }
        else
        {
            HeldSequence held = _held.Add(head, row);
            bool isWhole = held.Sequence.IsSameAs(sequence);
            if (_spared is not null || (held.Sequence.Count >= sequence.Count && !isWhole))
            {
                Release(held, isWhole: false);
            }
            else if (isWhole && MayGoOn(head, sequence))
            {
                Release(held, isWhole: true);
            }
        }
    }

    /// <summary>
    /// Whether an earlier version had this row accepted, white space around identifiers included, and nothing else is known of whom
    /// it names: then it is still what journy.io has.
    /// </summary>
    private bool IsKnownAsWritten(ImportedRow row, int head, int other)
    {
        JournyIdentity written = (JournyIdentity?)row.Record.WrittenUser ?? row.Record.WrittenAccount!;
        (ulong first, ulong second) = Hash.KeysOf(written);
        int known = Identities.Find(first);
        return known != 0
            && !ResendsAll
            && (second == 0 || Identities.Find(second) == known)
            && _known.LastOf(known) == Hash.ContentOf(row.Record, written)
            && (_known.MarksOf(known) & RowMarks.WasSent) == 0
            && _held.Of(known) is null
            && IsUnknownBeside(head, known)
            && IsUnknownBeside(other, known);
    }

    private bool IsUnknownBeside(int head, int known) =>
        head == 0 || head == known || (_known.LastOf(head) == 0 && (_known.MarksOf(head) & RowMarks.WasSent) == 0);

    /// <summary>Takes a row that was accepted as it is written for one that was accepted as it is sent now.</summary>
    private void CarryOver(ImportedRow row)
    {
        _knownLines.AppendOf(RunOf(row.Row), JournalOp.Accepted, row.First, row.Second, row.Content);
        int head = _known.Accept(row.First, row.Second, row.Content);
        _known.NoteRun(head, RunOf(row.Row));
        Decide(head, row, RowFate.Unchanged);
        _known.Mark(head, RowMarks.HasRows);
    }

    // Whether rows that follow on the whole sequence may be sent alone. Of a closed one that is not plain, sending all of it again
    // might leave something else than it left: an address may have moved from one user to another in its midst.
    private bool MayGoOn(int head, KnownSequence sequence) => sequence.IsOpen || (_known.MarksOf(head) & RowMarks.IsPlain) != 0;

    private void Decide(int head, ImportedRow row, RowFate fate)
    {
        if (fate == RowFate.Send && !row.Unites)
        {
            _counts.CountChanged(head);
        }
        else if (fate == RowFate.Unchanged)
        {
            Confirm(head, RunOf(row.Row), row.First);
        }

        // What is spared is as if it had been sent: what follows goes on with it.
        _known.Mark(head, fate == RowFate.Send ? RowMarks.WasSent : RowMarks.IsOfThisRun);
        _decisions.Add((row, fate));
    }

    /// <summary>Decides what becomes of rows that have waited.</summary>
    /// <param name="held">The rows.</param>
    /// <param name="isWhole">True if they are the whole sequence.</param>
    private void Release(HeldSequence held, bool isWhole)
    {
        _held.Release(held);
        int at = 0;
        ulong last = _known.LastOf(held.Head);
        if (!isWhole && held.Rows[0].Content == last)
        {
            // The row that was accepted last, once more: what follows goes on with it alone.
            Append(JournalOp.Shortened, held.Rows[0].First);
            _known.Shorten(held.Head);
            while (at < held.Rows.Count && held.Rows[at].Content == last)
            {
                Decide(held.Head, held.Rows[at++], RowFate.Unchanged);
            }
        }

        while (at < held.Rows.Count)
        {
            Decide(held.Head, held.Rows[at++], isWhole ? RowFate.Unchanged : RowFate.Send);
        }
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

    /// <summary>Decides what becomes of rows of which too many wait.</summary>
    private void MakeRoom()
    {
        if (Reread is null || _runs.HasOlderRuns)
        {
            lock (Gate)
            {
                Release(_held.Oldest!, isWhole: false);
            }

            return;
        }

        LookAhead();
        lock (Gate)
        {
            while (_held.Oldest is { } held)
            {
                if (!_spared!.ContainsKey(held.Head))
                {
                    Release(held, isWhole: false);
                    continue;
                }

                _held.Release(held);
                foreach (ImportedRow row in held.Rows)
                {
                    Decide(held.Head, row);
                }
            }
        }
    }

    /// <summary>Looks through the whole input for sequences that are known, instead of letting their rows wait.</summary>
    private void LookAhead()
    {
        Dictionary<int, SparedRows> spared = new();
        InputSequences read = InputSequences.Read(
            RereadIdentified,
            Identities,
            head => _known.TryGetSequence(head, out _) && (_known.MarksOf(head) & (RowMarks.WasSent | RowMarks.IsOfThisRun)) == 0,
            (head, rows) =>
            {
                // From where only what follows is sent, nothing that follows matters.
                KnownSequence known = _known.SequenceOf(head);
                if (rows.Sequence.IsSameAs(known) && MayGoOn(head, known))
                {
                    spared[head] = new SparedRows(known.Count);
                }
            });
        foreach (KeyValuePair<int, InputSequence> rows in read.Sequences)
        {
            KnownSequence known = _known.SequenceOf(rows.Key);
            if (!rows.Value.IsUnited && rows.Value.Sequence.IsSameAs(known))
            {
                spared[rows.Key] = new SparedRows(known.Count);
            }
        }

        _spared = spared;
    }

    /// <summary>Writes down in which order the rows of sets were accepted that became one only when both had some.</summary>
    private void NoteOrder()
    {
        HashSet<int> heads = _known.TakeUnordered();
        if (heads.Count == 0)
        {
            return;
        }

        InputSequences read = InputSequences.Read(RereadIdentified, Identities, heads.Contains, (_, _) => { });
        if (!read.All.IsSameAs(_taken))
        {
            // Somebody has changed the input meanwhile: what it holds now is not what was sent.
            return;
        }

        foreach (KeyValuePair<int, InputSequence> rows in read.Sequences.Where(rows => rows.Value.Sequence.Count > 1))
        {
            _knownLines.AppendSequence(rows.Key, rows.Value.Sequence);
            _known.SetSequence(rows.Key, rows.Value.Sequence, isPlain: false);
        }
    }

    private void RereadIdentified(Action<ImportedRow> take) => Reread!(row =>
    {
        Identify(row);
        take(row);
    });
}
