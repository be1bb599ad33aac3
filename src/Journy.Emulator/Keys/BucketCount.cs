namespace Journy.Emulator.Keys;

/// <summary>The calls of the present whole window, and of the one before what a sliding window would still cover, if it is to.</summary>
internal sealed class BucketCount(long length, bool coversBefore) : RateCount
{
    private long _bucket;
    private int _current;
    private int _previous;

    internal override double Used(long now, int? limit)
    {
        long bucket = now / length;
        if (bucket != _bucket)
        {
            _previous = bucket == _bucket + 1 ? _current : 0;
            _current = 0;
            _bucket = bucket;
        }

        return _current + (coversBefore ? _previous * (1 - ((double)(now % length) / length)) : 0);
    }

    internal override void Add(long now, int? limit)
    {
        Used(now, limit);
        _current++;
    }
}
