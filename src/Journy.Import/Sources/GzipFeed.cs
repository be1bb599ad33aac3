using System;
using System.IO;

namespace Journy.Import.Sources;

/// <summary>Hands packed bytes to the inflater, and remembers the last of them: it takes more than it uses.</summary>
internal sealed class GzipFeed : Stream
{
    // What is handed out at a time. What the inflater took and did not use is among the last two of them.
    private const int ChunkLength = 4096;

    private readonly Stream _packed;
    private readonly byte[] _block = new byte[4 * ChunkLength];
    private readonly byte[] _recent = new byte[2 * ChunkLength];
    private byte[] _bytes = [];
    private int _recentCount;
    private int _at;
    private int _count;

    public GzipFeed(Stream packed) => _packed = packed;

    /// <summary>True once more was asked for than there is.</summary>
    public bool IsStarved { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Forgets what was handed out so far.</summary>
    public void BeginMember() => _recentCount = 0;

    /// <summary>Searches what was handed out last, and the few bytes behind it, for a sequence of bytes, and continues behind its first
    /// place.</summary>
    /// <returns>False if it is not there.</returns>
    public bool TryPass(byte[] wanted)
    {
        var seen = new byte[_recentCount + wanted.Length];
        Buffer.BlockCopy(_recent, 0, seen, 0, _recentCount);
        int count = _recentCount;
        while (count < seen.Length && (_at < _count || Fill()))
        {
            seen[count++] = _bytes[_at++];
        }

        int end = EndOf(wanted, seen, count);
        if (end < 0)
        {
            return false;
        }

        var unread = new byte[count - end + _count - _at];
        Buffer.BlockCopy(seen, end, unread, 0, count - end);
        Buffer.BlockCopy(_bytes, _at, unread, count - end, _count - _at);
        _bytes = unread;
        _at = 0;
        _count = unread.Length;
        return true;
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        if (_at < _count || Fill())
        {
            return _bytes[_at++];
        }

        IsStarved = true;
        return -1;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _count && !Fill())
        {
            IsStarved = true;
            return 0;
        }

        int read = Math.Min(Math.Min(count, ChunkLength), _count - _at);
        Buffer.BlockCopy(_bytes, _at, buffer, offset, read);
        if (_recentCount + read > _recent.Length)
        {
            int kept = Math.Min(_recentCount, _recent.Length - read);
            Buffer.BlockCopy(_recent, _recentCount - kept, _recent, 0, kept);
            _recentCount = kept;
        }

        Buffer.BlockCopy(_bytes, _at, _recent, _recentCount, read);
        _recentCount += read;
        _at += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // The index behind the first place of a sequence in others; -1 if it is not there.
    private static int EndOf(byte[] wanted, byte[] bytes, int count)
    {
        for (int start = 0; start + wanted.Length <= count; start++)
        {
            int same = 0;
            while (same < wanted.Length && bytes[start + same] == wanted[same])
            {
                same++;
            }

            if (same == wanted.Length)
            {
                return start + same;
            }
        }

        return -1;
    }

    private bool Fill()
    {
        _bytes = _block;
        _at = 0;
        _count = _packed.Read(_block, 0, _block.Length);
        return _count > 0;
    }
}
