using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Threading;
using Journy.Import.Problems;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// A journal's file: append-only, held by one process at a time, with the operating system when an append returns and on the disk
/// a second later. What a crash left half written at its end is cut off.
/// </summary>
internal sealed class JournalFile : IJournalLines, IDisposable
{
    private const int ReadSize = 256 * 1024;

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, and EAGAIN of Linux and of macOS.
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int AgainLinux = 11;
    private const int AgainMac = 35;

    private static readonly TimeSpan BetweenSyncs = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();

    // Held while the disk is waited for; taken before the other one where both are.
    private readonly object _syncLock = new();
    private readonly Timer? _sync;
    private FileStream? _stream;

    // Lines that are noted and not written yet.
    private byte[] _buffer = new byte[1024];
    private int _noted;

    // A line that is read once more.
    private byte[] _line = Array.Empty<byte>();

    // Up to here the file holds whole lines.
    private long _length;
    private bool _isDirty;

    private JournalFile(string path, FileStream stream, bool isWritable)
    {
        Path = path;
        _stream = stream;
        Size = stream.Length;
        if (isWritable)
        {
            _sync = new Timer(_ => Sync(), null, BetweenSyncs, BetweenSyncs);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Up to here it holds whole lines that are read or written, in bytes.</summary>
    public long Length => _length;

    /// <summary>Its size when it was opened, in bytes.</summary>
    public long Size { get; }

    /// <summary>What kept a line from being written; nothing is appended after it.</summary>
    public JournyInputException? Problem { get; private set; }

    /// <summary>Opens a journal, or begins a new one.</summary>
    /// <exception cref="JournyInputException">It cannot be written, or another process has it.</exception>
    public static JournalFile Open(string path)
    {
        while (true)
        {
            FileStream stream;
            try
            {
                stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (IsInUse(exception))
            {
                throw JournalProblems.InUse(path, exception);
            }
            catch (Exception exception) when (WriteFailure.IsOfFile(exception))
            {
                throw JournalProblems.NotWritable(path, exception);
            }

            // Whoever compacted the journal just now has put another file in its place.
            if (File.Exists(path) && new FileInfo(path).Length == stream.Length)
            {
                return new JournalFile(path, stream, isWritable: true);
            }

            stream.Dispose();
        }
    }

    /// <summary>Opens a journal to look into it, whoever else uses it; null where there is none.</summary>
    /// <exception cref="JournyInputException">It cannot be read.</exception>
    public static JournalFile? OpenToRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return new JournalFile(path, OpenShared(path), isWritable: false);
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            throw JournalProblems.InUseForReading(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw JournalProblems.NotReadable(path, exception);
        }
    }

    /// <summary>Reads every whole line, and cuts off what a crash left half written behind them.</summary>
    /// <param name="take">Takes a line without its line feed.</param>
    /// <exception cref="JournyInputException">There are damaged lines before whole ones.</exception>
    [MethodImpl(Optimization.AtOnce)]
    public void ReadAll(Action<ArraySegment<byte>> take)
    {
        FileStream stream = _stream!;
        byte[] buffer = new byte[ReadSize];
        int filled = 0;
        long number = 0;
        long damagedLine = 0;
        stream.Position = 0;
        _length = 0;
        int read;
        while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            int start = 0;
            int end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', start, filled - start)) >= 0)
            {
                ArraySegment<byte> line = new(buffer, start, end - start);
                number++;
                if (!JournalLine.IsWhole(line))
                {
                    damagedLine = damagedLine == 0 ? number : damagedLine;
                }
                else if (damagedLine != 0)
                {
                    throw JournalProblems.Damaged(Path, damagedLine);
                }
                else
                {
                    take(line);
                    _length += line.Count + 1;
                }

                start = end + 1;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            if (filled == buffer.Length)
            {
                throw number == 0 ? JournalProblems.NotAJournal(Path) : JournalProblems.Damaged(Path, number + 1);
            }
        }

        // Never truncates a file that may not be a journal.
        if (_length == 0 && stream.Length > 0)
        {
            throw JournalProblems.NotAJournal(Path);
        }

        if (_sync is not null && _length < stream.Length)
        {
            stream.SetLength(_length);
        }

        stream.Position = _length;
    }

    /// <summary>Reads a line once more.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="length">Its length without its line feed.</param>
    /// <returns>Null if it cannot be read. The bytes hold until the next line is read.</returns>
    public byte[]? TryReadAt(long at, int length)
    {
        lock (_lock)
        {
            try
            {
                if (_stream is null)
                {
                    // Only looked into, and closed by now: an import may have it meanwhile, and may have put another file in its place.
                    using FileStream stream = OpenShared(Path);
                    return TryReadAt(stream, at, length) && JournalLine.IsWhole(new ArraySegment<byte>(_line, 0, length)) ? _line : null;
                }

                bool isRead = TryReadAt(_stream, at, length);
                _stream.Position = _length;
                return isRead ? _line : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
            {
                return null;
            }
        }
    }

    /// <summary>Reads the last lines alone.</summary>
    /// <param name="lengthBefore">By the last line, how many bytes in front of it are to be read too; null if it does not say so.</param>
    /// <param name="take">Takes a line without its line feed.</param>
    /// <returns>False if nothing was taken: the last line says nothing, or not all of them are whole.</returns>
    public bool TryReadLast(Func<ArraySegment<byte>, int?> lengthBefore, Action<ArraySegment<byte>> take)
    {
        FileStream stream = _stream!;
        byte[] buffer = new byte[Math.Min(ReadSize, stream.Length)];
        stream.Position = stream.Length - buffer.Length;
        int filled = 0;
        int read;
        while ((read = stream.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
        }

        if (filled < buffer.Length || filled == 0 || buffer[filled - 1] != '\n')
        {
            return false;
        }

        int last = filled == 1 ? 0 : Array.LastIndexOf(buffer, (byte)'\n', filled - 2) + 1;
        ArraySegment<byte> lastLine = new(buffer, last, filled - 1 - last);
        int start = JournalLine.IsWhole(lastLine) && lengthBefore(lastLine) is { } before ? last - before : -1;

        // Before a line stands another one's end.
        if (start <= 0 || buffer[start - 1] != '\n')
        {
            return false;
        }

        List<ArraySegment<byte>> lines = new();
        for (int at = start; at < filled; at += lines[lines.Count - 1].Count + 1)
        {
            lines.Add(new ArraySegment<byte>(buffer, at, Array.IndexOf(buffer, (byte)'\n', at) - at));
        }

        if (!lines.TrueForAll(JournalLine.IsWhole))
        {
            return false;
        }

        _length = stream.Length - (filled - start);
        foreach (ArraySegment<byte> line in lines)
        {
            take(line);
            _length += line.Count + 1;
        }

        stream.Position = _length;
        return true;
    }

    /// <summary>Appends lines; they are with the operating system when this returns.</summary>
    /// <exception cref="JournyInputException">They could not be written; nothing of them is left.</exception>
    public void Append(byte[] lines)
    {
        lock (_lock)
        {
            WriteNoted();
            Write(lines, lines.Length);
        }
    }

    /// <inheritdoc/>
    public void Append(JournalOp op, ulong first, ulong second, ulong content)
    {
        lock (_lock)
        {
            _noted = JournalLine.Write(ref _buffer, _noted, op, first, second, content);
            WriteNoted();
        }
    }

    /// <inheritdoc/>
    public long Note(JournalOp op, ulong first, ulong second)
    {
        lock (_lock)
        {
            _noted = JournalLine.Write(ref _buffer, _noted, op, first, second, 0);
            return _length + _noted;
        }
    }

    /// <inheritdoc/>
    public void Flush(long noted)
    {
        lock (_lock)
        {
            if (_length < noted)
            {
                WriteNoted();
            }
        }
    }

    /// <summary>Puts other content in the place of all lines, at once or not at all, and closes the journal.</summary>
    /// <exception cref="JournyInputException">It could not be written; the journal is as it was.</exception>
    public void Replace(Action<Stream> write)
    {
        string written = Path + ".new";
        try
        {
            using (FileStream stream = new(written, FileMode.Create, FileAccess.Write, FileShare.None, ReadSize))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            // Windows does not replace a file that is open; elsewhere nobody may get at the old file before it is replaced.
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                Close();
            }

            File.Replace(written, Path, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            TryDelete(written);
            throw JournalProblems.NotCompacted(Path, exception);
        }
        finally
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static bool IsInUse(IOException exception) =>
        exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException or DriveNotFoundException)
        && (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? (exception.HResult & 0xFFFF) is SharingViolation or LockViolation
            : (exception.HResult & 0xFFFF) is SharingViolation or AgainLinux or AgainMac);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next compaction overwrites it; what went wrong first is what the user must hear of.
        }
    }

    private bool TryReadAt(FileStream stream, long at, int length)
    {
        if (_line.Length < length)
        {
            _line = new byte[length];
        }

        stream.Position = at;
        int filled = 0;
        int read;
        while (filled < length && (read = stream.Read(_line, filled, length - filled)) > 0)
        {
            filled += read;
        }

        return filled == length;
    }

    private void WriteNoted()
    {
        if (_noted > 0)
        {
            int count = _noted;
            _noted = 0;
            Write(_buffer, count);
        }
    }

    private void Write(byte[] bytes, int count)
    {
        if (Problem is not null)
        {
            throw Problem;
        }

        if (_stream is null)
        {
            throw new ObjectDisposedException(nameof(JournalFile));
        }

        try
        {
            _stream.Write(bytes, 0, count);
            _stream.Flush();
            _length += count;
            _isDirty = true;
        }
        catch (Exception exception) when (WriteFailure.IsOne(exception))
        {
            Problem = JournalProblems.NotWritable(Path, exception);
            try
            {
                _stream.SetLength(_length);
            }
            catch (Exception cut) when (WriteFailure.IsOne(cut))
            {
                // What is half written is cut off when the journal is opened again.
            }

            throw Problem;
        }
    }

    private void Sync()
    {
        lock (_syncLock)
        {
            FileStream stream;
            lock (_lock)
            {
                if (!_isDirty || _stream is null)
                {
                    return;
                }

                stream = _stream;
                _isDirty = false;
            }

            // A busy disk takes its time, and appends go on meanwhile. The stream holds nothing back that both could get at.
            try
            {
                stream.Flush(flushToDisk: true);
            }
            catch (Exception exception) when (WriteFailure.IsOne(exception))
            {
                lock (_lock)
                {
                    _isDirty = true;
                    Problem ??= JournalProblems.NotWritable(Path, exception);
                }
            }
        }
    }

    private void Close()
    {
        _sync?.Dispose();
        Sync();
        lock (_syncLock)
        {
            lock (_lock)
            {
                _stream?.Dispose();
                _stream = null;
            }
        }
    }
}
