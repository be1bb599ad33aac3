using System;

namespace Journy.Import.Sources;

/// <summary>
/// XXH64 (Collet, 2012), with seed 0: a hash that reads several bytes a clock cycle, to see whether bytes are still the same.
/// It does not protect against bytes that were made to have the same hash.
/// </summary>
internal static class XxHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeLength = 4 * sizeof(ulong);

    /// <summary>The hash of the first bytes of an array.</summary>
    public static ulong Of(byte[] bytes, int length)
    {
        int at = 0;
        ulong hash = Prime5;
        if (length >= StripeLength)
        {
            ulong lane1 = unchecked(Prime1 + Prime2);
            ulong lane2 = Prime2;
            ulong lane3 = 0;
            ulong lane4 = unchecked(0 - Prime1);
            for (; at + StripeLength <= length; at += StripeLength)
            {
                lane1 = Round(lane1, BitConverter.ToUInt64(bytes, at));
                lane2 = Round(lane2, BitConverter.ToUInt64(bytes, at + 8));
                lane3 = Round(lane3, BitConverter.ToUInt64(bytes, at + 16));
                lane4 = Round(lane4, BitConverter.ToUInt64(bytes, at + 24));
            }

            hash = Rotate(lane1, 1) + Rotate(lane2, 7) + Rotate(lane3, 12) + Rotate(lane4, 18);
            hash = Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }

        hash += (ulong)length;
        for (; at + sizeof(ulong) <= length; at += sizeof(ulong))
        {
            hash = (Rotate(hash ^ Round(0, BitConverter.ToUInt64(bytes, at)), 27) * Prime1) + Prime4;
        }

        if (at + sizeof(uint) <= length)
        {
            hash = (Rotate(hash ^ (BitConverter.ToUInt32(bytes, at) * Prime1), 23) * Prime2) + Prime3;
            at += sizeof(uint);
        }

        for (; at < length; at++)
        {
            hash = Rotate(hash ^ (bytes[at] * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong word) => Rotate(lane + (word * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private static ulong Rotate(ulong value, int count) => (value << count) | (value >> (64 - count));
}
