using System;
using System.IO;

namespace Journy.Import.Sources;

/// <summary>One pass through an <see cref="InputFile"/>, which stays open behind it.</summary>
internal sealed class InputStream : Stream
{
    private readonly InputFile _file;
    private readonly byte[] _block;
    private int _blocks;
    private int _count;
    private int _at;

    public InputStream(InputFile file)
    {
        _file = file;
        _block = file.CreateBuffer();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => ((long)_blocks * InputFile.BlockSize) - (_blocks == 0 ? 0 : InputFile.BlockSize) + _at;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _count)
        {
            if ((long)_blocks * InputFile.BlockSize >= _file.Length)
            {
                return 0;
            }

            _count = _file.ReadBlock(_blocks, _block);
            _blocks++;
            _at = 0;
        }

        int read = Math.Min(count, _count - _at);
        Buffer.BlockCopy(_block, _at, buffer, offset, read);
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
}
