using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// What is known of each user or account, that is, of each set of identifiers that were ever named together: the row that was
/// accepted last and of which run it is, the sequence of rows that it ended, and what the present run did so far. 13 bytes an
/// identifier beside the map's.
/// </summary>
/// <remarks>A set is named by what stands for it in the map. Not safe for several threads, as the map is.</remarks>
internal sealed class KnownRows
{
    private readonly BlockList<ulong> _last = new();
    private readonly BlockList<RowMarks> _marks = new();

    // Where there is more than the last row.
    private readonly Dictionary<int, KnownSequence> _sequences = new();

    // Sets whose sequence is open.
    private readonly List<int> _open = new();

    // Sets that became one when both had rows in this run, which nobody can put in one order afterwards.
    private readonly List<int> _unordered = new();

    /// <summary>Which identifiers are one user's or account's.</summary>
    public IdentityMap Identities { get; } = new();

    /// <summary>Of which runs that is.</summary>
    public IdentityRuns Runs { get; } = new();

    /// <summary>How many lines tell all that is known.</summary>
    public long LineCount => Identities.Count - Identities.SetCount
        + LastCount + ConfirmedCount + Runs.Awaiting.Count + Runs.RunCount + _sequences.Count;

    /// <summary>Of how many it is known which row was accepted last.</summary>
    public int LastCount { get; private set; }

    // Of how many the run is known, and not the row.
    private int ConfirmedCount { get; set; }

    /// <summary>True if a sequence is open.</summary>
    public bool HasOpen => _open.Count > 0;

    /// <summary>True if sets became one when both had rows in this run.</summary>
    public bool HasUnordered => _unordered.Count > 0;

    /// <summary>The row that was accepted last; 0 if nothing is known.</summary>
    public ulong LastOf(int head) => _last[head];

    /// <summary>What this run did so far.</summary>
    public RowMarks MarksOf(int head) => _marks[head];

    /// <summary>Adds marks.</summary>
    public void Mark(int head, RowMarks marks) => _marks[head] |= marks;

    /// <summary>The sequence that the last row ended, if it is more than that row.</summary>
    public bool TryGetSequence(int head, out KnownSequence sequence) => _sequences.TryGetValue(head, out sequence);

    /// <summary>An identifier's number, which is new if nobody has named it.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int Add(ulong key)
    {
        int number = Identities.Add(key);
        _last.Reserve(number);
        _marks.Reserve(number);
        Runs.Reserve(number);
        return number;
    }

    /// <summary>Makes two sets one.</summary>
    /// <param name="kept">The set whose knowledge stays.</param>
    /// <param name="other">The set whose knowledge goes.</param>
    /// <returns>What stands for both.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public int Unite(int kept, int other)
    {
        ulong last = _last[kept];
        RowMarks marks = _marks[kept] & ~RowMarks.IsPlain;
        bool hasSequence = _sequences.TryGetValue(kept, out KnownSequence sequence);
        Clear(kept);
        Clear(other);
        int head = Identities.Unite(kept, other);
        ConfirmedCount -= (Runs[kept] == 0 ? 0 : 1) + (Runs[other] == 0 ? 0 : 1);
        Runs.Unite(kept, other, head);
        ConfirmedCount += Runs[head] == 0 ? 0 : 1;
        SetLast(head, last);
        _marks[head] = marks;
        if (hasSequence)
        {
            _sequences[head] = sequence;
        }

        return head;
    }

    /// <summary>Makes two sets one that both had rows in this run: only what comes last is known of them from now on.</summary>
    public int UniteUnordered(int head, int other)
    {
        RowMarks marks = (_marks[head] | _marks[other]) & ~RowMarks.IsOfThisRun;
        head = Unite(head, other);
        _marks[head] = marks | RowMarks.IsLoose;
        _sequences.Remove(head);
        _unordered.Add(head);
        return head;
    }

    /// <summary>Takes note of a row that was accepted. It goes on with the sequence, unless nothing was known.</summary>
    /// <param name="head">Whose row.</param>
    /// <param name="content">What it says.</param>
    /// <param name="isPlain">True if it names every identifier of the set.</param>
    [MethodImpl(Optimization.AtOnce)]
    public void Accept(int head, ulong content, bool isPlain)
    {
        ulong last = _last[head];
        RowMarks marks = _marks[head] & ~RowMarks.IsFollowing;
        if (last == 0 || (marks & RowMarks.IsLoose) != 0)
        {
            _sequences.Remove(head);
            marks = isPlain ? marks | RowMarks.IsPlain : marks & ~RowMarks.IsPlain;
        }
        else if (last != content)
        {
            KnownSequence sequence = _sequences.TryGetValue(head, out KnownSequence known) ? known : KnownSequence.Of(last);
            _sequences[head] = sequence.With(content) with { IsOpen = true };
            if (!sequence.IsOpen)
            {
                _open.Add(head);
            }

            marks = isPlain ? marks : marks & ~RowMarks.IsPlain;
        }

        SetLast(head, content);
        _marks[head] = (marks & RowMarks.IsLoose) != 0 ? marks : marks | RowMarks.IsOfThisRun;
    }

