using System;
using System.Buffers;

namespace Journy.Api;

/// <summary>Memory that a body is written into, kept for the next one as long as it is not large.</summary>
internal sealed class BodyBuffer : IBufferWriter<byte>
{
    private const int FirstSize = 4 * 1024;
    private const int LargestKept = 64 * 1024;

    private byte[] _bytes = new byte[FirstSize];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Starts over.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > LargestKept)
        {
            _bytes = new byte[FirstSize];
        }
    }

    /// <summary>What was written, as bytes of its own.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void MakeRoom(int sizeHint)
    {
        int needed = _length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        }
    }
}
