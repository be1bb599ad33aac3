using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace Journy.Import.Sources;

/// <summary>
/// Unpacks gzip (RFC 1952): all of its members, each with its checksum and length compared. Damage throws no exception: it is the end of
/// the data, and <see cref="Damage"/> describes it.
/// </summary>
/// <remarks>.NET's own reader is used for the deflated data alone: that of .NET Framework ends behind the first member, that of .NET
/// ignores what is no gzip behind it, and neither says how far it has read. At the end of a member, its checksum and length are searched
/// for in what the inflater was given last.</remarks>
internal sealed class GunzipStream : Stream
{
    private const int Deflate = 8;
    private const int FlagHeaderChecksum = 2;
    private const int FlagExtra = 4;
    private const int FlagName = 8;
    private const int FlagComment = 16;
    private const int FlagsReserved = 0xE0;
    private const int RestOfHeader = 6;
    private const int TrailerLength = 8;

    private readonly GzipFeed _feed;
    private readonly long _limit;
    private DeflateStream? _member;
    private bool _hasMember;
    private uint _checksum;
    private uint _length;
    private long _read;
    private long _verified;

    /// <summary>Unpacks a stream.</summary>
    /// <param name="packed">The gzip data.</param>
    /// <param name="limit">How many unpacked bytes to read at most.</param>
    public GunzipStream(Stream packed, long limit = long.MaxValue)
    {
        _feed = new GzipFeed(packed);
        _limit = limit;
    }

    /// <summary>The bytes that every gzip file begins with.</summary>
    public static IReadOnlyList<byte> Magic { get; } = [0x1F, 0x8B];

    /// <summary>What is wrong with the data; goes on a beginning such as "the data". Null if nothing is so far.</summary>
    public string? Damage { get; private set; }

    /// <summary>After damage: how many unpacked bytes can be trusted. All of them if the data is cut, else those of the members whose
    /// checksum holds. As many as there may be if there is none.</summary>
    public long GoodLength { get; private set; } = long.MaxValue;

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
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int most = (int)Math.Min(count, _limit - _read);
        while (most > 0 && Damage is null && (_member is not null || BeginMember()))
        {
            int read = Inflate(buffer, offset, most);
            if (read > 0)
            {
                _checksum = Crc32.Add(_checksum, buffer, offset, read);
                _length += (uint)read;
                _read += read;
                return read;
            }

            EndMember();
        }

        return 0;
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _feed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            return _member!.Read(buffer, offset, count);
        }
        catch (InvalidDataException)
        {
            // Newer versions of .NET throw at the end of cut data, too; EndMember finds out which it is.
            return 0;
        }
    }

    private bool BeginMember()
    {
        int first = _feed.ReadByte();
        while (first == 0 && _hasMember)
        {
            // Tapes and some programs pad with zeros.
            first = _feed.ReadByte();
        }

        if (first < 0 && _hasMember)
        {
            return false;
        }

        bool isMember = first == Magic[0] && Next() == Magic[1] && Next() == Deflate;
        int flags = isMember ? Next() : 0;
        if (isMember && (flags & FlagsReserved) == 0)
        {
            SkipHeader(flags);
        }

        if (_feed.IsStarved || !isMember || (flags & FlagsReserved) != 0)
        {
            Fail("have something else than gzip behind them");
            return false;
        }

        _hasMember = true;
        _checksum = 0;
        _length = 0;
        _feed.BeginMember();
        _member = new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private void SkipHeader(int flags)
    {
        Skip(RestOfHeader);
        if ((flags & FlagExtra) != 0)
        {
            int low = Next();
            Skip(low | (Next() << 8));
        }

        foreach (int text in new[] { FlagName, FlagComment })
        {
            while ((flags & text) != 0 && Next() > 0)
            {
            }
        }

        Skip((flags & FlagHeaderChecksum) != 0 ? 2 : 0);
    }

    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        var trailer = new byte[TrailerLength];
        for (int i = 0; i < TrailerLength / 2; i++)
        {
            trailer[i] = (byte)(_checksum >> (8 * i));
            trailer[i + (TrailerLength / 2)] = (byte)(_length >> (8 * i));
        }

        if (_feed.TryPass(trailer))
        {
            _verified = _read;
        }
        else
        {
            Fail("are damaged: their checksum is missing, or another one");
        }
    }

    private void Fail(string damage)
    {
        Damage = _feed.IsStarved ? "end in their midst: they were cut" : damage;
        GoodLength = _feed.IsStarved ? _read : _verified;
    }

    private int Next() => _feed.IsStarved ? -1 : _feed.ReadByte();

    private void Skip(int count)
    {
        for (int i = 0; i < count && !_feed.IsStarved; i++)
        {
            _feed.ReadByte();
        }
    }
}
