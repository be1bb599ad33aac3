using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>How rows with one set of columns are read now, and how each earlier reading knew them.</summary>
internal sealed class EventView
{
    private readonly RecordBinder _binder;
    private readonly IReadOnlyList<string> _names;
    private readonly Func<RecordBinder, EventReading> _read;

    // By reading: the same object for the same time.
    private readonly Dictionary<EventReading, EventLens?> _lenses = new();
    private EventLikeness[] _likenesses = Array.Empty<EventLikeness>();

    /// <summary>Begins with no earlier reading.</summary>
    /// <param name="reading">How the rows are read.</param>
    /// <param name="binder">What reads them.</param>
    /// <param name="names">Their columns.</param>
    /// <param name="read">How a binder reads them.</param>
    public EventView(EventReading reading, RecordBinder binder, IReadOnlyList<string> names, Func<RecordBinder, EventReading> read)
    {
        Reading = reading;
        _binder = binder;
        _names = names;
        _read = read;
    }

    /// <summary>How the rows are read.</summary>
    public EventReading Reading { get; }

    /// <summary>Its number; 0 until an event is recorded by it.</summary>
    public int Number { get; set; }

    /// <summary>The columns that become metadata, in their order.</summary>
    public IReadOnlyList<string> MetadataNames =>
        _binder.Look(_names).Where(column => column.Role == ColumnRole.Property).Select(column => column.Target).ToList();

    /// <summary>What a row says as an earlier reading read it.</summary>
    public BoundRecord Read(BoundRecord record, EventReading known) => LensFor(known)?.Read(record) ?? record;

    /// <summary>What a row says now, and what it said as it was read with other times.</summary>
    public IEnumerable<BoundRecord> ReadAll(BoundRecord record, IEnumerable<EventReading> known) =>
        known.Select(LensFor).Where(lens => lens is not null).Distinct().Select(lens => lens!.Read(record)).Prepend(record);

    /// <summary>By what the events of each reading can be found among rows of the present one.</summary>
    public EventLikeness[] LikenessesTo(IReadOnlyList<EventReading> readings)
    {
        if (_likenesses.Length != readings.Count)
        {
            // Inputs of one journal may differ: where it knows the reading of this one, and the other names whom it is about by other
            // columns, or takes its time from one that is not here, nothing has changed.
            bool isKnown = readings.Any(Reading.IsSame);
            _likenesses = readings.Select(known => LikenessTo(known, isKnown)).ToArray();
        }

        return _likenesses;
    }

    private EventLikeness LikenessTo(EventReading known, bool isOtherInput)
    {
        EventLikeness likeness = (LensFor(known)?.Reading ?? Reading).LikenessTo(known);
        bool isOther = likeness == EventLikeness.None || (likeness == EventLikeness.When && !Reading.SharesIdentifier(known));
        return isOtherInput && isOther ? EventLikeness.Same : likeness;
    }

    private EventLens? LensFor(EventReading known)
    {
        if (!_lenses.TryGetValue(known, out EventLens? lens))
        {
            lens = known.SharesTime(Reading) ? null
                : _lenses.Values.FirstOrDefault(other => other?.Reading.SharesTime(known) == true)
                    ?? EventLens.For(known, _binder, _names, _read);
            _lenses[known] = lens;
        }

        return lens;
    }
}
