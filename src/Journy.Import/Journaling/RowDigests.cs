using System;
using System.Collections.Generic;
using System.IO;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// What lines of files were read as: whom each is about and what it says, as hashes, by a digest of the line. It follows from the
/// line, the reading and the journal's salt alone, so that it saves reading a row and decides nothing.
/// </summary>
/// <remarks>
/// Lines mostly come in the order in which the first run wrote them, so that its entries are read as they are expected. What later runs
/// added is in a table, and so is everything once many lines were not found. Entries of the present run are only written.
/// </remarks>
internal sealed class RowDigests
{
    private const int EntryLength = DigestLine.EntryLength;
    private const int EntriesOfLine = 500;
    private const int FewEntries = 2 * EntriesOfLine;

    // So many lines that are not new are read as rows before everything is looked through for them.
    private const int MostMissed = 1_000;

    private readonly Action<byte[]>? _append;
    private readonly Func<long, int, byte[]?> _read;
    private readonly ulong[] _pending = new ulong[EntriesOfLine * EntryLength];
    private List<DigestBlock> _blocks = new();
    private byte[] _salt = Array.Empty<byte>();
    private string _reading = string.Empty;
    private int _count;

    // How many lines are of the first run: all up to the first one that is not full, with which a run ends.
    private int _ofFirstRun;
    private DigestFeed? _feed;
    private DigestTable? _table;
    private int _missed;
    private LineDigest? _found;
    private BlockList<bool> _isUsed = new();
    private long _used;
    private long _added;
    private long _written;
    private byte[] _bytes = Array.Empty<byte>();
    private int _pendingLength;

    // How many of the lines that were loaded stand before the one that is copied.
    private int _copied;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="append">Writes a line of the journal; null if it is only looked into.</param>
    /// <param name="read">Reads a line of the journal once more: where it begins, and its length; null if it cannot be read.</param>
    public RowDigests(Action<byte[]>? append, Func<long, int, byte[]?> read)
    {
        _append = append;
        _read = read;
    }

    /// <summary>True once every row of an input was looked up: what was not found by then is out of date.</summary>
    public bool SawAll { get; set; }

    /// <summary>Whether the journal holds over twice what is still of use.</summary>
    public bool IsWorthCompacting => _written > Math.Max(FewEntries, 2 * (_added + (SawAll ? _used : _count)));

    /// <summary>Ends loading.</summary>
    public void BeginRun(byte[] salt) => _salt = salt;

    /// <summary>Takes a line that an earlier run wrote. What another reading knew before it does not count.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where it begins in the journal.</param>
    /// <returns>False if the line says something else.</returns>
    public bool Load(ArraySegment<byte> line, long at)
    {
        if (!DigestLine.TryReadHead(line, out string reading, out int count))
        {
            return false;
        }

        Begin(reading);
        _ofFirstRun += _ofFirstRun == _blocks.Count && _ofFirstRun * EntriesOfLine == _count ? 1 : 0;
        _blocks.Add(new DigestBlock(at, line.Count, _count, count));
        _count += count;
        _written += count;
        return true;
    }

    /// <summary>Says how rows are read from now on. Nothing is known by another reading.</summary>
    public void Begin(string reading)
    {
        if (reading != _reading)
        {
            WritePending();
            _reading = reading;
            _blocks = new List<DigestBlock>();
            _count = _ofFirstRun = _missed = 0;
            _feed = null;
            _table = null;
            _found = null;
            _isUsed = new BlockList<bool>();
            _used = _added = 0;
        }
    }

    /// <summary>What a line is known by.</summary>
    public LineDigest DigestOf(char[] text, int start, int count)
    {
        int length = count * sizeof(char);
        if (_bytes.Length < length)
        {
            _bytes = new byte[length];
        }

        Buffer.BlockCopy(text, start * sizeof(char), _bytes, 0, length);
        (ulong low, ulong high) = SipHash.Of128(_salt, _bytes, length);
        return new LineDigest(high, low);
    }

    /// <summary>Looks up what a line was read as.</summary>
    /// <returns>False if nobody knows, or it is not worth looking for: then the line is read as a row.</returns>
    public bool TryFind(LineDigest digest, out ulong first, out ulong second, out ulong content)
    {
        _feed ??= new DigestFeed(_blocks, _ofFirstRun, Read);
        int place = _feed.Find(digest, 1, out int at);
        ulong[] words = _feed.Words;
        if (place < 0)
        {
            _table ??= new DigestTable(_blocks, _ofFirstRun, Read);
            place = _table.Find(digest, out at);
            if (place >= 0)
            {
                words = _table.Words;
            }
            else if ((place = _feed.Find(digest, FewEntries, out at)) >= 0)
            {
                words = _feed.Words;
            }
            else if (_missed >= MostMissed && !_table.HasAll)
            {
                _table = new DigestTable(_blocks, 0, Read);
                place = _table.Find(digest, out at);
                words = _table.Words;
            }
        }

        _found = place < 0 ? null : digest;
        if (place < 0)
        {
            first = second = content = 0;
            return false;
        }

        first = words[at + 2];
        second = words[at + 3];
        content = words[at + 4];
        _used += IsUsed(place) ? 0 : 1;
        _isUsed[place] = true;
        return true;
    }