    /// <summary>Whether a row names all of its set: then it is about one user, whatever an address of the set does elsewhere.</summary>
    public bool NamesAll(int head, ulong second) => Identities.SizeOf(head) == (second == 0 ? 1 : 2);

    /// <summary>Makes the identifiers of a journal's line one; what is known of the first stays.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int Join(ulong first, ulong second, out bool isNew)
    {
        int head = Identities.HeadOf(Add(first));
        int other = second == 0 ? head : Identities.HeadOf(Add(second));
        isNew = head != other;
        return isNew ? Unite(head, other) : head;
    }

    /// <summary>Takes note of a row that was accepted; what it makes one has no order before it.</summary>
    /// <returns>Whose row it was.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public int Accept(ulong first, ulong second, ulong content)
    {
        int head = Join(first, second, out bool isNew);
        if (isNew)
        {
            Forget(head);
        }

        Accept(head, content, NamesAll(head, second));
        return head;
    }

    /// <summary>The sequence that the last row ended, also if it is that row alone.</summary>
    public KnownSequence SequenceOf(int head) =>
        TryGetSequence(head, out KnownSequence sequence) ? sequence : KnownSequence.Of(LastOf(head));

    /// <summary>Whether rows that follow on a whole sequence may be sent alone. Of a closed one that is not plain, sending all of it again
    /// might leave something else than it left: an address may have moved from one user to another in its midst.</summary>
    public bool MayGoOn(int head, KnownSequence sequence) => sequence.IsOpen || (_marks[head] & RowMarks.IsPlain) != 0;

    /// <summary>Notes the run whose input said what was accepted.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public void NoteRun(int head, long run)
    {
        int before = CountConfirmed(head);
        Runs.Note(head, run);
        ConfirmedCount += CountConfirmed(head) - before;
    }

    /// <summary>Forgets what was accepted, since something else may be there now.</summary>
    public void Forget(int head)
    {
        SetLast(head, 0);
        _sequences.Remove(head);
        _marks[head] &= ~(RowMarks.IsOfThisRun | RowMarks.IsFollowing | RowMarks.IsPlain);
    }

    /// <summary>Leaves of a sequence its last row.</summary>
    public void Shorten(int head)
    {
        _sequences.Remove(head);
        _marks[head] &= ~RowMarks.IsPlain;
    }

    /// <summary>Takes note of a whole sequence that ended with the last row.</summary>
    public void SetSequence(int head, KnownSequence sequence, bool isPlain)
    {
        _sequences[head] = sequence;
        _marks[head] = isPlain ? _marks[head] | RowMarks.IsPlain : _marks[head] & ~RowMarks.IsPlain;
        if (sequence.IsOpen)
        {
            _open.Add(head);
        }
    }

    /// <summary>Closes every sequence: the run that sent them came to its end.</summary>
    public void CloseAll()
    {
        foreach (int number in _open)
        {
            int head = Identities.HeadOf(number);
            if (_sequences.TryGetValue(head, out KnownSequence sequence))
            {
                _sequences[head] = sequence with { IsOpen = false };
            }
        }

        _open.Clear();
    }

    /// <summary>The sets of which all rows of this run were accepted, in an order that is not known.</summary>
    public HashSet<int> TakeUnordered()
    {
        HashSet<int> heads = new();
        foreach (int number in _unordered)
        {
            int head = Identities.HeadOf(number);
            if (_last[head] != 0 && (_marks[head] & RowMarks.IsBroken) == 0)
            {
                heads.Add(head);
            }
        }

        _unordered.Clear();
        return heads;
    }

    /// <summary>The sets that have marks.</summary>
    public IReadOnlyList<int> HeadsWith(RowMarks marks)
    {
        List<int> heads = new();
        for (int number = 1; number <= Identities.Count; number++)
        {
            if ((_marks[number] & marks) != 0)
            {
                heads.Add(number);
            }
        }

        return heads;
    }

    /// <summary>How many sets have marks.</summary>
    public int CountWith(RowMarks marks)
    {
        int count = 0;
        for (int number = 1; number <= Identities.Count; number++)
        {
            count += (_marks[number] & marks) != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Begins a run: nothing has happened in it.</summary>
    public void BeginRun()
    {
        for (int number = 1; number <= Identities.Count; number++)
        {
            _marks[number] &= RowMarks.IsPlain;
        }
    }

    private void Clear(int head)
    {
        SetLast(head, 0);
        _marks[head] = RowMarks.None;
        _sequences.Remove(head);
    }

    [MethodImpl(Optimization.AtOnce)]
    private void SetLast(int head, ulong content)
    {
        if (_last[head] == content)
        {
            return;
        }

        int before = CountConfirmed(head);
        LastCount += (content == 0 ? 0 : 1) - (_last[head] == 0 ? 0 : 1);
        _last[head] = content;
        ConfirmedCount += CountConfirmed(head) - before;
    }

    private int CountConfirmed(int head) => _last[head] == 0 && Runs[head] != 0 ? 1 : 0;
}
