using System;
using System.Collections.Generic;
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
    private readonly WholeInput _input;
    private readonly HeldSequences _held = new();
    private readonly TrimmedRows _trimmed;
    private bool _hasOutdated;

    // The number of the next row's first identifier, if rows come in the order in which they came at first.
    private int _likely;

    public UpsertRules(IJournalLines? lines)
        : base(lines)
    {
        _knownLines = new KnownLines(_known, lines);
        _calls = new UpsertCalls(_known, _knownLines, lines);
        _counts = new ChangeCounts(_known);
        _runs = new NewestRuns(_known);
        _input = new WholeInput(_known, _knownLines);
        _trimmed = new TrimmedRows(_known, _held);
        Absent = new Absence(_known, lines);
    }

    /// <inheritdoc/>
    public override IdentityMap Identities => _known.Identities;

    /// <inheritdoc/>
    public override long LiveLines => _known.LineCount;

    /// <summary>How many rows may wait for the rest of a known sequence; beyond them the input is looked through.</summary>
    public int MostHeld
    {
        set => _held.MostRows = value;
    }

    /// <inheritdoc/>
    public override RecordedChanges? Changes => _counts.Changes;

    /// <summary>Of whom it is recorded what journy.io accepted, and no row of the input is about them.</summary>
    public Absence Absent { get; }

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
            lock (Gate)
            {
                JoinUnsent(first, second);
            }

            OrEndRun(() => _knownLines.NoteAwaiting(RunOf(row), first, second));
            lock (Gate)
            {
                Absent.Name(first);
                Absent.Name(second);
            }
        }
        else
        {
            UnnamedRows++;
        }
    }

    /// <summary>How many rows of the input could not be sent and do not say whom they are about.</summary>
    public long UnnamedRows { get; private set; }

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
        _input.Add(row.Content);
        bool isFull;
        lock (Gate)
        {
            int head = Identities.Find(row.First);
            int other = row.Second == 0 ? head : Identities.Find(row.Second);
            _counts.CountNamed(head, other);
            if (!ResendsAll && _runs.IsOutdated(row, head, other))
            {
                bool isUnchanged = head == other && _known.LastOf(head) == row.Content;
                JoinUnsent(row.First, row.Second);
                Absent.Name(row.First);
                Absent.Name(row.Second);
                _hasOutdated |= !isUnchanged;
                Decide(row, isUnchanged ? RowFate.Unchanged : RowFate.Outdated);
            }
            else if (row.Record.IsTrimmed && !ResendsAll && _trimmed.IsKnown(row, head, other, Hash))
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
    }

    /// <inheritdoc/>
    public override bool TryTakeUnchanged(ulong first, ulong second, ulong content)
    {
        lock (Gate)
        {
            int number = Identities.NumberOf(first, _likely);
            int other = second == 0 ? number : Identities.NumberOf(second, number + 1);
            if (number == 0 || other == 0 || ResendsAll || _input.WasRead)
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

            _input.Add(content);
            _counts.CountNamed(head, head);
            _knownLines.Confirm(head, Run, first);
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
    }

    /// <inheritdoc/>
    public override void Conclude()
    {
        // With rows among them that were not sent, the input does not tell the order of those that were.
        if (_known.HasUnordered && AllRows is not null && !_hasOutdated)
        {
            _input.NoteOrder(AllIdentified());
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
        ReleaseBoth(head, other);
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

    // Apart, since its closure would be made for every row.
    private void JoinUnsent(ulong first, ulong second) => OrEndRun(() => Join(first, second));

    /// <summary>Makes those one whom a row names that is not sent: of the rows behind it, two that may be about one user by what it says
    /// must not be in flight together either.</summary>
    private void Join(ulong first, ulong second)
    {
        int head = Identities.HeadOf(_known.Add(first));
        int other = second == 0 ? head : Identities.HeadOf(_known.Add(second));
        if (head == other)
        {
            return;
        }

        ReleaseBoth(head, other);
        if (IsUnheard(other))
        {
            _known.Unite(head, other);
            Append(JournalOp.Alias, second, content: first);
        }
        else if (IsUnheard(head))
        {
            _known.Unite(other, head);
            Append(JournalOp.Alias, first, content: second);
        }
        else
        {
            // Whose row came last nobody knows: they are sent once more.
            _counts.CountNamed(head, other);
            _counts.CountChanged(head);
            _counts.CountChanged(other);
            bool hasRows = ((_known.MarksOf(head) | _known.MarksOf(other)) & RowMarks.HasRows) != 0;
            head = hasRows ? _known.UniteUnordered(head, other) : _known.Unite(head, other);
            _known.Mark(head, RowMarks.HasRows | (hasRows ? RowMarks.IsBroken : RowMarks.None));
            _known.Forget(head);
            Append(JournalOp.Replacing, first, second);
        }
    }

    private bool IsUnheard(int head) => _known.LastOf(head) == 0 && (_known.MarksOf(head) & RowMarks.HasRows) == 0;

    private void ReleaseBoth(int head, int other)
    {
        if (_held.Of(head) is { } held)
        {
            Release(held, isWhole: false);
        }

        if (_held.Of(other) is { } otherHeld)
        {
            Release(otherHeld, isWhole: false);
        }
    }

    private void Decide(int head, ImportedRow row)
    {
        RowMarks marks = _known.MarksOf(head);
        if (ResendsAll || (marks & RowMarks.WasSent) != 0)
        {
            Decide(head, row, RowFate.Send);
        }
        else if (_input.SparedOf(head) is { } spared)
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
            if (_input.WasRead || (held.Sequence.Count >= sequence.Count && !isWhole))
            {
                Release(held, isWhole: false);
            }
            else if (isWhole && _known.MayGoOn(head, sequence))
            {
                Release(held, isWhole: true);
            }
        }
    }

    /// <summary>Takes a row that was accepted as it is written for one that was accepted as it is sent now.</summary>
    private void CarryOver(ImportedRow row)
    {
        OrEndRun(() => _knownLines.AppendOf(RunOf(row.Row), JournalOp.Accepted, row.First, row.Second, row.Content));
        int head = _known.Accept(row.First, row.Second, row.Content);
        _known.NoteRun(head, RunOf(row.Row));
        Decide(head, row, RowFate.Unchanged);
        _known.Mark(head, RowMarks.HasRows);
    }

    private void Decide(int head, ImportedRow row, RowFate fate)
    {
        if (fate == RowFate.Send && !row.Unites)
        {
            _counts.CountChanged(head);
        }
        else if (fate == RowFate.Unchanged)
        {
            _knownLines.Confirm(head, RunOf(row.Row), row.First);
        }

        // What is spared is as if it had been sent: what follows goes on with it.
        _known.Mark(head, fate == RowFate.Send ? RowMarks.WasSent : RowMarks.IsOfThisRun);
        Decide(row, fate);
    }

    /// <summary>Decides what becomes of rows that have waited.</summary>
    /// <param name="held">The rows.</param>
    /// <param name="isWhole">True if they are the whole sequence.</param>
    private void Release(HeldSequence held, bool isWhole)
    {
        _held.Release(held);
        ulong last = _known.LastOf(held.Head);
        bool isKnown = isWhole || held.Rows[0].Content == last;
        if (isKnown && !isWhole)
        {
            // The row that was accepted last, once more: what follows goes on with it alone.
            OrEndRun(() => Append(JournalOp.Shortened, held.Rows[0].First));
            _known.Shorten(held.Head);
        }

        foreach (ImportedRow row in held.Rows)
        {
            isKnown &= isWhole || row.Content == last;
            Decide(held.Head, row, isKnown ? RowFate.Unchanged : RowFate.Send);
        }
    }

    /// <summary>Decides what becomes of rows of which too many wait.</summary>
    private void MakeRoom()
    {
        if (AllRows is null || _runs.HasOlderRuns)
        {
            lock (Gate)
            {
                Release(_held.Oldest!, isWhole: false);
            }

            return;
        }

        _input.LookAhead(AllIdentified());
        lock (Gate)
        {
            while (_held.Oldest is { } held)
            {
                if (_input.SparedOf(held.Head) is null)
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

    private IEnumerable<ImportedRow> AllIdentified()
    {
        foreach (ImportedRow row in AllRows!)
        {
            Identify(row);
            yield return row;
        }
    }
}
