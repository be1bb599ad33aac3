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
    private readonly HeldSequences _held = new();
    private readonly List<(ImportedRow Row, RowFate Fate)> _decisions = new();

    // How much of the rows of a user or account is still to be spared, since all of the input was looked through for it. Null as
    // long as that was not needed.
    private Dictionary<int, SparedRows>? _spared;

    // Held while a line is written that belongs to a run, so that it stands behind the line of its run. Inside of Gate, if both are.
    private readonly object _runLock = new();

    // Of rows of outcome files: the run of the newest that is sent, by identifier.
    private readonly Dictionary<ulong, long> _sentRuns = new();

    // The run to which the next line would belong.
    private long _lineRun;

    private bool _hasOlderRuns;
    private bool _hasOutdated;
    private long _recorded;
    private long _found;
    private long _changed;
    private long _named;

    // Every row that was taken, so that nothing is concluded from an input that has changed meanwhile.
    private KnownSequence _taken;

    public UpsertRules(IJournalLines? lines)
        : base(lines)
    {
    }

    /// <inheritdoc/>
    public override IdentityMap Identities => _known.Identities;

    /// <inheritdoc/>
    public override long LiveLines => _known.LineCount;

    /// <inheritdoc/>
    public override RecordedChanges? Changes => new RecordedChanges(_recorded, _found, _changed, _named);

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content)
    {
        switch (op)
        {
            case JournalOp.RunEnded:
                _known.CloseAll();
                break;
            case JournalOp.Alias:
                Join(content & ContentMask, first, out _);
                break;
            case JournalOp.Accepted:
                _known.NoteRun(Accept(first, second, content), _lineRun);
                break;
            case JournalOp.Run:
                _lineRun = (long)first;
                LastRun = Math.Max(LastRun, _lineRun);
                break;
            case JournalOp.Confirmed:
                _known.NoteRun(Join(first, second, out _), _lineRun);
                break;
            case JournalOp.Awaiting:
                _known.Runs.TryNoteAwaiting(Join(first, second, out _), _lineRun);
                break;
            case JournalOp.Following:
                // The first identifier is the one whose rows the call follows on.
                _known.Mark(Join(first, second, out _), RowMarks.IsFollowing);
                break;
            case JournalOp.Shortened:
                _known.Shorten(Join(first, second, out _));
                break;
            case JournalOp.Sequence:
                _known.SetSequence(
                    Join(first, 0, out _), new KnownSequence(content, (int)(second >> 2), IsOpen: (second & 1) != 0), isPlain: (second & 2) != 0);
                break;
            default:
                _known.Forget(Join(first, second, out _));
                break;
        }
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
        _recorded = _known.LastCount;
    }

    /// <inheritdoc/>
    public override void NoteInvalid(ImportRow row, BoundRecord record)
    {
        if ((record.Identity ?? record.UserById) is { } identity)
        {
            (ulong first, ulong second) = Hash.KeysOf(identity);
            OrEndRun(() => NoteAwaiting(RunOf(row), first, second));
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
            CountNamed(head, other);
            if (IsOutdated(row, head, other))
            {
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
    public override void Finish()
    {
        lock (Gate)
        {
            while (_held.Oldest is { } held)
            {
                Release(held, isWhole: held.Sequence.IsSameAs(SequenceOf(held.Head)));
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
            int head = Identities.Find(row.First);
            RowMarks marks = _known.MarksOf(head);
            bool isKnown = _known.LastOf(head) != 0;
            follows = isKnown && (marks & (RowMarks.IsOfThisRun | RowMarks.IsLoose)) == RowMarks.IsOfThisRun;
            isNoted = isKnown || row.Unites || (marks & RowMarks.IsLoose) != 0;
        }

        // Before the call: should the process end in its midst, what was accepted before no longer holds, and two identifiers
        // may have become one user's.
        if (isNoted)
        {
            (ulong first, ulong second) = row.FollowsSecond ? (row.Second, row.First) : (row.First, row.Second);
            Append(follows ? JournalOp.Following : JournalOp.Replacing, first, second);
        }

        row.IsUnderWay = true;
        row.IsFollowing = follows;
        if (!follows)
        {
            lock (Gate)
            {
                _known.Forget(Identities.Find(row.First));
            }
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
            lock (Gate)
            {
                int head = Identities.Find(row.First);
                _known.Forget(head);
                _known.Mark(head, RowMarks.IsLoose | RowMarks.IsBroken);
            }

            if (row.IsFollowing)
            {
                // What follows on it would be taken for a sequence with what came before it.
                Append(JournalOp.Replacing, row.First, row.Second);
            }

            long run = RunOf(row.Row);
            if (end == RowEnd.Partial)
            {
                AppendOf(run, JournalOp.Confirmed, row.First, row.Second);
                lock (Gate)
                {
                    _known.NoteRun(Identities.Find(row.First), run);
                }
            }

            NoteAwaiting(run, row.First, row.Second);
            return;
        }

        AppendOf(RunOf(row.Row), JournalOp.Accepted, row.First, row.Second, row.Content);
        lock (Gate)
        {
            int head = Identities.Find(row.First);
            _known.Accept(head, row.Content, NamesAll(head, row.Second));
            _known.NoteRun(head, RunOf(row.Row));
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        // First who is one, so that nothing that is known has to be joined.
        for (int number = 1; number <= Identities.Count; number++)
        {
            int head = Identities.HeadOf(number);
            if (head != number)
            {
                yield return (JournalOp.Alias, Identities.KeyOf(number), 0, Identities.KeyOf(head));
            }
        }

        // By run, the unknown one first, so that each run has one line.
        long run = 0;
        foreach (int line in LinesByRun())
        {
            bool isAwaiting = line < 0;
            int head = Math.Abs(line);
            long itsRun = isAwaiting ? _known.Runs.AwaitingOf(head) : _known.Runs[head];
            if (itsRun != run)
            {
                run = itsRun;
                yield return (JournalOp.Run, (ulong)run, 0, 0);
            }

            if (isAwaiting || _known.LastOf(head) == 0)
            {
                yield return (isAwaiting ? JournalOp.Awaiting : JournalOp.Confirmed, Identities.KeyOf(head), 0, 0);
                continue;
            }

            yield return (JournalOp.Accepted, Identities.KeyOf(head), 0, _known.LastOf(head));
            if (_known.TryGetSequence(head, out KnownSequence sequence))
            {
                bool isPlain = (_known.MarksOf(head) & RowMarks.IsPlain) != 0;
                yield return SequenceLine(head, sequence, isPlain);
            }
        }
    }

    /// <summary>Whose lines are written, in the order of their runs; negative for a row that waits in an outcome file.</summary>
    private int[] LinesByRun()
    {
        int[] lines = Enumerable.Range(1, Identities.Count)
            .Where(head => _known.LastOf(head) != 0 || _known.Runs[head] != 0)
            .Concat(_known.Runs.Awaiting.Select(head => -head))
            .ToArray();
        Array.Sort(Array.ConvertAll(lines, line => line < 0 ? _known.Runs.AwaitingOf(-line) : _known.Runs[line]), lines);
        return lines;
    }

    // What the user resends is what the user says now.
    private long RunOf(ImportRow row) => row.Run == 0 || ResendsAll ? Run : row.Run;

    /// <summary>Writes a line that belongs to a run.</summary>
    private void AppendOf(long run, JournalOp op, ulong first, ulong second, ulong content = 0)
    {
        lock (_runLock)
        {
            if (run != _lineRun)
            {
                Append(JournalOp.Run, (ulong)run);
                _lineRun = run;
            }

            Append(op, first, second, content);
        }
    }

    /// <summary>Notes that a row waits in an outcome file, so that what confirms something newer is noted too.</summary>
    private void NoteAwaiting(long run, ulong first, ulong second)
    {
        foreach (ulong key in second == 0 ? new[] { first } : new[] { first, second })
        {
            lock (Gate)
            {
                int head = Identities.HeadOf(_known.Add(key));
                if (!_known.Runs.TryNoteAwaiting(head, run))
                {
                    continue;
                }
            }

            AppendOf(run, JournalOp.Awaiting, key, 0);
        }
    }

    /// <summary>A row that is as it was accepted says that this still holds. It has a line only if somebody may mend an older one.</summary>
    private void Confirm(int head, ImportedRow row)
    {
        long run = RunOf(row.Row);
        if (_known.Runs.AwaitingOf(head) != 0 && run > _known.Runs[head])
        {
            OrEndRun(() => AppendOf(run, JournalOp.Confirmed, row.First, 0));
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

    /// <summary>Whether a row of an outcome file is older than what is known of whom it names.</summary>
    private bool IsOutdated(ImportedRow row, int head, int other)
    {
        if (row.Row.Run == 0 || ResendsAll)
        {
            return false;
        }

        _hasOlderRuns = true;
        long run = row.Row.Run;
        long newest = Math.Max(Math.Max(NewestOf(head), NewestOf(other)), Math.Max(SentOf(row.First), SentOf(row.Second)));
        if (newest > run)
        {
            row.NewerRun = newest;
            return true;
        }

        _sentRuns[row.First] = run;
        if (row.Second != 0)
        {
            _sentRuns[row.Second] = run;
        }

        return false;

        long NewestOf(int number) => number == 0 ? 0 : _known.Runs[number];
        long SentOf(ulong key) => _sentRuns.TryGetValue(key, out long sent) ? sent : 0;
    }

    /// <summary>Counts whom the input names, at the first row of each.</summary>
    private void CountNamed(int head, int other)
    {
        _named += head == 0 && other == 0 ? 1 : 0;
        foreach (int named in head == other ? new[] { head } : new[] { head, other })
        {
            if (named != 0 && (_known.MarksOf(named) & RowMarks.HasRows) == 0)
            {
                _named++;
                _found += _known.LastOf(named) == 0 ? 0 : 1;
            }
        }
    }

    /// <summary>Counts whose rows are not what was accepted, at the first of each that is sent.</summary>
    private void CountChanged(int head) =>
        _changed += head != 0 && _known.LastOf(head) != 0 && (_known.MarksOf(head) & RowMarks.WasSent) == 0 ? 1 : 0;

    private (JournalOp Op, ulong First, ulong Second, ulong Content) SequenceLine(int head, KnownSequence sequence, bool isPlain) =>
        (JournalOp.Sequence, Identities.KeyOf(head), ((ulong)sequence.Count << 2) | (isPlain ? 2UL : 0) | (sequence.IsOpen ? 1UL : 0), sequence.Digest);

    private void Identify(ImportedRow row)
    {
        if (row.Content == 0)
        {
            (row.First, row.Second) = Hash.KeysOf(row.Record.Identity!);
            row.Content = Hash.ContentOf(row.Record);
        }
    }

    // Plain: whatever an address of this set does elsewhere, a row that names all of the set is about one user.
    private bool NamesAll(int head, ulong second) => Identities.SizeOf(head) == (second == 0 ? 1 : 2);

    /// <summary>Makes the identifiers of a journal's line one; what is known of the first stays.</summary>
    private int Join(ulong first, ulong second, out bool isNew)
    {
        int head = Identities.HeadOf(_known.Add(first));
        int other = second == 0 ? head : Identities.HeadOf(_known.Add(second));
        isNew = head != other;
        return isNew ? _known.Unite(head, other) : head;
    }

    /// <summary>Takes note of a row that was accepted; what it makes one has no order before it.</summary>
    /// <returns>Whose row it was.</returns>
    private int Accept(ulong first, ulong second, ulong content)
    {
        int head = Join(first, second, out bool isNew);
        if (isNew)
        {
            _known.Forget(head);
        }

        _known.Accept(head, content, NamesAll(head, second));
        return head;
    }

    private KnownSequence SequenceOf(int head) => _known.TryGetSequence(head, out KnownSequence sequence) ? sequence : KnownSequence.Of(_known.LastOf(head));

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

        CountChanged(head);
        if (other != head)
        {
            CountChanged(other);
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
        AppendOf(RunOf(row.Row), JournalOp.Accepted, row.First, row.Second, row.Content);
        int head = Accept(row.First, row.Second, row.Content);
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
            CountChanged(head);
        }
        else if (fate == RowFate.Unchanged)
        {
            Confirm(head, row);
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
        if (Reread is null || _hasOlderRuns)
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
        ReadSequences(
            head => _known.TryGetSequence(head, out _) && (_known.MarksOf(head) & (RowMarks.WasSent | RowMarks.IsOfThisRun)) == 0,
            (head, read) =>
            {
                // From where only what follows is sent, nothing that follows matters.
                KnownSequence known = SequenceOf(head);
                if (read.Sequence.IsSameAs(known) && MayGoOn(head, known))
                {
                    spared[head] = new SparedRows(known.Count);
                }
            },
            out Dictionary<int, ReadSequence> sequences);
        foreach (KeyValuePair<int, ReadSequence> read in sequences)
        {
            KnownSequence known = SequenceOf(read.Key);
            if (!read.Value.IsUnited && read.Value.Sequence.IsSameAs(known))
            {
                spared[read.Key] = new SparedRows(known.Count);
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

        KnownSequence all = ReadSequences(heads.Contains, (_, _) => { }, out Dictionary<int, ReadSequence> sequences);
        if (!all.IsSameAs(_taken))
        {
            // Somebody has changed the input meanwhile: what it holds now is not what was sent.
            return;
        }

        foreach (KeyValuePair<int, ReadSequence> read in sequences.Where(read => read.Value.Sequence.Count > 1))
        {
            (JournalOp op, ulong first, ulong second, ulong content) = SequenceLine(read.Key, read.Value.Sequence, isPlain: false);
            Append(op, first, second, content);
            _known.SetSequence(read.Key, read.Value.Sequence, isPlain: false);
        }
    }

    /// <summary>Reads the input again, for the sequences of some users or accounts.</summary>
    /// <param name="wants">Whose.</param>
    /// <param name="note">Told of each row of theirs.</param>
    /// <param name="sequences">Their sequences.</param>
    /// <returns>All rows of the input.</returns>
    private KnownSequence ReadSequences(Func<int, bool> wants, Action<int, ReadSequence> note, out Dictionary<int, ReadSequence> sequences)
    {
        KnownSequence all = default;
        Dictionary<int, ReadSequence> read = new();
        Reread!(row =>
        {
            Identify(row);
            all = all.With(row.Content);
            lock (Gate)
            {
                int head = Identities.Find(row.First);
                int other = row.Second == 0 ? head : Identities.Find(row.Second);
                foreach (int set in head == other ? new[] { head } : new[] { head, other })
                {
                    if (set == 0 || !wants(set))
                    {
                        continue;
                    }

                    if (!read.TryGetValue(set, out ReadSequence? sequence))
                    {
                        read.Add(set, sequence = new ReadSequence());
                    }

                    sequence.Add(row.Content, unites: head != other);
                    note(set, sequence);
                }
            }
        });
        sequences = read;
        return all;
    }

    /// <summary>Rows of one user or account that are to be spared.</summary>
    private sealed class SparedRows
    {
        private int _count;
        private ulong _last;

        public SparedRows(int count) => _count = count;

        public bool TryTake(ulong content)
        {
            if (content == _last)
            {
                return true;
            }

            _last = content;
            return _count-- > 0;
        }
    }

    /// <summary>What an input holds of one user or account.</summary>
    private sealed class ReadSequence
    {
        private ulong _last;

        /// <summary>The rows so far.</summary>
        public KnownSequence Sequence { get; private set; }

        /// <summary>True if one of them makes it one with another.</summary>
        public bool IsUnited { get; private set; }

        public void Add(ulong content, bool unites)
        {
            IsUnited |= unites;
            Sequence = content == _last ? Sequence : Sequence.With(content);
            _last = content;
        }
    }
}
