using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>The readings that events were recorded by, and the present one: what a row says by each of them.</summary>
internal sealed class EventReadings
{
    private readonly IEventFields? _fields;
    private readonly List<EventReading> _known = new();
    private readonly Dictionary<EventReading, EventView> _views = new();
    private RecordHash? _hash;
    private EventView? _view;

    /// <summary>Begins with no reading.</summary>
    /// <param name="fields">Keeps readings; null to keep none.</param>
    public EventReadings(IEventFields? fields) => _fields = fields;

    /// <summary>The readings that events were recorded by, in the order of their numbers, which begin with 1.</summary>
    public IReadOnlyList<EventReading> Known => _known;

    /// <summary>The present reading; null if nobody has said it.</summary>
    public EventReading? Present => _view?.Reading;

    /// <summary>The columns of the present one that become metadata, in their order.</summary>
    public IReadOnlyList<string> MetadataNames => _view!.MetadataNames;

    /// <summary>By what the events of each known reading can be found among rows of the present one.</summary>
    public EventLikeness[] Likenesses => _view!.LikenessesTo(_known);

    /// <summary>Whether events were recorded by readings that the present one does not contain, or may have been.</summary>
    public bool HasOthers => Other is not null;

    /// <summary>The newest reading that the present one does not contain; null if there is none.</summary>
    public EventReading? Other
    {
        get
        {
            int index = _view is null ? -1 : Array.FindLastIndex(Likenesses, likeness => likeness != EventLikeness.Same);
            return index < 0 ? null : _known[index];
        }
    }

    /// <summary>What events are known by.</summary>
    public RecordHash Hash => _hash!;

    /// <summary>Begins a run.</summary>
    public void BeginRun(RecordHash hash) => _hash = hash;

    /// <summary>Takes a reading that an earlier run kept.</summary>
    public void Load(EventReading reading) => _known.Add(reading);

    /// <summary>Says by what reading the rows that follow are read.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="binder">What reads them.</param>
    /// <param name="names">Their columns.</param>
    /// <param name="isText">True if every value is text unless its column has a type, as in a file.</param>
    public void Use(EventReading reading, RecordBinder binder, IReadOnlyList<string> names, bool isText)
    {
        if (!_views.TryGetValue(reading, out _view))
        {
            _views.Add(reading, _view = ViewOf(reading, binder, names, isText));
        }
    }

    /// <summary>The number of the present reading, which the journal keeps from now on.</summary>
    public int NumberOfPresent()
    {
        EventView view = _view!;
        if (view.Number == 0)
        {
            int index = _known.FindIndex(view.Reading.IsSame);
            if (index < 0)
            {
                index = _known.Count;
                _known.Add(view.Reading);
                _fields?.KeepReading(index + 1, view.Reading);
            }

            view.Number = index + 1;
        }

        return view.Number;
    }

    /// <summary>What a row says, as an earlier reading knew it.</summary>
    public ulong EventOf(BoundRecord record, EventReading known) => Hash.EventOf(_view?.Read(record, known) ?? record, known);

    /// <summary>What a row has in common with what may be the same event, read now or as it was read with other times.</summary>
    public IEnumerable<ulong> MarksOf(BoundRecord record) => _view!.ReadAll(record, _known).Select(Hash.MarkOf).Distinct();

    private EventView ViewOf(EventReading reading, RecordBinder binder, IReadOnlyList<string> names, bool isText) =>
        new(reading, binder, names, other => EventReading.Of(other, names, Hash, Journal.RulesOfReading, isText));
}
