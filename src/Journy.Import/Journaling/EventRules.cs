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
    private readonly KnownEvents _events = new();
    private readonly EventFinder _finder;
    private readonly LeftOverEvents _leftOver;
    private readonly IEventFields? _fields;
    private bool _hasSought;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="lines">Takes lines; null to write none.</param>
    /// <param name="fields">Keeps what makes rows the events that they are; null to keep nothing.</param>
    public EventRules(IJournalLines? lines, IEventFields? fields = null)
        : base(lines)
    {
        _fields = fields;
        Readings = new EventReadings(fields);
        Unnumbered = new UnnumberedEvents(_events, Readings);
        _finder = new EventFinder(_events, Readings, Unnumbered);
        _leftOver = new LeftOverEvents(_events, Readings, Unnumbered);
        Keyed = new KeyedEvents(_events, Readings, lines);
        Open = new OpenEvents(_events, _finder, fields);
    }

    /// <summary>The readings that events were recorded by, and the present one.</summary>
    public EventReadings Readings { get; }

    /// <summary>The events of which the journal does not say by what reading they were recorded.</summary>
    public UnnumberedEvents Unnumbered { get; }

    /// <summary>The events that are known by their key.</summary>
    public KeyedEvents Keyed { get; }

    /// <summary>The events that were sent for rows without a line end.</summary>
    public OpenEvents Open { get; }

    /// <summary>True if the input holds only rows that an earlier run did not get in: each stands for one of those.</summary>
    public bool TakesLeftovers
    {
        get => _events.TakesLeftovers;
        set => _events.TakesLeftovers = value;
    }

    /// <summary>True if the user sends events of which nobody knows whether they were recorded.</summary>
    public bool SendsUncertain { get; set; }

    /// <summary>True for rows that are seen only once: whether a row was recorded by another reading shows row by row.</summary>
    public bool IsPiped { get; set; }

    /// <summary>True if a key makes a row one event, whatever else it holds.</summary>
    public bool IsKeyed
    {
        get => _finder.IsKeyed;
        set => _finder.IsKeyed = value;
    }

    /// <summary>How many recorded events may be sent again as new ones.</summary>
    public long MostAgain { get; set; }

    /// <summary>How many rows of a pipe were taken for new ones that may have been recorded by another reading.</summary>
    public long Again { get; private set; }

    /// <summary>How many events the journal has that were recorded or may have been.</summary>
    public long RecordedCount
    {
        get
        {
            lock (Gate)
            {
                return _events.Recorded.Count();
            }
        }
    }

    /// <inheritdoc/>
    public override IdentityMap Identities { get; } = new();

    /// <inheritdoc/>
    public override long LiveLines => _events.Count;

    /// <inheritdoc/>
    public override void Prefetch(ulong[] keys) => _events.Prefetch(keys);

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content) => _events.Load(op, first, second, content);

    /// <inheritdoc/>
    public override void BeginRun(byte[] salt)
    {
        base.BeginRun(salt);
        Readings.BeginRun(Hash);
    }

    /// <summary>Goes through the whole input and counts the recorded events that would be sent again as new ones, because what makes
    /// them what they are has changed. Takes no row.</summary>
    public long CountAgain()
    {
        lock (Gate)
        {
            long again = _leftOver.CountAmong(FindNew());
            _events.ForgetSeen();
            return again;
        }
    }

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        lock (Gate)
        {
            return _events.IsSeen(KnownEvents.KeyOf(IsKeyed ? Hash.EventKeyOf(row.Record.EventKey!) : Hash.EventOf(row.Record), 0));
        }
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        EventState state;
        bool isAgain;
        bool isRepeated;
        lock (Gate)
        {
            Seek();
            Identify(row);
            Unnumbered.Narrow(row);
            bool isKeyed = IsKeyed && !row.HasGrown;
            isRepeated = isKeyed && _events.IsSeen(row.First);
            state = isKeyed ? Keyed.Take(row, isRepeated) : _events[row.First].State;

            // Of one that failed it is known what it is, also if nobody knows by what reading 0.1.0 recorded the others.
            isAgain = (state == EventState.None || (state == EventState.Refused && Unnumbered.Possible.Count == 0))
                && IsAskedRowByRow && _leftOver.TryTake(row.Record);
            _events.See(row.First);
        }

        if (isAgain && ++Again > MostAgain)
        {
            Decide(row, RowFate.Stop);
            return;
        }

        RowFate fate = state switch
        {
            _ when isRepeated => RowFate.Unchanged,
            _ when ResendsAll => RowFate.Send,
            EventState.Accepted => RowFate.Unchanged,
            EventState.Uncertain when !SendsUncertain => RowFate.Unknown,
            _ => RowFate.Send,
        };
        if (fate == RowFate.Send && Readings.Present is not null)
        {
            // An event that is tried again stays what the journal knows it by, also if that is not known yet.
            KnownEvent known = _events[row.First];
            bool isKnown = !IsKeyed && known.State != EventState.None;
            row.Content = (uint)(isKnown ? known.Reading : Readings.NumberOfPresent()) | (IsKeyed ? KnownEvent.KeyedFlag : 0);
        }

        Open.Note(row, isRepeated, Hash);
        Decide(row, fate);
    }

    /// <inheritdoc/>
    public override void Begin(ImportedRow row)
    {
        if (!row.IsUnderWay)
        {
            Keep(row, JournalOp.Sending, EventState.Uncertain);
            row.IsUnderWay = true;
        }
    }

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end)
    {
        if (row.IsUnderWay)
        {
            (JournalOp op, EventState state) = end switch
            {
                RowEnd.Accepted => (JournalOp.Accepted, EventState.Accepted),
                RowEnd.Refused or RowEnd.Partial => (JournalOp.Refused, EventState.Refused),
                _ => (JournalOp.Uncertain, EventState.Uncertain),
            };
            Keep(row, op, state);
        }
    }

    /// <inheritdoc/>
    public override void Conclude()
    {
        Open.Conclude();
        if (Unnumbered.Possible.Count > 0 && Again > 0)
        {
            // The user let them count again: no other reading will show.
            Unnumbered.UseLikeliest();
            _fields?.KeepUnnumbered();
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live() => _events.Live();

    // A file is counted before its first row is taken.
    private bool IsAskedRowByRow => IsPiped && Readings.Present is not null && !ResendsAll && !TakesLeftovers;

    private void Seek()
    {
        if (!_hasSought)
        {
            _hasSought = true;
            if (IsAskedRowByRow)
            {
                Unnumbered.Seek();
            }
        }
    }

    /// <summary>Finds the event that a row is: by what the row says, else by what it said before it had its line end.</summary>
    private void Identify(ImportedRow row)
    {
        _finder.Find(row);
        if (IsNew(row) && !ResendsAll && !TakesLeftovers && Open.FindGrown(row, Hash, AllRows) is { } open)
        {
            row.HasGrown = true;
            if (IsKeyed)
            {
                _events.See(row.First);
            }

            row.First = open.Key;
            row.Content = 0;
        }
        else if (row.Content != 0)
        {
            _events.See(row.Content);
        }
    }

    private bool IsNew(ImportedRow row) => row.Content == 0 && _events.IsNew(row.First);

    /// <summary>What the rows of the input say that nothing recognises as recorded.</summary>
    private IEnumerable<BoundRecord> FindNew()
    {
        foreach (ImportedRow row in AllRows!)
        {
            Identify(row);
            // Also one that failed as it is read now: by another reading it may have been recorded since.
            if (row.Content == 0 && !_events.IsSeen(row.First) && !_events[row.First].IsRecorded)
            {
                yield return row.Record;
            }

            _events.See(row.First);
        }
    }

    private void Keep(ImportedRow row, JournalOp op, EventState state)
    {
        Append(op, row, row.Content);
        lock (Gate)
        {
            _events.Keep(row.First, row.Second, state, row.Content);
        }
    }
}
