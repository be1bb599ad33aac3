using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Events that 0.1.0 recorded, whose journal does not say by what reading: finds out which it was.</summary>
internal sealed class UnnumberedEvents
{
    private readonly KnownEvents _events;
    private readonly EventReadings _readings;

    // The readings by which those of a pipe may have been recorded, as long as nobody knows by which, the likeliest first.
    private readonly List<EventReading> _possible = new();

    public UnnumberedEvents(KnownEvents events, EventReadings readings)
    {
        _events = events;
        _readings = readings;
    }

    /// <summary>The number of their reading; 0 if nobody has said it yet.</summary>
    public int Number { get; private set; }

    /// <summary>True if nobody knows by what reading they were recorded: any of them may be a row that nothing recognises.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Whether the journal has any whose reading nobody has said.</summary>
    public bool HasAny => _events.Recorded.Any(number => _events.At(number).Reading == 0);

    /// <summary>The readings by which those of a pipe may have been recorded, the likeliest first; none if it is known by which.</summary>
    public IReadOnlyList<EventReading> Possible => _possible;

    /// <summary>Says by what reading they were recorded.</summary>
    public void Use(int number)
    {
        Number = number;
        _events.KeepReading(number);
    }

    /// <summary>Uses the reading by which most rows of an input are recorded events. If no row is one, nobody can be sure.</summary>
    /// <param name="readings">Those that are possible, the likeliest first.</param>
    /// <param name="rows">Every row of the input.</param>
    public void Find(IReadOnlyList<EventReading> readings, IEnumerable<ImportedRow> rows)
    {
        int[] found = new int[readings.Count];
        foreach (ImportedRow row in rows)
        {
            for (int index = 0; index < found.Length; index++)
            {
                found[index] += _events[KnownEvents.KeyOf(_readings.Hash.EventOf(row.Record, readings[index]), 0)].IsRecorded ? 1 : 0;
            }
        }

        IsUnsure |= found.Max() == 0;
        Use(readings[Array.IndexOf(found, found.Max())]);
    }

    /// <summary>Begins to look for the reading of those of a pipe, row by row, unless it is known.</summary>
    public void Seek()
    {
        if (Number == 0 && HasAny)
        {
            _possible.AddRange(ChangedReadings.FirstReadings(_readings.Present!, _readings.MetadataNames));
            IsUnsure = true;
        }
    }

    /// <summary>Leaves of the readings that are possible those by which a row is the event that it is, if there are any.</summary>
    public void Narrow(ImportedRow row)
    {
        if (_possible.Count > 0 && _events[row.First] is { IsRecorded: true, Reading: 0 })
        {
            // Also of the last one nobody knows which further columns its events had: what they do not recognise may be recorded.
            List<EventReading> left = _possible.FindAll(reading => _events.IsOneOf(_readings.Hash.EventOf(row.Record, reading), row.First));
            if (left.Count > 0)
            {
                _possible.Clear();
                _possible.AddRange(left);
            }
        }
    }

    /// <summary>Uses the likeliest of the readings that are possible.</summary>
    public void UseLikeliest() => Use(_possible[0]);

    private void Use(EventReading reading)
    {
        _readings.Load(reading);
        Use(_readings.Known.Count);
    }
}
