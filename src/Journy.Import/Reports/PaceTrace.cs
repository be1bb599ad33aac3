using System;
using System.Collections.Generic;

namespace Journy.Import.Reports;

/// <summary>
/// How many rows ended in each stretch of a run, for a picture of its pace. When the stretches are used up, each two become one, so that
/// an hour needs no more memory than a minute.
/// </summary>
internal sealed class PaceTrace
{
    /// <summary>How many stretches there are at most.</summary>
    public const int MostStretches = 128;

    private static readonly TimeSpan FirstWidth = TimeSpan.FromMilliseconds(250);

    private readonly List<long> _rows = new();
    private long _total;

    /// <summary>How long a stretch is.</summary>
    public TimeSpan Width { get; private set; } = FirstWidth;

    /// <summary>How much time was seen.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The rows that ended in each stretch.</summary>
    public IReadOnlyList<long> Rows => _rows;

    /// <summary>Takes note of how far the run is.</summary>
    /// <param name="elapsed">The time since it began.</param>
    /// <param name="done">The rows that have ended.</param>
    public void Note(TimeSpan elapsed, long done)
    {
        Elapsed = elapsed > Elapsed ? elapsed : Elapsed;
        while (Elapsed.Ticks / Width.Ticks >= MostStretches)
        {
            Halve();
        }

        int stretch = (int)(Elapsed.Ticks / Width.Ticks);
        while (_rows.Count <= stretch)
        {
            _rows.Add(0);
        }

        _rows[stretch] += done - _total;
        _total = done;
    }

    /// <summary>Rows a second in a stretch. The last one is not over yet.</summary>
    public double RateOf(int stretch)
    {
        double seconds = Width.TotalSeconds;
        if (stretch == _rows.Count - 1)
        {
            seconds = Math.Max(seconds / 2, Math.Min(seconds, Elapsed.TotalSeconds - (stretch * seconds)));
        }

        return _rows[stretch] / seconds;
    }

    private void Halve()
    {
        Width += Width;
        for (int index = 0; index < _rows.Count; index++)
        {
            long rows = _rows[index];
            _rows[index] = 0;
            _rows[index / 2] += rows;
        }

        _rows.RemoveRange((_rows.Count + 1) / 2, _rows.Count / 2);
    }
}
