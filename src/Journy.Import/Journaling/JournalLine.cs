using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// One line of a journal: what it says, its fields, a check sum, and a line feed, all ASCII. A line without its check sum is one
/// that was never written to its end.
/// </summary>
internal static class JournalLine
{
    /// <summary>What stands behind the fields of a line, without its line feed.</summary>
    public const int EndLength = 1 + CheckLength;

    private const int CheckLength = 8;
    private const uint FnvBasis = 2166136261;
    private const uint FnvPrime = 16777619;
    private const string Digits = "0123456789abcdef";

    // By character; 255 for what is no digit.
    private static readonly byte[] DigitValues = ValuesOf(Digits);

    // Op, three fields of 16 digits, the check sum, and what stands between and behind them.
    private const int LongestOfHashes = 1 + (3 * 17) + 1 + CheckLength + 1;

    /// <summary>What each character stands for; 255 if it is no digit.</summary>
    public static byte[] ValuesOf(string digits)
    {
        byte[] values = new byte[256];
        for (int character = 0; character < values.Length; character++)
        {
            values[character] = (byte)digits.IndexOf((char)character);
        }

        return values;
    }

    /// <summary>Writes a line of up to three hashes; 0 is written as a dash.</summary>
    /// <param name="buffer">Where it is written; enlarged where it is too small.</param>
    /// <param name="start">Where in the buffer.</param>
    /// <param name="op">What it says.</param>
    /// <param name="first">The first hash.</param>
    /// <param name="second">The second one.</param>
    /// <param name="content">The third one.</param>
    /// <returns>Where it ends.</returns>
    public static int Write(ref byte[] buffer, int start, JournalOp op, ulong first, ulong second, ulong content)
    {
        if (buffer.Length < start + LongestOfHashes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, start + LongestOfHashes));
        }

        int length = start;
        buffer[length++] = (byte)op;
        WriteHash(buffer, ref length, first);
        WriteHash(buffer, ref length, second);
        WriteHash(buffer, ref length, content);
        return End(buffer, start, length);
    }

    /// <summary>Writes a line of text fields, which hold no white space.</summary>
    public static byte[] Write(JournalOp op, params string[] fields)
    {
        string text = (char)op + " " + string.Join(" ", fields);
        byte[] buffer = new byte[text.Length + 1 + CheckLength + 1];
        End(buffer, 0, Encoding.ASCII.GetBytes(text, 0, text.Length, buffer, 0));
        return buffer;
    }

    /// <summary>Whether a line, without its line feed, is whole.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public static bool IsWhole(ArraySegment<byte> line)
    {
        int body = line.Count - CheckLength - 1;
        if (body < 2 || line.Array![line.Offset + body] != ' ' || line.Array[line.Offset + 1] != ' ')
        {
            return false;
        }

        return ReadHash(line.Array, line.Offset + body + 1, CheckLength, out ulong check)
            && (check == XxHash32.Of(line.Array, line.Offset, body) || check == OldCheckOf(line.Array, line.Offset, body));
    }

    /// <summary>Reads the hashes of a whole line.</summary>
    /// <returns>False where it has other fields.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public static bool TryRead(ArraySegment<byte> line, out ulong first, out ulong second, out ulong content)
    {
        int at = line.Offset + 1;
        int end = line.Offset + line.Count - CheckLength - 1;
        first = second = content = 0;
        return ReadField(line.Array!, ref at, end, out first)
            && ReadField(line.Array!, ref at, end, out second)
            && ReadField(line.Array!, ref at, end, out content)
            && at == end;
    }

    /// <summary>The text fields of a whole line.</summary>
    public static IReadOnlyList<string> ReadText(ArraySegment<byte> line) =>
        Encoding.ASCII.GetString(line.Array!, line.Offset + 2, line.Count - 2 - CheckLength - 1).Split(' ');

    private static void WriteHash(byte[] buffer, ref int length, ulong hash)
    {
        buffer[length++] = (byte)' ';
        if (hash == 0)
        {
            buffer[length++] = (byte)'-';
            return;
        }

        for (int shift = 60; shift >= 0; shift -= 4)
        {
            buffer[length++] = (byte)Digits[(int)(hash >> shift) & 15];
        }
    }

    private static int End(byte[] buffer, int start, int length)
    {
        // The line of owner has the check sum of 0.1.0, which would otherwise not read that a newer version wrote the journal, and cut
        // off what is behind the line.
        uint check = (JournalOp)buffer[start] == JournalOp.Owner
            ? OldCheckOf(buffer, start, length - start)
            : XxHash32.Of(buffer, start, length - start);
        buffer[length++] = (byte)' ';
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            buffer[length++] = (byte)Digits[(int)(check >> shift) & 15];
        }

        buffer[length++] = (byte)'\n';
        return length;
    }

    // FNV-1a, which takes a byte at a time: the check sum of journals of 0.1.0.
    [MethodImpl(Optimization.AtOnce)]
    private static uint OldCheckOf(byte[] buffer, int offset, int count)
    {
        uint check = FnvBasis;
        for (int index = offset; index < offset + count; index++)
        {
            check = (check ^ buffer[index]) * FnvPrime;
        }

        return check;
    }

    [MethodImpl(Optimization.AtOnce)]
    private static bool ReadField(byte[] line, ref int at, int end, out ulong hash)
    {
        hash = 0;
        if (at + 1 >= end || line[at] != ' ')
        {
            return false;
        }

        at++;
        if (line[at] == '-')
        {
            at++;
            return true;
        }

        if (at + 16 > end || !ReadHash(line, at, 16, out hash))
        {
            return false;
        }

        at += 16;
        return true;
    }

    [MethodImpl(Optimization.AtOnce)]
    private static bool ReadHash(byte[] line, int at, int digits, out ulong hash)
    {
        byte[] values = DigitValues;
        ulong read = 0;
        int all = 0;
        for (int index = at; index < at + digits; index++)
        {
            byte digit = values[line[index]];
            all |= digit;
            read = (read << 4) | digit;
        }

        hash = read;
        return all < 16;
    }
}