    /// <summary>Keeps what the line that was looked up last was read as, for the next run.</summary>
    /// <param name="digest">The line.</param>
    /// <param name="first">The first hash of whom it is about.</param>
    /// <param name="second">The second one.</param>
    /// <param name="content">The hash of what it says.</param>
    /// <param name="isUnchanged">True if an earlier run knew all of it, so that its line most likely only stands elsewhere.</param>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void Keep(LineDigest digest, ulong first, ulong second, ulong content, bool isUnchanged)
    {
        if (_append is null || _found == digest)
        {
            return;
        }

        _missed += isUnchanged ? 1 : 0;

        if (_pendingLength == _pending.Length)
        {
            Write(_pendingLength);
        }

        _added++;
        _pending[_pendingLength] = digest.High;
        _pending[_pendingLength + 1] = digest.Low;
        _pending[_pendingLength + 2] = first;
        _pending[_pendingLength + 3] = second;
        _pending[_pendingLength + 4] = content;
        _pendingLength += EntryLength;
    }

    /// <summary>Writes what is kept and not written yet: the run ends.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void WritePending()
    {
        if (_append is not null)
        {
            EndRun(Write);
        }
    }

    /// <summary>Writes what is still of use of a line into another journal, once nothing is pending any more. Lines come in their
    /// order.</summary>
    /// <param name="line">A line of the present one.</param>
    /// <param name="at">Where it begins there.</param>
    /// <param name="other">The other one.</param>
    public void CopyLive(ArraySegment<byte> line, long at, Stream other)
    {
        if (!DigestLine.TryReadHead(line, out string reading, out int count) || reading != _reading)
        {
            return;
        }

        ulong[] words = new ulong[count * EntryLength];
        if (!DigestLine.TryRead(line, ref _bytes, words, 0))
        {
            return;
        }

        while (_copied < _blocks.Count && _blocks[_copied].At < at)
        {
            _copied++;
        }

        // All others are of this run.
        bool isLoaded = _copied < _blocks.Count && _blocks[_copied].At == at;
        for (int index = 0; index < count; index++)
        {
            if (!SawAll || !isLoaded || IsUsed(_blocks[_copied].First + index))
            {
                if (_pendingLength == _pending.Length)
                {
                    Copy(_pendingLength, other);
                }

                Array.Copy(words, index * EntryLength, _pending, _pendingLength, EntryLength);
                _pendingLength += EntryLength;
            }
        }

        if (count < EntriesOfLine)
        {
            EndCopy(other);
        }
    }

    /// <summary>Ends copying, as each run ended.</summary>
    public void EndCopy(Stream other) => EndRun(length => Copy(length, other));

    // The last line of a run is not full, by which it is known.
    private void EndRun(Action<int> write)
    {
        if (_pendingLength == _pending.Length)
        {
            write(_pendingLength - EntryLength);
        }

        if (_pendingLength > 0)
        {
            write(_pendingLength);
        }
    }

    private void Write(int length)
    {
        _written += length / EntryLength;
        _append!(TakePending(length));
    }

    private void Copy(int length, Stream other)
    {
        byte[] line = TakePending(length);
        other.Write(line, 0, line.Length);
    }

    private byte[] TakePending(int length)
    {
        byte[] line = DigestLine.Of(_reading, _pending, length);
        _pendingLength -= length;
        Array.Copy(_pending, length, _pending, 0, _pendingLength);
        return line;
    }

    private bool IsUsed(int place)
    {
        _isUsed.Reserve(place);
        return _isUsed[place];
    }

    private void Read(DigestBlock block, ulong[] words, int start)
    {
        // What cannot be read, or is something else by now, is not known: then the lines are read as rows.
        ArraySegment<byte> line = _read(block.At, block.Length) is { } bytes ? new ArraySegment<byte>(bytes, 0, block.Length) : default;
        bool isSame = line.Array is not null && DigestLine.Is(line) && DigestLine.TryReadHead(line, out string reading, out int count)
            && reading == _reading && count == block.Count;
        if (!isSame || !DigestLine.TryRead(line, ref _bytes, words, start))
        {
            Array.Clear(words, start, block.Count * EntryLength);
        }
    }
}
