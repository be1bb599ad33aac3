using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// What lines of files were read as: whom each is about and what it says, as hashes, by a digest of the line. It follows from the
/// line, the reading and the journal's salt alone, so that it saves reading a row and decides nothing. 48 to 56 bytes a row of
/// earlier runs; those of the present one are only written.
/// </summary>
/// <remarks>Kept in optional fields of the journal, several hundred rows in each. A version that does not know them goes on.</remarks>
internal sealed class RowDigests
{
    /// <summary>The field's name.</summary>
    public const string Field = "rows";

    // Words: the digest, two identifiers, the content.
    private const int EntryLength = 5;
    private const int EntriesOfLine = 500;
    private const int FewEntries = 2 * EntriesOfLine;
    private const ulong IsUsed = 1;

    // By character; 255 for what is none.
    private static readonly byte[] Base64Values = Enumerable.Range(0, 256)
        .Select(value => (byte)"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".IndexOf((char)value)).ToArray();

    private static readonly byte[] Start = Encoding.ASCII.GetBytes((char)JournalOp.OptionalField + " " + Field + " ");

    private readonly Action<byte[]>? _append;
    private byte[] _salt = Array.Empty<byte>();
    private string _reading = string.Empty;
    private BlockList<Entry> _entries = new();
    private int _count;

    // Numbers of entries by their digests, from 1; 0 where there is none. Made when somebody looks for a line that is not the next one.
    private int[] _slots = Array.Empty<int>();
    private ulong[] _words = Array.Empty<ulong>();
    private byte[] _bytes = Array.Empty<byte>();
    private ulong[]? _pending;
    private int _pendingLength;

    // Lines mostly come in the order in which they came before.
    private int _next;
    private long _used;
    private long _added;
    private long _written;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="append">Writes a line of the journal; null where it is only looked into.</param>
    public RowDigests(Action<byte[]>? append) => _append = append;

    /// <summary>True once every row of an input was looked up: what was not found by then is out of date.</summary>
    public bool SawAll { get; set; }

    /// <summary>Whether the journal holds over twice what is still of use.</summary>
    public bool IsWorthCompacting
    {
        get
        {
            long live = _added + (SawAll ? _used : _count);
            return _written > Math.Max(FewEntries, 2 * live);
        }
    }

