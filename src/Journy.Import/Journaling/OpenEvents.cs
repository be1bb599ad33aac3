using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>Events that were sent for rows before they had their line end, so that the rows may be longer now.</summary>
internal sealed class OpenEvents
{
    private readonly KnownEvents _events;
    private readonly EventFinder _finder;
    private readonly IEventFields? _fields;
    private readonly Dictionary<ulong, OpenEvent> _open = new();

    // Of those, the ones that rows of this run are, or were when they were shorter.
    private readonly HashSet<ulong> _seen = new();
    private readonly List<long> _grownLines = new();

    // Those that a row of the input still is; null if nobody has looked.
    private HashSet<ulong>? _standing;

    /// <summary>Begins with none.</summary>
    /// <param name="events">What is known.</param>
    /// <param name="finder">Finds the event that a row is.</param>
    /// <param name="fields">Keeps them; null to keep none.</param>
    public OpenEvents(KnownEvents events, EventFinder finder, IEventFields? fields)
    {
        _events = events;
        _finder = finder;
        _fields = fields;
    }

    /// <summary>The hash of the input's name.</summary>
    public string Input { get; set; } = string.Empty;

    /// <summary>True if every row of the input was seen, and could be read: what none of them is, is not there any more.</summary>
    public bool SawAll { get; set; }

    /// <summary>Whether there are any.</summary>
    public bool HasAny => _open.Count > 0;

    /// <summary>The lines of rows that are longer now.</summary>
    public IReadOnlyList<long> GrownLines => _grownLines;

    /// <summary>Takes one that an earlier run sent.</summary>
    public void Load(OpenEvent open) => _open[open.Key] = open;

    /// <summary>The event that was recorded for a row when it was shorter, wherever it stood; null if none was, or another row is
    /// it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hash">What rows are known by.</param>
    /// <param name="rows">Every row of the input.</param>
    public OpenEvent? FindGrown(ImportedRow row, RecordHash hash, IEnumerable<ImportedRow>? rows)
    {
        if (row.Row.Text is not { } text || _open.Count == 0)
        {
            return null;
        }

        IEnumerable<IGrouping<int, OpenEvent>> shorter =
            _open.Values.Where(open => open.Length < text.Length).GroupBy(open => open.Length).OrderByDescending(open => open.Key);
        foreach (IGrouping<int, OpenEvent> open in shorter)
        {
            string digest = hash.DigestOf(text.Substring(0, open.Key));
            if (open.FirstOrDefault(one => one.Digest == digest && IsLeftOver(one.Key, rows!)) is { } grown)
            {
                return grown;
            }
        }

        return null;
    }

    /// <summary>Keeps that an event is sent for a row without a line end, and drops that if the row has its line end.</summary>
    public void Note(ImportedRow row, bool isRepeated, RecordHash hash)
    {
        if (row.Row.Text is not { } text)
        {
            return;
        }

        if (row.Row.IsOpen && !row.HasGrown && !isRepeated)
        {
            OpenEvent open = new(row.First, text.Length, hash.DigestOf(text), Input);
            if (!_open.TryGetValue(open.Key, out OpenEvent? known) || known != open)
            {
                Load(open);
                _fields?.KeepOpen(open);
            }
        }

        if (row.HasGrown)
        {
            _grownLines.Add(row.Row.Line);
        }

        if (row.Row.IsOpen || row.HasGrown)
        {
            _seen.Add(row.First);
        }
        else
        {
            Drop(row.First);
        }
    }

    /// <summary>Drops those of the input whose rows are not there any more.</summary>
    public void Conclude()
    {
        foreach (OpenEvent open in _open.Values.Where(open => SawAll && open.Input == Input && !_seen.Contains(open.Key)).ToList())
        {
            Drop(open.Key);
        }
    }

    private void Drop(ulong key)
    {
        if (_open.TryGetValue(key, out OpenEvent? open))
        {
            _open.Remove(key);
            _fields?.DropOpen(open);
        }
    }

    /// <summary>Whether one was recorded, and no row of the input is it.</summary>
    private bool IsLeftOver(ulong key, IEnumerable<ImportedRow> rows) =>
        _events[key].IsRecorded && !_events.IsSeen(key) && !(_standing ??= FindStanding(rows)).Contains(key);

    /// <summary>Goes through the whole input for those that rows of it still are. Seldom needed: only for a row that begins as one of
    /// them did.</summary>
    private HashSet<ulong> FindStanding(IEnumerable<ImportedRow> rows)
    {
        _events.BeginLookAhead();
        try
        {
            foreach (ImportedRow row in rows)
            {
                _finder.Find(row);
                SeeKnown(row.First);
                SeeKnown(row.Content);
            }

            return new HashSet<ulong>(_open.Keys.Where(_events.IsSeen));
        }
        finally
        {
            _events.EndLookAhead();
        }

        void SeeKnown(ulong key)
        {
            if (_events[key].State != EventState.None)
            {
                _events.See(key);
            }
        }
    }
}
