using System;

namespace Journy.Tests.Pacing;

/// <summary>Numbers of which a range can be lowered by one, and the least of a range be found, in a few steps: a segment tree.</summary>
internal sealed class LeastOfRanges
{
    private readonly int _size = 1;
    private readonly int[] _least;
    private readonly int[] _added;

    public LeastOfRanges(int[] numbers)
    {
        while (_size < numbers.Length)
        {
            _size *= 2;
        }

        _least = new int[2 * _size];
        _added = new int[2 * _size];
        Array.Fill(_least, int.MaxValue / 2);
        numbers.CopyTo(_least, _size);
        for (int node = _size - 1; node > 0; node--)
        {
            _least[node] = Math.Min(_least[2 * node], _least[(2 * node) + 1]);
        }
    }

    /// <summary>Lowers the numbers from one index up to another, which is left out, by one.</summary>
    public void Lower(int from, int to) => Lower(1, 0, _size, from, to);

    /// <summary>The least of the numbers from one index up to another, which is left out.</summary>
    public int Least(int from, int to) => Least(1, 0, _size, from, to);

    private void Lower(int node, int low, int high, int from, int to)
    {
        if (to <= low || high <= from)
        {
            return;
        }

        if (from <= low && high <= to)
        {
            _least[node]--;
            _added[node]--;
            return;
        }

        int middle = (low + high) / 2;
        Lower(2 * node, low, middle, from, to);
        Lower((2 * node) + 1, middle, high, from, to);
        _least[node] = Math.Min(_least[2 * node], _least[(2 * node) + 1]) + _added[node];
    }

    private int Least(int node, int low, int high, int from, int to)
    {
        if (to <= low || high <= from)
        {
            return int.MaxValue / 2;
        }

        if (from <= low && high <= to)
        {
            return _least[node];
        }

        int middle = (low + high) / 2;
        return Math.Min(Least(2 * node, low, middle, from, to), Least((2 * node) + 1, middle, high, from, to)) + _added[node];
    }
}
