using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;

namespace Journy.Import.Sources;

/// <summary>
/// The bytes that a file had when it was opened: what is appended later is not among them. They can be read several times, and are the
/// same each time, or reading fails: an import reads its file once for the types and once for the rows, while another program may write
/// to it.
/// </summary>
/// <remarks>
/// Each block's hash is kept when it is read first. The file is opened only once, so that renaming another file to its name changes
/// nothing.
/// </remarks>
internal sealed class InputFile : IDisposable
{
    /// <summary>What is read and compared at a time, in bytes.</summary>
    public const int BlockSize = 64 * 1024;

    // At the end these are always compared: at least the last 64 KB.
    private const int LastBlocks = 2;

    private readonly FileStream _file;
    private readonly List<ulong> _blocks = new();
    private readonly DateTime _openedTime;
    private readonly SHA256? _all;
    private byte[]? _hash;
    private DateTime _time;
    private long _length;

    private InputFile(FileStream file, string path, bool hashesAll)
    {
        _file = file;
        _all = hashesAll ? SHA256.Create() : null;
        Path = path;
        Length = _length = file.Length;
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
    /// <param name="path">The file.</param>
    /// <param name="hashesAll">True for <see cref="HashAll"/>.</param>
    public static InputFile? Open(string path, bool hashesAll = false)
    {
        // Shared with writers, or a file that is open in Excel could not be read.
        const FileShare All = FileShare.ReadWrite | FileShare.Delete;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, All, bufferSize: 1, FileOptions.SequentialScan);
        try
        {
            if (file.CanSeek)
            {
                return new InputFile(file, path, hashesAll);
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

    /// <summary>Reads a block.</summary>
    /// <param name="index">Its number, from 0: the first one that was not read yet, or one that was.</param>
    /// <param name="buffer">Takes its bytes.</param>
    /// <returns>How many they are: less than <see cref="BlockSize"/> only for the last one.</returns>
    /// <exception cref="InputChangedException">The file is no longer what was read of it.</exception>
    public int ReadBlock(int index, byte[] buffer)
    {
        int count = Fill(index, buffer);
        ulong hash = XxHash.Of(buffer, count);
        if (index < _blocks.Count)
        {
            return hash == _blocks[index] ? count : throw new InputChangedException("what was read of it is not there any more");
        }

        _blocks.Add(hash);
        _all?.TransformBlock(buffer, 0, count, null, 0);
        if (WasTouched())
        {
            // A row must not begin in the block before and end in another file's bytes, and a block must not be read half before and
            // half after a change.
            var again = new byte[BlockSize];
            for (int before = Math.Max(0, index - 1); before <= index; before++)
            {
                ReadBlock(before, again);
            }
        }

        return count;
    }

    /// <summary>The hash of all bytes (SHA-256); what was not read yet is read for it. Only for a file that was opened for it.</summary>
    /// <exception cref="InputChangedException">The file is no longer what was read of it.</exception>
    public byte[] HashAll()
    {
        if (_hash is null)
        {
            var buffer = new byte[BlockSize];
            while ((long)_blocks.Count * BlockSize < Length)
            {
                ReadBlock(_blocks.Count, buffer);
            }

            _all!.TransformFinalBlock(buffer, 0, 0);
            _hash = _all.Hash!;
        }

        return _hash;
    }

    /// <summary>Finds out at the end whether the file still is what was read of it. All of it is read again only if its length or its time
    /// has changed.</summary>
    /// <exception cref="InputChangedException">It is not.</exception>
    public void RequireUnchanged()
    {
        bool isTouched = _file.Length != Length || TimeOf(Path) != _openedTime;
        var buffer = new byte[BlockSize];
        for (int index = isTouched ? 0 : Math.Max(0, _blocks.Count - LastBlocks); index < _blocks.Count; index++)
        {
            ReadBlock(index, buffer);
        }

        if (_file.Length < Length)
        {
            throw new InputChangedException("it got shorter");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _all?.Dispose();
    }

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
