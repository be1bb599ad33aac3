using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// Events: each is recorded once. Equal rows are told apart by how many came before them. What was under way when a run was cut
/// off is neither sent again nor taken for recorded.
/// </summary>
internal sealed class EventRules : RowRules
{
    // A value of the table: whether a row of this run is the event, its state, and the reading that it was recorded by.
    private const ulong WasSeen = 1;

    // Another mark like that, for a look at the whole input in between.
    private const ulong WasForeseen = 2;
    private const ulong IsRefused = 1UL << RecordHash.FreeBits;
    private const ulong IsUncertain = 2UL << RecordHash.FreeBits;
    private const ulong IsAccepted = 3UL << RecordHash.FreeBits;
    private const ulong StateMask = IsAccepted;
    private const int ReadingBits = 8;
    private const int MostReadings = (1 << 24) - 1;

    // Beside the reading: the event is known by its key, and what it says stands where others have their mark.
    private const ulong IsKeyedEvent = 1UL << 24;

    private readonly List<EventReading> _readings = new();

    // By the table's numbers: the mark of an event, or what a keyed one says.
    private readonly BlockList<ulong> _marks = new();
    private readonly Dictionary<EventReading, EventView> _views = new();
    private readonly Dictionary<ulong, OpenEvent> _open = new();

    // Of those, the ones that rows of this run are, or were when they were shorter.
    private readonly HashSet<ulong> _openSeen = new();
    private readonly List<long> _grownLines = new();

    // By the table's numbers: recorded events that rows of a pipe were taken for, and are sent again.
    private readonly HashSet<int> _again = new();
    private readonly IJournalLines? _writes;
    private EventView? _view;
    private MarkIndex? _alike;
    private MarkIndex? _atOnce;

    // The mark of rows that are looked at.
    private ulong _seen = WasSeen;

    // Open events that a row of the input still is; null if nobody has looked.
    private HashSet<ulong>? _standing;

    // The readings by which 0.1.0 may have recorded the events of a pipe, as long as nobody knows by which, the likeliest first.
    private readonly List<EventReading> _first = new();
    private bool _hasSought;

    public EventRules(IJournalLines? lines)
        : base(lines) => _writes = lines;

    /// <summary>True where the input holds only rows that an earlier run did not get in: each stands for one of those.</summary>
    public bool TakesLeftovers { get; set; }

    /// <summary>True where the user sends events of which nobody knows whether they were recorded.</summary>
    public bool SendsUncertain { get; set; }

    /// <summary>True for rows that are seen once and as they come: whether a row was recorded by another reading shows row by row.</summary>
    public bool IsPiped { get; set; }

    /// <summary>True where a key makes a row one event, whatever else it holds.</summary>
    public bool IsKeyed { get; set; }

    /// <summary>How many rows have the key of another event of this run or an earlier one, and say something else.</summary>
    public long OtherwiseCount { get; private set; }

    /// <summary>The line of the first of them.</summary>
    public long OtherwiseLine { get; private set; }

    /// <summary>The lines of rows that were sent before they had their line end, and are longer now.</summary>
    public IReadOnlyList<long> GrownLines => _grownLines;

    /// <summary>Whether events were sent for rows without a line end that may be longer now.</summary>
    public bool HasOpen => _open.Count > 0;

    /// <summary>True if every row of the input was seen, and could be read: what none of them is, is not there any more.</summary>
    public bool SawAll { get; set; }

    /// <summary>Told of an event that is sent for a row without a line end, before it is sent.</summary>
    public Action<OpenEvent> KeepOpen { get; set; } = _ => { };

    /// <summary>Told of such an event whose row has its line end, or is another one now: no row can be it any more.</summary>
    public Action<OpenEvent> DropOpen { get; set; } = _ => { };

    /// <summary>The hash of the input's name.</summary>
    public string Input { get; set; } = string.Empty;

    /// <summary>True if nobody knows by what reading the events were recorded of which the journal does not say it: any of them may be
    /// a row that nothing recognises.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>How many recorded events may be sent again as new ones.</summary>
    public long MostAgain { get; set; }

    /// <summary>How many rows of a pipe were taken for new ones that may have been recorded by another reading.</summary>
    public long Again { get; private set; }

