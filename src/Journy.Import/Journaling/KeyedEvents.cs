using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Events that are known by their key: keeps what each says, and counts rows that have its key and say something else.</summary>
internal sealed class KeyedEvents
{
    private readonly KnownEvents _events;
    private readonly EventReadings _readings;
    private readonly IJournalLines? _lines;

    public KeyedEvents(KnownEvents events, EventReadings readings, IJournalLines? lines)
    {
        _events = events;
        _readings = readings;
        _lines = lines;
    }

    /// <summary>How many rows have the key of another event of this run or an earlier one, and say something else.</summary>
    public long OtherwiseCount { get; private set; }

    /// <summary>The line of the first of them.</summary>
    public long OtherwiseLine { get; private set; }

    /// <summary>Takes a row. One that an import without the key recorded is known by its key from now on.</summary>
    /// <param name="row">The row, with the event that it is.</param>
    /// <param name="isRepeated">True if a row of this run had its key.</param>
    /// <returns>The state of its event.</returns>
    public EventState Take(ImportedRow row, bool isRepeated)
    {
        row.Second = _readings.Hash.EventOf(row.Record);
        if (row.Content != 0)
        {
            KnownEvent earlier = _events[row.Content];
            bool isReadAnew = earlier.State == EventState.Accepted && _readings.Present is not null;
            row.Content = (uint)(isReadAnew ? _readings.NumberOfPresent() : earlier.Reading) | KnownEvent.KeyedFlag;
            JournalOp op = earlier.State == EventState.Accepted ? JournalOp.Accepted : JournalOp.Uncertain;
            _lines?.Append(op, row.First, row.Second, row.Content);
            _events.Keep(row.First, row.Second, earlier.State, row.Content);
            return earlier.State;
        }

        KnownEvent known = _events[row.First];
        if (!isRepeated && !known.IsRecorded)
        {
            _events.Keep(row.First, row.Second, known.State, known.Content);
        }
        else if (SaysElse(row, known.Reading, _events.MarkAt(_events.NumberOf(row.First))))
        {
            OtherwiseLine = OtherwiseCount++ == 0 ? row.Row.Line : OtherwiseLine;
        }

        return known.State;
    }

    private bool SaysElse(ImportedRow row, int reading, ulong said) =>
        said != row.Second
        && (reading == 0 || reading > _readings.Known.Count || _readings.EventOf(row.Record, _readings.Known[reading - 1]) != said);
}
