using System.Collections.Generic;
using System.Linq;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// The events that a journal knows, by hashes: what became of each, and whether a row of this run is it. Equal events are told apart
/// by how many came before them.
/// </summary>
/// <remarks>Not safe for several threads.</remarks>
internal sealed class KnownEvents
{
    // Marks of a value: a row of this run is the event; the same, for a look at the whole input in between.
    private const ulong IsTaken = 1;
    private const ulong IsForeseen = 2;
    private const int BestRank = 3;

    private readonly JournalTable _table = new();

    // By the table's numbers: the mark of an event, or what a keyed one says.
    private readonly BlockList<ulong> _marks = new();

    // The mark of rows that are looked at.
    private ulong _seen = IsTaken;

    /// <summary>True if the input holds only rows that an earlier run did not get in: each stands for one of those.</summary>
    public bool TakesLeftovers { get; set; }

    /// <summary>How many there are.</summary>
    public int Count => _table.Count;

    /// <summary>The numbers of those that were recorded, or may have been.</summary>
    public IEnumerable<int> Recorded =>
        _table.Entries().Where(entry => new KnownEvent(entry.Value).IsRecorded).Select(entry => _table.NumberOf(entry.Key));

    /// <summary>What is known of the event with a key.</summary>
    public KnownEvent this[ulong key] => new(_table[key]);

    /// <summary>What is known of the event with a number.</summary>
    public KnownEvent At(int number) => new(_table.ValueOf(number));

    /// <summary>The mark of the event with a number, or what a keyed one says.</summary>
    public ulong MarkAt(int number) => _marks[number];

    /// <summary>The number of an event.</summary>
    public int NumberOf(ulong key) => _table.NumberOf(key);

    /// <summary>The key of the n-th of equal events: a hash of its own, with the free bits clear and never 0.</summary>
    public static ulong KeyOf(ulong content, int number)
    {
        ulong mixed = content + ((ulong)number * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed = (mixed ^ (mixed >> 31)) & RowRules.ContentMask;
        return mixed == 0 ? 1UL << RecordHash.FreeBits : mixed;
    }

    /// <summary>Prepares for such lines.</summary>
    public void Prefetch(ulong[] keys) => _table.Prefetch(keys);

    /// <summary>Takes a line that an earlier run wrote.</summary>
    public void Load(JournalOp op, ulong key, ulong mark, ulong content) => Set(key, mark, KnownEvent.Of(
        op switch
        {
            JournalOp.Accepted => EventState.Accepted,
            JournalOp.Refused => EventState.Refused,
            _ => EventState.Uncertain,
        },
        content));

    /// <summary>What is known, as lines.</summary>
    public IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in _table.Entries())
        {
            KnownEvent known = new(entry.Value);
            JournalOp? op = known.State switch
            {
                EventState.Accepted => JournalOp.Accepted,
                EventState.Uncertain => JournalOp.Uncertain,
                EventState.Refused => JournalOp.Refused,
                _ => null,
            };
            if (op is { } line)
            {
                yield return (line, entry.Key, _marks[_table.NumberOf(entry.Key)], known.Content);
            }
        }
    }

    /// <summary>Keeps what became of an event.</summary>
    public void Keep(ulong key, ulong mark, EventState state, ulong content) =>
        Set(key, mark, new KnownEvent(KnownEvent.Of(state, content).Value | (_table[key] & (IsTaken | IsForeseen))));

    /// <summary>Keeps by what reading those were recorded of which that is not known.</summary>
    public void KeepReading(int number)
    {
        foreach (KeyValuePair<ulong, ulong> entry in _table.Entries().Where(entry => new KnownEvent(entry.Value).Reading == 0).ToList())
        {
            _table[entry.Key] = entry.Value | KnownEvent.Of(EventState.None, (ulong)number).Value;
        }
    }

    /// <summary>A row is the event.</summary>
    public void See(ulong key) => _table[key] |= _seen;

    /// <summary>Whether a row was the event.</summary>
    public bool IsSeen(ulong key) => (_table[key] & _seen) != 0;

    /// <summary>Whether nothing is known of the event, and no row was it.</summary>
    public bool IsNew(ulong key) => !IsSeen(key) && this[key].State == EventState.None;

    /// <summary>Whether an event was recorded, or may have been, and no row was it.</summary>
    public bool IsLeftOver(int number) => (_table.ValueOf(number) & _seen) == 0 && At(number).IsRecorded;

    /// <summary>Forgets which events rows were.</summary>
    public void ForgetSeen()
    {
        foreach (KeyValuePair<ulong, ulong> entry in _table.Entries().Where(entry => (entry.Value & _seen) != 0).ToList())
        {
            _table[entry.Key] = entry.Value & ~_seen;
        }
    }

    /// <summary>Begins a look at the whole input, in which it is as if no row of it had been taken.</summary>
    public void BeginLookAhead() => _seen = IsForeseen;

    /// <summary>Ends it: rows are again what they were before.</summary>
    public void EndLookAhead()
    {
        ForgetSeen();
        _seen = IsTaken;
    }

    /// <summary>Which of the equal events a row is: of those that no row of this run was yet, the one that stands for it best.</summary>
    /// <param name="content">What the event says.</param>
    /// <param name="isKnown">True to choose among the events that the journal knows.</param>
    /// <param name="reading">The reading that the event was recorded by; 0 for one that the journal does not say, null for any.</param>
    /// <returns>Null if it knows none that is left.</returns>
    public ulong? Choose(ulong content, bool isKnown, int? reading = null)
    {
        ulong? best = null;
        for (int number = 0; best is null || !IsBest(best.Value); number++)
        {
            ulong key = KeyOf(content, number);
            ulong value = _table[key];
            if (value == 0)
            {
                // Where none of the equal events is left over, the row is a new one.
                return best ?? (isKnown ? (ulong?)null : key);
            }

            if ((value & _seen) == 0
                && (reading is null || new KnownEvent(value).Reading == reading)
                && (best is null || RankOf(key) > RankOf(best.Value)))
            {
                best = key;
            }
        }

        return best;
    }

    /// <summary>Whether a key is one of equal events that say something.</summary>
    public bool IsOneOf(ulong content, ulong key)
    {
        int number = 0;
        while (_table[KeyOf(content, number)] != 0)
        {
            if (KeyOf(content, number++) == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no event can stand better for a row.</summary>
    public bool IsBest(ulong key) => RankOf(key) == BestRank;

    /// <summary>How well an event stands for a row. A row of a file is one that was recorded, before one that may have been, before one
    /// that surely was not: else an equal row would be sent in the place of that one, and the recorded one left over. A leftover is one
    /// that surely was not recorded, before one that may have been.</summary>
    public int RankOf(ulong key) => this[key].State switch
    {
        EventState.None => 0,
        EventState.Uncertain => 2,
        EventState.Refused => TakesLeftovers ? BestRank : 1,
        _ => TakesLeftovers ? 1 : BestRank,
    };

    private void Set(ulong key, ulong mark, KnownEvent known)
    {
        // A number also for what nothing is known of yet.
        _table[key] = known.Value | IsTaken;
        _table[key] = known.Value;
        int number = _table.NumberOf(key);
        _marks.Reserve(number);
        _marks[number] = mark;
    }
}
