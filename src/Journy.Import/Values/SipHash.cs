using System;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Values;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, 2012): a hash of 64 bits with a key of 128, made for many short texts, for which SHA-256
/// takes several times as long.
/// </summary>
internal static class SipHash
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int KeyLength = 16;

    /// <summary>The hash of the first bytes of an array.</summary>
    public static ulong Of(byte[] key, byte[] bytes, int length)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"A key of {KeyLength} bytes is needed.", nameof(key));
        }

        ulong key0 = BitConverter.ToUInt64(key, 0);
        ulong key1 = BitConverter.ToUInt64(key, sizeof(ulong));
        ulong v0 = key0 ^ 0x736f6d6570736575;
        ulong v1 = key1 ^ 0x646f72616e646f6d;
        ulong v2 = key0 ^ 0x6c7967656e657261;
        ulong v3 = key1 ^ 0x7465646279746573;
        TakeAll(bytes, length, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        return Finish(ref v0, ref v1, ref v2, ref v3);
    }

    /// <summary>The hash of 128 bits, which the same authors made of it, of the first bytes of an array.</summary>
    public static (ulong Low, ulong High) Of128(byte[] key, byte[] bytes, int length)
    {
        ulong key0 = BitConverter.ToUInt64(key, 0);
        ulong key1 = BitConverter.ToUInt64(key, sizeof(ulong));
        ulong v0 = key0 ^ 0x736f6d6570736575;
        ulong v1 = key1 ^ 0x646f72616e646f6d ^ 0xee;
        ulong v2 = key0 ^ 0x6c7967656e657261;
        ulong v3 = key1 ^ 0x7465646279746573;
        TakeAll(bytes, length, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xee;
        ulong low = Finish(ref v0, ref v1, ref v2, ref v3);
        v1 ^= 0xdd;
        return (low, Finish(ref v0, ref v1, ref v2, ref v3));
    }

    [MethodImpl(Optimization.AtOnce)]
    private static void TakeAll(byte[] bytes, int length, ref ulong ref0, ref ulong ref1, ref ulong ref2, ref ulong ref3)
    {
        // Locals stay in registers.
        (ulong v0, ulong v1, ulong v2, ulong v3) = (ref0, ref1, ref2, ref3);
        int at = 0;
        for (; at + sizeof(ulong) <= length; at += sizeof(ulong))
        {
            Take(BitConverter.ToUInt64(bytes, at), ref v0, ref v1, ref v2, ref v3);
        }

        ulong last = (ulong)length << 56;
        for (int index = at; index < length; index++)
        {
            last |= (ulong)bytes[index] << (8 * (index - at));
        }

        Take(last, ref v0, ref v1, ref v2, ref v3);
        (ref0, ref1, ref2, ref3) = (v0, v1, v2, v3);
    }

    private static ulong Finish(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (int round = 0; round < 4; round++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    // What the runtime would not inline by itself costs as much again as the rounds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = Rotate(v1, 13) ^ v0;
        v0 = Rotate(v0, 32);
        v2 += v3;
        v3 = Rotate(v3, 16) ^ v2;
        v0 += v3;
        v3 = Rotate(v3, 21) ^ v0;
        v2 += v1;
        v1 = Rotate(v1, 17) ^ v2;
        v2 = Rotate(v2, 32);
    }

    private static ulong Rotate(ulong value, int count) => (value << count) | (value >> (64 - count));
}
