using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Reads rows as an earlier import did that took the time of events from another column, or in another zone.</summary>
internal sealed class EventLens
{
    private readonly RecordBinder _binder;

    // Several readings may look through one lens at the same row.
    private BoundRecord? _last;
    private BoundRecord? _lastRead;

    private EventLens(RecordBinder binder, EventReading reading)
    {
        _binder = binder;
        Reading = reading;
    }

    /// <summary>How rows are read through it.</summary>
    public EventReading Reading { get; }

    /// <summary>The lens for an earlier reading; null if rows cannot be read so: the column is not there, or this machine does not
    /// know the zone.</summary>
    /// <param name="known">The earlier reading.</param>
    /// <param name="binder">What reads rows now.</param>
    /// <param name="names">Their columns.</param>
    /// <param name="read">How a binder reads them.</param>
    public static EventLens? For(
        EventReading known, RecordBinder binder, IReadOnlyList<string> names, Func<RecordBinder, EventReading> read)
    {
        TimeZoneInfo? zone = null;
        try
        {
            zone = known.ZoneId is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : null;
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException
            or SecurityException or UnauthorizedAccessException or IOException)
        {
            return null;
        }

        return known.TimeColumn is { } column && binder.WithTime(names, column, zone) is { } other
            ? new EventLens(other, read(other))
            : null;
    }

    /// <summary>What a row said then; what it says now if it cannot be read so.</summary>
    public BoundRecord Read(BoundRecord record)
    {
        if (!ReferenceEquals(record, _last))
        {
            _last = record;
            _lastRead = _binder.Bind(record.Source) is { Problem: null, TriggeredAt: not null } read ? read : record;
        }

        return _lastRead!;
    }
}
