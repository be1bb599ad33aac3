
namespace Journy.Import.Journaling;

/// <summary>Counts how much of what was recorded an input names and changes.</summary>
internal sealed class ChangeCounts
{
    private readonly KnownRows _known;
    private long _recorded;
    private long _found;
    private long _changed;
    private long _named;

    public ChangeCounts(KnownRows known) => _known = known;

    /// <summary>The counts so far.</summary>
    public RecordedChanges Changes => new(_recorded, _found, _changed, _named);

    /// <summary>Begins a run.</summary>
    public void BeginRun() => _recorded = _known.LastCount;

    /// <summary>Counts whom the input names, at the first row of each.</summary>
    public void CountNamed(int head, int other)
    {
        _named += head == 0 && other == 0 ? 1 : 0;
        CountFirst(head);
        if (other != head)
        {
            CountFirst(other);
        }
    }

    private void CountFirst(int head)
    {
        if (head != 0 && (_known.MarksOf(head) & RowMarks.HasRows) == 0)
        {
            _named++;
            _found += _known.LastOf(head) == 0 ? 0 : 1;
        }
    }

    /// <summary>Counts whose rows are not what was accepted, at the first of each that is sent.</summary>
    public void CountChanged(int head) =>
        _changed += head != 0 && _known.LastOf(head) != 0 && (_known.MarksOf(head) & RowMarks.WasSent) == 0 ? 1 : 0;
}
