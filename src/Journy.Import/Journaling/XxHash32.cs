using System;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// XXH32 (Collet, 2012), with seed 0: a check sum that takes four bytes at a time. It finds what was not written to its end, and does
/// not protect against bytes that were made to have the same sum.
/// </summary>
internal static class XxHash32
{
    private const uint Prime1 = 0x9E3779B1;
    private const uint Prime2 = 0x85EBCA77;
    private const uint Prime3 = 0xC2B2AE3D;
    private const uint Prime4 = 0x27D4EB2F;
    private const uint Prime5 = 0x165667B1;
    private const int StripeLength = 4 * sizeof(uint);

    /// <summary>The check sum of some bytes of an array.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public static uint Of(byte[] bytes, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        uint hash = Prime5;
        if (count >= StripeLength)
        {
            uint lane1 = unchecked(Prime1 + Prime2);
            uint lane2 = Prime2;
            uint lane3 = 0;
            uint lane4 = unchecked(0 - Prime1);
            for (; at + StripeLength <= end; at += StripeLength)
            {
                lane1 = Round(lane1, BitConverter.ToUInt32(bytes, at));
                lane2 = Round(lane2, BitConverter.ToUInt32(bytes, at + 4));
                lane3 = Round(lane3, BitConverter.ToUInt32(bytes, at + 8));
                lane4 = Round(lane4, BitConverter.ToUInt32(bytes, at + 12));
            }

            hash = Rotate(lane1, 1) + Rotate(lane2, 7) + Rotate(lane3, 12) + Rotate(lane4, 18);
        }

        hash += (uint)count;
        for (; at + sizeof(uint) <= end; at += sizeof(uint))
        {
            hash = Rotate(hash + (BitConverter.ToUInt32(bytes, at) * Prime3), 17) * Prime4;
        }

        for (; at < end; at++)
        {
            hash = Rotate(hash + (bytes[at] * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Round(uint lane, uint word) => Rotate(lane + (word * Prime2), 13) * Prime1;

    private static uint Rotate(uint value, int count) => (value << count) | (value >> (32 - count));
}
