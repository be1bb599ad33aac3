using System.Collections.Generic;

namespace Journy.Emulator.Keys;

/// <summary>A queue with the time of each call that is still in the window.</summary>
internal sealed class SlidingCount(long length) : RateCount
{
    private readonly Queue<long> _calls = new();

    internal override double Used(long now, int? limit)
    {
        while (_calls.TryPeek(out long oldest) && now - oldest >= length)
        {
            _calls.Dequeue();
        }

        return _calls.Count;
    }

    internal override void Add(long now, int? limit) => _calls.Enqueue(now);
}
