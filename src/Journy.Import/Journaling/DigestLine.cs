using System;
using System.Runtime.CompilerServices;
using System.Text;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// A line of the journal that says what lines of files were read as: an optional field with a reading, and entries of five words in
/// Base64. A version that does not know it goes on.
/// </summary>
internal static class DigestLine
{
    /// <summary>The words of an entry: the digest of a line, high and low, two identifiers, and the content.</summary>
    public const int EntryLength = 5;

    private const string Field = "rows";
    private const int EntryBytes = EntryLength * sizeof(ulong);

    // By character; 255 for what is none.
    private static readonly byte[] Base64Values = JournalLine.ValuesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private static readonly byte[] Start = Encoding.ASCII.GetBytes((char)JournalOp.OptionalField + " " + Field + " ");

    /// <summary>Whether a line of a journal is one of these.</summary>
    public static bool Is(ArraySegment<byte> line)
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

    /// <summary>Reads what a line says of itself.</summary>
    /// <param name="line">The line.</param>
    /// <param name="reading">By which reading its entries hold.</param>
    /// <param name="count">How many entries it has.</param>
    /// <returns>False if it says something else.</returns>
    public static bool TryReadHead(ArraySegment<byte> line, out string reading, out int count)
    {
        count = 0;
        if (FindEntries(line, out reading) is not { } entries)
        {
            return false;
        }

        // Four characters for three bytes; what is left over of bits belongs to no byte.
        int bytes = (int)(entries.Count * 6L / 8);
        count = bytes / EntryBytes;
        return count > 0 && bytes % EntryBytes == 0;
    }

    /// <summary>Reads the entries of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="bytes">Room for what is read on the way; enlarged if it is too small.</param>
    /// <param name="words">Takes the words.</param>
    /// <param name="start">Where in the words.</param>
    /// <returns>False if the line says something else.</returns>
    public static bool TryRead(ArraySegment<byte> line, ref byte[] bytes, ulong[] words, int start)
    {
        if (FindEntries(line, out _) is not { } entries)
        {
            return false;
        }

        if (bytes.Length < entries.Count)
        {
            bytes = new byte[entries.Count];
        }

        int count = Decode(entries.Array!, entries.Offset, entries.Offset + entries.Count, bytes);
        if (count < 0)
        {
            return false;
        }

        Buffer.BlockCopy(bytes, 0, words, start * sizeof(ulong), count);
        return true;
    }

    /// <summary>A line.</summary>
    /// <param name="reading">By which reading the entries hold.</param>
    /// <param name="words">The entries.</param>
    /// <param name="length">How many words they have.</param>
    public static byte[] Of(string reading, ulong[] words, int length)
    {
        byte[] bytes = new byte[length * sizeof(ulong)];
        Buffer.BlockCopy(words, 0, bytes, 0, bytes.Length);
        return JournalLine.Write(JournalOp.OptionalField, Field, reading, Convert.ToBase64String(bytes));
    }

    /// <summary>Where the characters of the entries stand, without their padding; null if there are none.</summary>
    private static ArraySegment<byte>? FindEntries(ArraySegment<byte> line, out string reading)
    {
        int at = line.Offset + Start.Length;
        int end = line.Offset + line.Count - JournalLine.EndLength;
        byte[] text = line.Array!;
        int space = at < end ? Array.IndexOf(text, (byte)' ', at, end - at) : -1;
        reading = string.Empty;
        if (space < 0)
        {
            return null;
        }

        reading = Encoding.ASCII.GetString(text, at, space - at);
        at = space + 1;
        if (Array.IndexOf(text, (byte)'%', at, end - at) >= 0)
        {
            // A version that does not know the field escapes its values when it writes the journal anew.
            text = Encoding.ASCII.GetBytes(Uri.UnescapeDataString(Encoding.ASCII.GetString(text, at, end - at)));
            (at, end) = (0, text.Length);
        }

        while (end > at && text[end - 1] == '=')
        {
            end--;
        }

        return new ArraySegment<byte>(text, at, end - at);
    }

    /// <summary>Reads Base64 without its padding.</summary>
    /// <returns>How many bytes it is; negative if it is none.</returns>
    [MethodImpl(Optimization.AtOnce)]
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
}
