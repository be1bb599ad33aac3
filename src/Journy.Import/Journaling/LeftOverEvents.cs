using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>
/// Recorded events that no row of this run was so far, of readings by which rows are not recognised any more: a row that nothing
/// recognises may be one of them, and would count once more.
/// </summary>
internal sealed class LeftOverEvents
{
    // What is known best comes first, since a row counts once, however many events are like it.
    private static readonly EventLikeness[] BestFirst = { EventLikeness.WhoWhatWhen, EventLikeness.When, EventLikeness.None };

    private readonly KnownEvents _events;
    private readonly EventReadings _readings;
    private readonly UnnumberedEvents _unnumbered;

    // Those that rows of a pipe were taken for, and are sent again, by number.
    private readonly HashSet<int> _again = new();
    private Queue<int>? _unmarked;
    private MarkIndex? _alike;
    private MarkIndex? _atOnce;

    public LeftOverEvents(KnownEvents events, EventReadings readings, UnnumberedEvents unnumbered)
    {
        _events = events;
        _readings = readings;
        _unnumbered = unnumbered;
    }

    /// <summary>How many of them would be sent again.</summary>
    /// <param name="records">All rows of the input that nothing recognises.</param>
    public long CountAmong(IEnumerable<BoundRecord> records)
    {
        JournalTable alike = new();
        JournalTable atOnce = new();
        long fresh = 0;
        foreach (BoundRecord record in records)
        {
            fresh++;
            foreach (ulong mark in _readings.MarksOf(record))
            {
                alike[mark]++;
                atOnce[mark & RecordHash.WhenMask]++;
            }
        }

        long found = 0;
        foreach (ulong mark in MarksOf(EventLikeness.WhoWhatWhen))
        {
            if (Reduce(alike, mark))
            {
                found++;
                Reduce(atOnce, mark & RecordHash.WhenMask);
            }
        }

        found += MarksOf(EventLikeness.When).Count(mark => Reduce(atOnce, mark & RecordHash.WhenMask));
        return Math.Min(fresh, found + MarksOf(EventLikeness.None).LongCount());
    }

    /// <summary>Whether a row of a pipe that nothing recognises may be one of them. The next row that is like it is another one.</summary>
    public bool TryTake(BoundRecord record)
    {
        if (_unnumbered.Possible.Count > 0)
        {
            // Any of those that are left over.
            int left = _events.Recorded.FirstOrDefault(number => IsLeft(number) && _events.At(number).Reading == 0);
            _unnumbered.IsUnsure = left != 0;
            if (left != 0)
            {
                return _again.Add(left);
            }
        }

        EventLikeness[] likenesses = _readings.Likenesses;
        foreach (EventLikeness likeness in BestFirst)
        {
            if (likenesses.Contains(likeness) && Find(record, likenesses, likeness) is not 0 and var found)
            {
                return _again.Add(found);
            }
        }

        return FindUnmarked(likenesses) is not 0 and var unmarked && _again.Add(unmarked);
    }

    private static bool Reduce(JournalTable counts, ulong mark)
    {
        if (counts[mark] == 0)
        {
            return false;
        }

        counts[mark]--;
        return true;
    }

    /// <summary>The marks of those that can be found by a likeness.</summary>
    private IEnumerable<ulong> MarksOf(EventLikeness wanted)
    {
        EventLikeness[] likenesses = _readings.Likenesses;
        foreach (int number in _events.Recorded)
        {
            KnownEvent known = _events.At(number);
            if (known.IsKeyed || known.Reading == 0 || !_events.IsLeftOver(number))
            {
                continue;
            }

            ulong mark = _events.MarkAt(number);
            bool isUnsure = _unnumbered.IsUnsure && known.Reading == _unnumbered.Number;
            EventLikeness likeness = isUnsure ? EventLikeness.None : likenesses[known.Reading - 1];
            if (wanted == (likeness != EventLikeness.Same && mark == 0 ? EventLikeness.None : likeness))
            {
                yield return mark;
            }
        }
    }

    private int Find(BoundRecord record, EventLikeness[] likenesses, EventLikeness likeness)
    {
        IEnumerable<int> numbers = likeness switch
        {
            EventLikeness.WhoWhatWhen => _readings.MarksOf(record).SelectMany((_alike ??= IndexBy(ulong.MaxValue)).Find),
            EventLikeness.When => _readings.MarksOf(record).SelectMany((_atOnce ??= IndexBy(RecordHash.WhenMask)).Find),
            _ => _events.Recorded,
        };
        return numbers.FirstOrDefault(number =>
            IsLeft(number)
            && _events.At(number).Reading is > 0 and var reading
            && reading <= likenesses.Length
            && likenesses[reading - 1] == likeness);
    }

    /// <summary>An event of 0.1.0, which has no mark that it could be found by: any of those that are left may be the row.</summary>
    private int FindUnmarked(EventLikeness[] likenesses)
    {
        if (likenesses.All(likeness => likeness == EventLikeness.Same))
        {
            return 0;
        }

        _unmarked ??= new Queue<int>(_events.Recorded.Where(number => _events.At(number).Reading > 0 && _events.MarkAt(number) == 0));
        while (_unmarked.Count > 0 && !IsLeft(_unmarked.Peek()))
        {
            _unmarked.Dequeue();
        }

        return _unmarked.Count > 0 && likenesses[_events.At(_unmarked.Peek()).Reading - 1] != EventLikeness.Same ? _unmarked.Peek() : 0;
    }

    private bool IsLeft(int number) => _events.IsLeftOver(number) && !_again.Contains(number);

    private MarkIndex IndexBy(ulong mask)
    {
        MarkIndex index = new(mask);
        foreach (int number in _events.Recorded.Where(number => !_events.At(number).IsKeyed && _events.MarkAt(number) != 0))
        {
            index.Add(number, _events.MarkAt(number));
        }

        return index;
    }
}