    /// <summary>Why the run ends before its input; null if it does not.</summary>
    public JournyInputException? Refusal { get; private set; }

    /// <summary>What to say when a row of a pipe may have been recorded before and may not be sent again.</summary>
    public Func<ImportedRow, JournyInputException> Refuse { get; set; } = _ => throw new InvalidOperationException("Nobody says why a row may not be sent.");

    /// <summary>Told of a reading by which events are recorded for the first time, with its number.</summary>
    public Action<int, EventReading> KeepReading { get; set; } = (_, _) => { };

    /// <summary>Told that it is known by what reading 0.1.0 recorded the events of a pipe.</summary>
    public Action KeepFirst { get; set; } = () => { };

    /// <summary>The readings that events were recorded by, in their order.</summary>
    public IReadOnlyList<EventReading> Readings => _readings;

    /// <summary>How many events the journal has that were recorded or may have been.</summary>
    public long RecordedCount
    {
        get
        {
            lock (Gate)
            {
                return Table.Entries().Count(entry => IsRecorded(entry.Value));
            }
        }
    }

    /// <inheritdoc/>
    public override IdentityMap Identities { get; } = new();

    /// <inheritdoc/>
    public override long LiveLines => Table.Count;

    /// <summary>Takes a reading that an earlier run kept.</summary>
    public void Load(EventReading reading) => _readings.Add(reading);

    /// <summary>Takes an event that an earlier run sent for a row without a line end.</summary>
    public void Load(OpenEvent open) => _open[open.Key] = open;

    /// <summary>The reading of events of which the journal does not say it; 0 if nobody has said it yet.</summary>
    public int UnnumberedReading { get; private set; }

    /// <summary>Whether there are recorded events of which the journal does not say by what reading.</summary>
    public bool HasUnnumbered
    {
        get
        {
            lock (Gate)
            {
                return Table.Entries().Any(entry => IsRecorded(entry.Value) && ReadingOf(entry.Value) == 0);
            }
        }
    }

