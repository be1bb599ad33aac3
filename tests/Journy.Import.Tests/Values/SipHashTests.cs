using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Values;

/// <summary>The hash is the published one.</summary>
public sealed class SipHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];

    // The authors' own: of the bytes 0, 1, 2 and so on, this many of them.
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(7, 0xab0200f58b01d137)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    [InlineData(63, 0x958a324ceb064572)]
    public void The_published_vectors_hold(int length, ulong expected)
    {
        // Whatever stands behind does not count.
        byte[] bytes = [.. Enumerable.Range(0, 64).Select(number => (byte)(number < length ? number : 0xFF))];

        Assert.Equal(expected, SipHash.Of(Key, bytes, length));
    }

    // The authors' own, as their bytes stand.
    [Theory]
    [InlineData(0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(1, "da87c1d86b99af44347659119b22fc45")]
    public void The_published_vectors_of_128_bits_hold(int length, string expected)
    {
        byte[] bytes = [.. Enumerable.Range(0, 64).Select(number => (byte)(number < length ? number : 0xFF))];
        (ulong low, ulong high) = SipHash.Of128(Key, bytes, length);

        Assert.Equal(expected, Convert.ToHexStringLower([.. BitConverter.GetBytes(low), .. BitConverter.GetBytes(high)]));
    }

    [Fact]
    public void Longer_texts_differ_in_128_bits_by_any_byte()
    {
        byte[] bytes = new byte[64];
        HashSet<(ulong, ulong)> seen = [SipHash.Of128(Key, bytes, 64)];
        for (int at = 0; at < 64; at++)
        {
            bytes[at] = 1;
            Assert.True(seen.Add(SipHash.Of128(Key, bytes, 64)));
            Assert.True(seen.Add(SipHash.Of128(Key, bytes, at)));
            bytes[at] = 0;
        }
    }

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => SipHash.Of(new byte[8], [], 0));
}
