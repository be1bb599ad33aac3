using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Finds the event that a row is: by its key, by all that it says, else by what an earlier reading knew of it.</summary>
internal sealed class EventFinder
{
    private readonly KnownEvents _events;
    private readonly EventReadings _readings;
    private readonly UnnumberedEvents _unnumbered;

    public EventFinder(KnownEvents events, EventReadings readings, UnnumberedEvents unnumbered)
    {
        _events = events;
        _readings = readings;
        _unnumbered = unnumbered;
    }

    /// <summary>True if a key makes a row one event, whatever else it holds.</summary>
    public bool IsKeyed { get; set; }

    /// <summary>Finds the event.</summary>
    public void Find(ImportedRow row)
    {
        if (IsKeyed)
        {
            row.First = KnownEvents.KeyOf(_readings.Hash.EventKeyOf(row.Record.EventKey!), 0);
            if (!_events.IsNew(row.First))
            {
                return;
            }
        }

        ulong key = row.First;
        FindByContent(row);

        // By what it says it is known only if an import without the key recorded it.
        row.Content = 0;
        if (IsKeyed)
        {
            row.Content = _events[row.First] is { IsRecorded: true, IsKeyed: false } ? row.First : 0;
            row.First = key;
        }
    }

    private void FindByContent(ImportedRow row)
    {
        BoundRecord record = row.Record;
        RecordHash hash = _readings.Hash;
        ulong content = hash.EventOf(record);
        ulong first = _events.Choose(content, isKnown: false)!.Value;

        // Earlier versions sent white space around identifiers, and knew the row by it: trimmed it would count once more.
        if (record.IsTrimmed
            && _events.Choose(hash.EventOf(record, record.WrittenUser, record.WrittenAccount), isKnown: true) is { } written
            && _events.RankOf(written) >= _events.RankOf(first))
        {
            first = written;
        }

        for (int number = _readings.Known.Count; number > 0 && !_events.IsBest(first); number--)
        {
            ulong known = _readings.EventOf(record, _readings.Known[number - 1]);
            if (known != content)
            {
                first = Better(first, _events.Choose(known, isKnown: true, number));
            }
        }

        for (int index = 0; index < _unnumbered.Possible.Count && !_events.IsBest(first); index++)
        {
            first = Better(first, _events.Choose(hash.EventOf(record, _unnumbered.Possible[index]), isKnown: true, reading: 0));
        }

        row.First = first;
        row.Second = hash.MarkOf(record);
    }

    private ulong Better(ulong first, ulong? other) => other is { } key && _events.RankOf(key) > _events.RankOf(first) ? key : first;
}
