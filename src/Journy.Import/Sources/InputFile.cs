using System;
using System.Globalization;
using System.IO;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// The bytes that a file had when it was opened: what is appended later is not among them. They can be read several times, and are the
/// same each time, or reading fails: an import reads its file once for the types and once for the rows, while another program may write
/// to it.
/// </summary>
/// <remarks>
/// Each block's hash is kept when it is read first. The file is opened only once, so that renaming another file to its name changes
/// nothing. What a block of 256 KB costs beside its bytes, which is three calls of the operating system, is no longer seen.
/// </remarks>
internal sealed class InputFile : IDisposable
{
    /// <summary>What is read and compared at a time, in bytes.</summary>
    public const int BlockSize = 256 * 1024;

    // At the end these are always compared: at least the last 256 KB.
    private const int LastBlocks = 2;

    // Whether bytes are the same needs no secret; a journal hashes the hash of all with its own salt.
    private static readonly byte[] Key = new byte[SipHash.KeyLength];

    private readonly FileStream _file;

    // Two a block, as far as blocks were read.
    private readonly ulong[] _hashes;
    private readonly DateTime _openedTime;
    private int _read;
    private DateTime _time;
    private long _length;

    private InputFile(FileStream file, string path)
    {
        _file = file;
        Path = path;
        Length = _length = file.Length;
        _hashes = new ulong[2 * ((Length + BlockSize - 1) / BlockSize)];
        _openedTime = _time = TimeOf(path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its length when it was opened.</summary>
    public long Length { get; }

    /// <summary>When it had been written last, as it was opened.</summary>
    public DateTime WrittenTime => _openedTime;

    /// <summary>Whether something was appended since.</summary>
    public bool HasGrown => _file.Length > Length;

    /// <summary>Opens a file; null if it is a pipe or a device, which cannot be read twice.</summary>
    public static InputFile? Open(string path)
    {
        // Shared with writers, or a file that is open in Excel could not be read.
        const FileShare All = FileShare.ReadWrite | FileShare.Delete;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, All, bufferSize: 1, FileOptions.SequentialScan);
        try
        {
            if (file.CanSeek)
            {
                return new InputFile(file, path);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>What takes a block.</summary>
    public byte[] CreateBuffer() => new byte[Math.Min(BlockSize, Length)];

    /// <summary>Reads a block.</summary>
    /// <param name="index">Its number, from 0: the first one that was not read yet, or one that was.</param>
    /// <param name="buffer">Takes its bytes.</param>
    /// <returns>How many they are: less than <see cref="BlockSize"/> only for the last one.</returns>
    /// <exception cref="InputChangedException">The file is no longer what was read of it.</exception>
    public int ReadBlock(int index, byte[] buffer)
    {
        int count = Fill(index, buffer);
        (ulong Low, ulong High) hash = SipHash.Of128(Key, buffer, count);
        if (index < _read)
        {
            return hash == (_hashes[2 * index], _hashes[(2 * index) + 1])
                ? count
                : throw new InputChangedException("what was read of it is not there any more");
        }

        (_hashes[2 * index], _hashes[(2 * index) + 1]) = hash;
        _read++;
        if (WasTouched())
        {
            // A row must not begin in the block before and end in another file's bytes, and a block must not be read half before and
            // half after a change.
            byte[] again = CreateBuffer();
            for (int before = Math.Max(0, index - 1); before <= index; before++)
            {
                ReadBlock(before, again);
            }
        }

        return count;
    }

    /// <summary>The hash of all bytes, in 128 bits; what was not read yet is read for it.</summary>
    /// <exception cref="InputChangedException">The file is no longer what was read of it.</exception>
    public string HashAll()
    {
        byte[] buffer = CreateBuffer();
        while (2 * _read < _hashes.Length)
        {
            ReadBlock(_read, buffer);
        }

        var hashes = new byte[_hashes.Length * sizeof(ulong)];
        Buffer.BlockCopy(_hashes, 0, hashes, 0, hashes.Length);
        (ulong low, ulong high) = SipHash.Of128(Key, hashes, hashes.Length);
        return low.ToString("x16", CultureInfo.InvariantCulture) + high.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Finds out at the end whether the file still is what was read of it. All of it is read again only if its length or its time
    /// has changed.</summary>
    /// <exception cref="InputChangedException">It is not.</exception>
    public void RequireUnchanged()
    {
        bool isTouched = _file.Length != Length || TimeOf(Path) != _openedTime;
        byte[] buffer = CreateBuffer();
        for (int index = isTouched ? 0 : Math.Max(0, _read - LastBlocks); index < _read; index++)
        {
            ReadBlock(index, buffer);
        }

        if (_file.Length < Length)
        {
            throw new InputChangedException("it got shorter");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static DateTime TimeOf(string path)
    {
        try
        {
            return File.GetLastWriteTimeUtc(path);
        }
        catch (UnauthorizedAccessException)
        {
            // The right to read the time was taken away meanwhile; the open file can still be read and compared.
            return DateTime.MaxValue;
        }
    }

    private int Fill(int index, byte[] buffer)
    {
        long start = (long)index * BlockSize;
        int count = (int)Math.Min(BlockSize, Length - start);
        _file.Position = start;
        for (int filled = 0; filled < count;)
        {
            int read = _file.Read(buffer, filled, count - filled);
            if (read == 0)
            {
                throw new InputChangedException("it got shorter");
            }

            filled += read;
        }

        return count;
    }

    private bool WasTouched()
    {
        long length = _file.Length;
        DateTime time = TimeOf(Path);
        bool was = length != _length || time != _time;
        _length = length;
        _time = time;
        return was;
    }
}