    /// <summary>Says by what reading the events were recorded of which the journal does not say it.</summary>
    public void UseForUnnumbered(int number)
    {
        UnnumberedReading = number;
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries().Where(entry => ReadingOf(entry.Value) == 0).ToList())
        {
            Table[entry.Key] = entry.Value | ((ulong)number << ReadingBits);
        }
    }

    /// <summary>Goes through the whole input for the reading by which most of its rows are recorded events. If no row is one, the rules
    /// are unsure.</summary>
    public EventReading FindFirst(IReadOnlyList<EventReading> readings)
    {
        int[] found = new int[readings.Count];
        Reread!(row =>
        {
            lock (Gate)
            {
                for (int index = 0; index < found.Length; index++)
                {
                    found[index] += IsRecorded(Table[KeyOf(Hash.EventOf(row.Record, readings[index]), 0)]) ? 1 : 0;
                }
            }
        });
        IsUnsure |= found.Max() == 0;
        return readings[Array.IndexOf(found, found.Max())];
    }

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content) => Set(
        first,
        second,
        (content << ReadingBits) | op switch
        {
            JournalOp.Accepted => IsAccepted,
            JournalOp.Refused => IsRefused,
            _ => IsUncertain,
        });

    /// <summary>Says by what reading the rows that follow are read.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="binder">What reads them.</param>
    /// <param name="names">Their columns.</param>
    public void Use(EventReading reading, RecordBinder binder, IReadOnlyList<string> names)
    {
        if (!_views.TryGetValue(reading, out EventView? view))
        {
            view = new EventView(reading, binder, names, other => EventReading.Of(other, names, Hash, Journal.RulesOfReading, isText: !IsPiped));
            _views.Add(reading, view);
        }

        _view = view;
    }

    /// <summary>The present reading; null if nobody has said it.</summary>
    public EventReading? Reading => _view?.Reading;

    /// <summary>Whether events were recorded by readings that the present one does not contain, or may have been.</summary>
    public bool HasOtherReadings => _view is not null && _view.LikenessesTo(_readings).Any(likeness => likeness != EventLikeness.Same);

    /// <summary>The newest reading that the present one does not contain; null if there is none.</summary>
    public EventReading? OtherReading
    {
        get
        {
            int index = _view is null ? -1 : Array.FindLastIndex(_view.LikenessesTo(_readings), likeness => likeness != EventLikeness.Same);
            return index < 0 ? null : _readings[index];
        }
    }

    /// <summary>Goes through the whole input and counts the recorded events that would be sent again as new ones, because what makes
    /// them what they are has changed. Takes no row.</summary>
    /// <param name="rows">Hands on every row that can be sent.</param>
    public long CountAgain(Action<Action<ImportedRow>> rows)
    {
        JournalTable alike = new();
        JournalTable atOnce = new();
        long fresh = 0;
        rows(row =>
        {
            lock (Gate)
            {
                Identify(row);
                if ((Table[row.First] & (StateMask | WasSeen)) == 0 && row.Content == 0)
                {
                    fresh++;
                    foreach (ulong mark in MarksOf(row.Record))
                    {
                        alike[mark]++;
                        atOnce[mark & RecordHash.WhenMask]++;
                    }
                }

                Table[row.First] |= WasSeen;
            }
        });

        long found = 0;
        long unsure = 0;
        lock (Gate)
        {
            // What is known best comes first, since a row counts once, however many events are like it.
            foreach (ulong mark in LeftOver(EventLikeness.WhoWhatWhen))
            {
                if (Reduce(alike, mark))
                {
                    found++;
                    Reduce(atOnce, mark & RecordHash.WhenMask);
                }
            }

            found += LeftOver(EventLikeness.When).Count(mark => Reduce(atOnce, mark & RecordHash.WhenMask));
            unsure = LeftOver(EventLikeness.None).LongCount();
            foreach (KeyValuePair<ulong, ulong> entry in Table.Entries().ToList())
            {
                Table[entry.Key] = entry.Value & ~WasSeen;
            }
        }

        return Math.Min(fresh, found + unsure);
    }

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        lock (Gate)
        {
            return (Table[KeyOf(IsKeyed ? Hash.EventKeyOf(row.Record.EventKey!) : Hash.EventOf(row.Record), 0)] & WasSeen) != 0;
        }
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        ulong state;
        bool isAgain;
        bool isRepeated = false;
        lock (Gate)
        {
            SeekFirst();
            Identify(row);
            Narrow(row);
            state = Table[row.First] & StateMask;
            if (row.HasGrown)
            {
                _grownLines.Add(row.Row.Line);
            }
            else if (IsKeyed)
            {
                isRepeated = (Table[row.First] & WasSeen) != 0;
                state = TakeKeyed(row, state, isRepeated);
            }

            isAgain = state == 0 && !ResendsAll && WasRecordedElse(row);
            Table[row.First] |= WasSeen;
        }

        if (isAgain && ++Again > MostAgain)
        {
            Refusal ??= Refuse(row);
            Decided(row, RowFate.Stop);
            return;
        }

        RowFate fate = state switch
        {
            _ when isRepeated => RowFate.Unchanged,
            _ when ResendsAll => RowFate.Send,
            IsAccepted => RowFate.Unchanged,
            IsUncertain when !SendsUncertain => RowFate.Unknown,
            _ => RowFate.Send,
        };
        if (fate == RowFate.Send && _view is not null)
        {
            // An event that is tried again stays what the journal knows it by, also where that is not known yet.
            bool isKnown = !IsKeyed && (Table[row.First] & StateMask) != 0;
            row.Content = (uint)(isKnown ? ReadingOf(Table[row.First]) : NumberOf(_view)) | (IsKeyed ? IsKeyedEvent : 0);
        }

        NoteOpen(row, isRepeated);
        Decided(row, fate);
    }

    /// <inheritdoc/>
    public override void Begin(ImportedRow row)
    {
        if (!row.IsUnderWay)
        {
            Note(row, JournalOp.Sending, IsUncertain);
            row.IsUnderWay = true;
        }
    }

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end)
    {
        if (!row.IsUnderWay)
        {
            return;
        }

        switch (end)
        {
            case RowEnd.Accepted:
                Note(row, JournalOp.Accepted, IsAccepted);
                break;
            case RowEnd.Refused or RowEnd.Partial:
                Note(row, JournalOp.Refused, IsRefused);
                break;
            default:
                Note(row, JournalOp.Uncertain, IsUncertain);
                break;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            JournalOp? op = (entry.Value & StateMask) switch
            {
                IsAccepted => JournalOp.Accepted,
                IsUncertain => JournalOp.Uncertain,
                IsRefused => JournalOp.Refused,
                _ => null,
            };
            if (op is { } known)
            {
                yield return (known, entry.Key, _marks[Table.NumberOf(entry.Key)], entry.Value >> ReadingBits);
            }
        }
    }

    // The n-th of equal events: a hash of its own, with the free bits clear and never 0.
    private static ulong KeyOf(ulong content, int number)
    {
        ulong mixed = content + ((ulong)number * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed = (mixed ^ (mixed >> 31)) & ContentMask;
        return mixed == 0 ? 1UL << RecordHash.FreeBits : mixed;
    }

    private static bool IsRecorded(ulong value) => (value & StateMask) is IsAccepted or IsUncertain;

    private static bool IsKeyedValue(ulong value) => ((value >> ReadingBits) & IsKeyedEvent) != 0;

    // 0 for events of a journal that does not say.
    private static int ReadingOf(ulong value) => (int)((value >> ReadingBits) & MostReadings);

    private static bool Reduce(JournalTable counts, ulong mark)
    {
        if (counts[mark] == 0)
        {
            return false;
        }

        counts[mark]--;
        return true;
    }

    /// <summary>The marks of recorded events that no row was so far, of readings of which they can be found by a likeness.</summary>
    private IEnumerable<ulong> LeftOver(EventLikeness wanted)
    {
        EventLikeness[] likenesses = _view!.LikenessesTo(_readings);
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            int reading = ReadingOf(entry.Value);
            if (!IsRecorded(entry.Value) || (entry.Value & WasSeen) != 0 || IsKeyedValue(entry.Value) || reading == 0)
            {
                continue;
            }

            ulong mark = _marks[Table.NumberOf(entry.Key)];
            EventLikeness likeness = IsUnsure && reading == UnnumberedReading ? EventLikeness.None : likenesses[reading - 1];
            if (wanted == (likeness != EventLikeness.Same && mark == 0 ? EventLikeness.None : likeness))
            {
                yield return mark;
            }
        }
    }

    /// <summary>What a row has in common with what may be the same event, read now or as it was read with other times.</summary>
    private IEnumerable<ulong> MarksOf(BoundRecord record) => _view!.ReadAll(record, _readings).Select(Hash.MarkOf).Distinct();

    /// <summary>What a row says, as an earlier reading knew it.</summary>
    private ulong EventOf(BoundRecord record, EventReading known) => Hash.EventOf(_view?.Read(record, known) ?? record, known);

    /// <summary>Finds the event that a row is: by what the row says, else by what it said before it had its line end.</summary>
    private void Identify(ImportedRow row)
    {
        FindByKeyOrContent(row);
        if (IsNew(row) && FindGrown(row) is { } open)
        {
            row.HasGrown = true;
            if (IsKeyed)
            {
                Table[row.First] |= WasSeen;
            }

            row.First = open.Key;
            row.Content = 0;
        }
        else if (row.Content != 0)
        {
            Table[row.Content] |= WasSeen;
        }
    }

    private bool IsNew(ImportedRow row) => (Table[row.First] & (StateMask | WasSeen)) == 0 && row.Content == 0;

    /// <summary>The event that was recorded for the row when it was shorter, wherever it stood; null if none was, or another row is
    /// it.</summary>
    private OpenEvent? FindGrown(ImportedRow row)
    {
        if (row.Row.Text is not { } text || _open.Count == 0 || ResendsAll || TakesLeftovers)
        {
            return null;
        }

        foreach (IGrouping<int, OpenEvent> open in _open.Values.Where(open => open.Length < text.Length).GroupBy(open => open.Length).OrderByDescending(open => open.Key))
        {
            string digest = Hash.DigestOf(text.Substring(0, open.Key));
            if (open.FirstOrDefault(one => one.Digest == digest && IsLeftOver(one.Key)) is { } grown)
            {
                return grown;
            }
        }

        return null;
    }

    /// <summary>Whether an open event was recorded, and no row of the input is it.</summary>
    private bool IsLeftOver(ulong open) => IsRecorded(Table[open]) && (Table[open] & WasSeen) == 0 && !(_standing ??= FindStanding()).Contains(open);

    /// <summary>Goes through the whole input for the open events that rows of it still are. Seldom needed: only for a row that begins as
    /// one of them did.</summary>
    private HashSet<ulong> FindStanding()
    {
        _seen = WasForeseen;
        try
        {
            Reread!(row =>
            {
                FindByKeyOrContent(row);
                foreach (ulong key in new[] { row.First, row.Content })
                {
                    Table[key] |= (Table[key] & StateMask) == 0 ? 0 : WasForeseen;
                }
            });
            return new HashSet<ulong>(_open.Keys.Where(open => (Table[open] & WasForeseen) != 0));
        }
        finally
        {
            _seen = WasSeen;
            foreach (KeyValuePair<ulong, ulong> entry in Table.Entries().Where(entry => (entry.Value & WasForeseen) != 0).ToList())
            {
                Table[entry.Key] = entry.Value & ~WasForeseen;
            }
        }
    }

    /// <summary>Keeps that an event was sent for a row without a line end, and drops that if the row has its line end.</summary>
    private void NoteOpen(ImportedRow row, bool isRepeated)
    {
        if (row.Row.Text is not { } text)
        {
            return;
        }

        if (row.Row.IsOpen && !row.HasGrown && !isRepeated)
        {
            OpenEvent open = new(row.First, text.Length, Hash.DigestOf(text), Input);
            if (!_open.TryGetValue(open.Key, out OpenEvent? known) || known != open)
            {
                Load(open);
                KeepOpen(open);
            }
        }

        if (row.Row.IsOpen || row.HasGrown)
        {
            _openSeen.Add(row.First);
        }
        else
        {
            Drop(row.First);
        }
    }

    private void Drop(ulong key)
    {
        if (_open.TryGetValue(key, out OpenEvent? open))
        {
            _open.Remove(key);
            DropOpen(open);
        }
    }

    /// <inheritdoc/>
    public override void Conclude()
    {
        foreach (OpenEvent open in SawAll ? _open.Values.Where(open => open.Input == Input && !_openSeen.Contains(open.Key)).ToList() : new List<OpenEvent>())
        {
            Drop(open.Key);
        }

        if (_first.Count > 0 && Again > 0)
        {
            // The user let them count again: no other reading will show.
            Load(_first[0]);
            UseForUnnumbered(_readings.Count);
            KeepFirst();
        }
    }

    /// <summary>Finds the event that a row is: by all that it says, else by what an earlier reading knew of it.</summary>
    private void FindByKeyOrContent(ImportedRow row)
    {
        if (IsKeyed)
        {
            row.First = KeyOf(Hash.EventKeyOf(row.Record.EventKey!), 0);
            if ((Table[row.First] & (StateMask | _seen)) != 0)
            {
                return;
            }
        }

        ulong key = row.First;
        FindByContent(row);

        // By what it says it is known only where an import without the key recorded it.
        row.Content = 0;
        if (IsKeyed)
        {
            row.Content = IsRecorded(Table[row.First]) && !IsKeyedValue(Table[row.First]) ? row.First : 0;
            row.First = key;
        }
    }

    /// <summary>Takes a row with a key: one that an import without the key recorded is known by its key from now on.</summary>
    /// <returns>The state of its event.</returns>
    private ulong TakeKeyed(ImportedRow row, ulong state, bool isRepeated)
    {
        ulong says = Hash.EventOf(row.Record);
        if (row.Content != 0)
        {
            ulong earlier = Table[row.Content];
            state = earlier & StateMask;
            row.Content = (uint)(_view is null || state != IsAccepted ? ReadingOf(earlier) : NumberOf(_view)) | IsKeyedEvent;
            row.Second = says;
            Append(state == IsAccepted ? JournalOp.Accepted : JournalOp.Uncertain, row, row.Content);
            Set(row.First, says, state | (row.Content << ReadingBits));
            return state;
        }

        row.Second = says;
        int number = Table.NumberOf(row.First);
        if (isRepeated || IsRecorded(Table[row.First]))
        {
            int reading = ReadingOf(Table[row.First]);
            ulong known = _marks[number];
            if (known != says && (reading == 0 || reading > _readings.Count || EventOf(row.Record, _readings[reading - 1]) != known))
            {
                OtherwiseLine = OtherwiseCount++ == 0 ? row.Row.Line : OtherwiseLine;
            }
        }
        else
        {
            Set(row.First, says, Table[row.First]);
        }

        return state;
    }

    private void FindByContent(ImportedRow row)
    {
        BoundRecord record = row.Record;
        ulong content = Hash.EventOf(record);
        ulong first = Choose(content, isKnown: false)!.Value;

        // Earlier versions sent white space around identifiers, and knew the row by it: trimmed it would count once more.
        if (record.IsTrimmed && Choose(Hash.EventOf(record, record.WrittenUser, record.WrittenAccount), isKnown: true) is { } written
            && RankOf(written) >= RankOf(first))
        {
            first = written;
        }

        for (int number = _readings.Count; number > 0 && RankOf(first) < BestRank; number--)
        {
            ulong known = EventOf(record, _readings[number - 1]);
            if (known != content && Choose(known, isKnown: true, number) is { } earlier && RankOf(earlier) > RankOf(first))
            {
                first = earlier;
            }
        }

        for (int index = 0; index < _first.Count && RankOf(first) < BestRank; index++)
        {
            if (Choose(Hash.EventOf(record, _first[index]), isKnown: true, reading: 0) is { } earlier && RankOf(earlier) > RankOf(first))
            {
                first = earlier;
            }
        }

        row.First = first;
        row.Second = Hash.MarkOf(record);
    }

    private const int BestRank = 3;

    /// <summary>How well an event stands for a row. A row of a file is one that was recorded, before one that may have been, before one
    /// that surely was not: else an equal row would be sent in the place of that one, and the recorded one left over. A leftover is one
    /// that surely was not recorded, before one that may have been.</summary>
    private int RankOf(ulong key) => (Table[key] & StateMask) switch
    {
        0 => 0,
        IsUncertain => 2,
        IsRefused => TakesLeftovers ? BestRank : 1,
        _ => TakesLeftovers ? 1 : BestRank,
    };

    /// <summary>Whether a row that nothing recognises may be an event that another reading recorded, and that no row of this run was.
    /// Only rows of a pipe are asked: a file is counted before.</summary>
    private bool WasRecordedElse(ImportedRow row)
    {
        if (!IsPiped || _view is null || TakesLeftovers)
        {
            return false;
        }

        if (_first.Count > 0)
        {
            // Any of those that are left over.
            int left = Table.Entries().Select(entry => Table.NumberOf(entry.Key)).FirstOrDefault(number =>
                Table.ValueOf(number) is var value && (value & WasSeen) == 0 && IsRecorded(value) && ReadingOf(value) == 0 && !_again.Contains(number));
            IsUnsure = left != 0;
            if (left != 0)
            {
                return _again.Add(left);
            }
        }

        EventLikeness[] likenesses = _view.LikenessesTo(_readings);
        int found = 0;
        if (likenesses.Contains(EventLikeness.WhoWhatWhen))
        {
            MarkIndex alike = _alike ??= IndexBy(ulong.MaxValue);
            found = MarksOf(row.Record).SelectMany(alike.Find).FirstOrDefault(number => IsElse(number, likenesses, EventLikeness.WhoWhatWhen));
        }

        if (found == 0 && likenesses.Contains(EventLikeness.When))
        {
            MarkIndex atOnce = _atOnce ??= IndexBy(RecordHash.WhenMask);
            found = MarksOf(row.Record).SelectMany(atOnce.Find).FirstOrDefault(number => IsElse(number, likenesses, EventLikeness.When));
        }

        if (found == 0 && likenesses.Contains(EventLikeness.None))
        {
            found = Table.Entries().Select(entry => Table.NumberOf(entry.Key)).FirstOrDefault(number => IsElse(number, likenesses, EventLikeness.None));
        }

        // The next row that is like it is another one.
        return found != 0 && _again.Add(found);
    }

    private bool IsElse(int number, EventLikeness[] likenesses, EventLikeness likeness)
    {
        ulong value = Table.ValueOf(number);
        return (value & WasSeen) == 0 && IsRecorded(value) && !_again.Contains(number) && ReadingOf(value) is > 0 and var reading
            && reading <= likenesses.Length && likenesses[reading - 1] == likeness;
    }

    private MarkIndex IndexBy(ulong mask)
    {
        MarkIndex index = new(mask);
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            int number = Table.NumberOf(entry.Key);
            if (IsRecorded(entry.Value) && !IsKeyedValue(entry.Value) && _marks[number] != 0)
            {
                index.Add(number, _marks[number]);
            }
        }

        return index;
    }

    /// <summary>Takes note, before the first row, if nobody knows by what reading 0.1.0 recorded the events of a pipe.</summary>
    private void SeekFirst()
    {
        if (!_hasSought)
        {
            _hasSought = true;
            if (IsPiped && _view is not null && !ResendsAll && !TakesLeftovers && UnnumberedReading == 0 && HasUnnumbered)
            {
                _first.AddRange(ChangedReadings.FirstReadings(_view.Reading, _view.MetadataNames));
                IsUnsure = true;
            }
        }
    }

    /// <summary>Leaves of the readings that are possible those by which the row is the event that it is, if there are any.</summary>
    private void Narrow(ImportedRow row)
    {
        if (_first.Count > 0 && IsRecorded(Table[row.First]) && ReadingOf(Table[row.First]) == 0)
        {
            // Also of the last one nobody knows which further columns its events had: what they do not recognise may be recorded.
            List<EventReading> left = _first.FindAll(reading => IsOneOf(Hash.EventOf(row.Record, reading), row.First));
            if (left.Count > 0)
            {
                _first.Clear();
                _first.AddRange(left);
            }
        }
    }

    private bool IsOneOf(ulong content, ulong key)
    {
        int number = 0;
        while (Table[KeyOf(content, number)] != 0)
        {
            if (KeyOf(content, number++) == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the present reading, which the journal keeps from now on.</summary>
    private int NumberOf(EventView view)
    {
        if (view.Number == 0)
        {
            int index = _readings.FindIndex(view.Reading.IsSame);
            if (index < 0)
            {
                _readings.Add(view.Reading);
                index = _readings.Count - 1;
                if (_writes is not null)
                {
                    KeepReading(index + 1, view.Reading);
                }
            }

            view.Number = index + 1;
        }

        return view.Number;
    }

    /// <summary>Which of the equal events a row is: of those that no row of this run was yet, the one that stands for it best.</summary>
    /// <param name="content">What the event says.</param>
    /// <param name="isKnown">True to choose among the events that the journal knows.</param>
    /// <param name="reading">The reading that the event was recorded by; 0 for one that the journal does not say, null for any.</param>
    /// <returns>Null if it knows none that is left.</returns>
    private ulong? Choose(ulong content, bool isKnown, int? reading = null)
    {
        ulong? best = null;
        for (int number = 0; best is null || RankOf(best.Value) < BestRank; number++)
        {
            ulong key = KeyOf(content, number);
            ulong value = Table[key];
            if (value == 0)
            {
                // Where none of the equal events is left over, the row is a new one.
                return best ?? (isKnown ? (ulong?)null : key);
            }

            if ((value & _seen) == 0 && (reading is null || ReadingOf(value) == reading) && (best is null || RankOf(key) > RankOf(best.Value)))
            {
                best = key;
            }
        }

        return best;
    }

    private void Note(ImportedRow row, JournalOp op, ulong state)
    {
        Append(op, row, row.Content);
        lock (Gate)
        {
            Set(row.First, row.Second, state | (row.Content << ReadingBits) | (Table[row.First] & (WasSeen | WasForeseen)));
        }
    }

    private void Set(ulong key, ulong mark, ulong value)
    {
        // A number also for what nothing is known of yet.
        Table[key] = value | WasSeen;
        Table[key] = value;
        int number = Table.NumberOf(key);
        _marks.Reserve(number);
        _marks[number] = mark;
    }
}