    /// <summary>Whether a line of a journal is one of these.</summary>
    public static bool Has(ArraySegment<byte> line)
    {
        for (int index = 0; index < Start.Length; index++)
        {
            if (index >= line.Count || line.Array![line.Offset + index] != Start[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends loading.</summary>
    public void BeginRun(byte[] salt) => _salt = salt;

    /// <summary>Takes a line that an earlier run wrote. What another reading knew before it does not count.</summary>
    /// <returns>False if the line says something else.</returns>
    public bool Load(ArraySegment<byte> line)
    {
        if (!TryRead(line, out string reading, out int length))
        {
            return false;
        }

        Begin(reading);
        ulong[] entries = _words;
        for (int at = 0; at < length; at += EntryLength)
        {
            _entries.Reserve(_count);
            _entries[_count++] = new Entry { High = entries[at], Low = entries[at + 1], First = entries[at + 2], Second = entries[at + 3], Content = entries[at + 4] };
            _written++;
        }

        return true;
    }

    /// <summary>Says how rows are read from now on. Nothing is known by another reading.</summary>
    public void Begin(string reading)
    {
        if (reading != _reading)
        {
            WritePending();
            _reading = reading;
            _entries = new BlockList<Entry>();
            _count = 0;
            _slots = Array.Empty<int>();
            _next = 0;
            _used = 0;
            _added = 0;
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
    public bool TryFind(LineDigest digest, out ulong first, out ulong second, out ulong content)
    {
        int place = _next < _count && _entries[_next].Is(digest) ? _next : PlaceOf(digest);
        if (place < 0)
        {
            first = second = content = 0;
            return false;
        }

        ref Entry entry = ref _entries[place];
        _next = place + 1;
        first = entry.First;
        second = entry.Second;
        content = entry.Content & ~IsUsed;
        if (content == entry.Content)
        {
            entry.Content |= IsUsed;
            _used++;
        }

        return true;
    }

    /// <summary>Keeps what a line was read as, for the next run.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void Keep(LineDigest digest, ulong first, ulong second, ulong content)
    {
        if (_append is null || PlaceOf(digest) >= 0)
        {
            return;
        }

        _added++;
        _pending ??= new ulong[EntriesOfLine * EntryLength];
        _pending[_pendingLength] = digest.High;
        _pending[_pendingLength + 1] = digest.Low;
        _pending[_pendingLength + 2] = first;
        _pending[_pendingLength + 3] = second;
        _pending[_pendingLength + 4] = content;
        _pendingLength += EntryLength;
        if (_pendingLength == _pending.Length)
        {
            WritePending();
        }
    }

    /// <summary>Writes what is kept and not written yet.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void WritePending()
    {
        if (_pendingLength > 0)
        {
            byte[] line = LineOf(_pending!, _pendingLength);
            _written += _pendingLength / EntryLength;
            _pendingLength = 0;
            _append!(line);
        }
    }

    /// <summary>Writes what is still of use of a line into another journal.</summary>
    /// <param name="line">A line of the present one.</param>
    /// <param name="other">The other one.</param>
    public void CopyLive(ArraySegment<byte> line, Stream other)
    {
        if (!TryRead(line, out string reading, out int all) || reading != _reading)
        {
            return;
        }

        ulong[] entries = _words;
        int length = 0;
        for (int at = 0; at < all; at += EntryLength)
        {
            // What is not there is of this run.
            int place = PlaceOf(new LineDigest(entries[at], entries[at + 1]));
            if (place < 0 || !SawAll || (_entries[place].Content & IsUsed) != 0)
            {
                Array.Copy(entries, at, entries, length, EntryLength);
                length += EntryLength;
            }
        }

        if (length > 0)
        {
            byte[] live = LineOf(entries, length);
            other.Write(live, 0, live.Length);
        }
    }

    private int PlaceOf(LineDigest digest)
    {
        if (_slots.Length < _count)
        {
            MakeSlots();
        }

        if (_count > 0)
        {
            for (int slot = SlotOf(digest.Low); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
            {
                if (_entries[_slots[slot] - 1].Is(digest))
                {
                    return _slots[slot] - 1;
                }
            }
        }

        return -1;
    }

    private void MakeSlots()
    {
        int length = 2;
        while (length < 2L * _count)
        {
            length *= 2;
        }

        _slots = new int[length];
        for (int place = 0; place < _count; place++)
        {
            int slot = SlotOf(_entries[place].Low);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (length - 1);
            }

            _slots[slot] = place + 1;
        }
    }

    private int SlotOf(ulong low) => (int)low & (_slots.Length - 1);

    private byte[] LineOf(ulong[] entries, int length)
    {
        byte[] bytes = new byte[length * sizeof(ulong)];
        Buffer.BlockCopy(entries, 0, bytes, 0, bytes.Length);
        return JournalLine.Write(JournalOp.OptionalField, Field, _reading, Convert.ToBase64String(bytes));
    }

    /// <summary>Reads the words of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="reading">By which reading they hold.</param>
    /// <param name="length">How many words of the buffer they are.</param>
    /// <returns>False if the line says something else.</returns>
    private bool TryRead(ArraySegment<byte> line, out string reading, out int length)
    {
        int at = line.Offset + Start.Length;
        int end = line.Offset + line.Count - JournalLine.EndLength;
        byte[] text = line.Array!;
        int space = at < end ? Array.IndexOf(text, (byte)' ', at, end - at) : -1;
        reading = string.Empty;
        length = 0;
        if (space < 0)
        {
            return false;
        }

        reading = Encoding.ASCII.GetString(text, at, space - at);
        at = space + 1;
        if (Array.IndexOf(text, (byte)'%', at, end - at) >= 0)
        {
            // A version that does not know the field escapes its values where it writes the journal anew.
            text = Encoding.ASCII.GetBytes(Uri.UnescapeDataString(Encoding.ASCII.GetString(text, at, end - at)));
            (at, end) = (0, text.Length);
        }

        while (end > at && text[end - 1] == '=')
        {
            end--;
        }

        if (_bytes.Length < end - at)
        {
            _bytes = new byte[end - at];
        }

        int count = Decode(text, at, end, _bytes);
        if (count < 0 || count % (EntryLength * sizeof(ulong)) != 0)
        {
            return false;
        }

        length = count / sizeof(ulong);
        if (_words.Length < length)
        {
            _words = new ulong[length];
        }

        Buffer.BlockCopy(_bytes, 0, _words, 0, count);
        return true;
    }

    /// <summary>Reads Base64 without its padding.</summary>
    /// <returns>How many bytes it is; negative if it is none.</returns>
    [MethodImpl(SipHash.CompiledWell)]
    private static int Decode(byte[] text, int at, int end, byte[] bytes)
    {
        byte[] values = Base64Values;
        int all = 0;
        int bits = 0;
        int waiting = 0;
        int count = 0;
        for (; at + 4 <= end; at += 4)
        {
            int first = values[text[at]];
            int second = values[text[at + 1]];
            int third = values[text[at + 2]];
            int fourth = values[text[at + 3]];
            all |= first | second | third | fourth;
            bytes[count] = (byte)((first << 2) | (second >> 4));
            bytes[count + 1] = (byte)((second << 4) | (third >> 2));
            bytes[count + 2] = (byte)((third << 6) | fourth);
            count += 3;
        }

        for (; at < end; at++)
        {
            all |= values[text[at]];
            bits = (bits << 6) | values[text[at]];
            waiting += 6;
            if (waiting >= 8)
            {
                waiting -= 8;
                bytes[count++] = (byte)(bits >> waiting);
            }
        }

        return all < 64 ? count : -1;
    }

    private struct Entry
    {
        public ulong High;
        public ulong Low;
        public ulong First;
        public ulong Second;

        // With IsUsed among the bits that hashes leave free.
        public ulong Content;

        public readonly bool Is(LineDigest digest) => Low == digest.Low && High == digest.High;
    }
}
