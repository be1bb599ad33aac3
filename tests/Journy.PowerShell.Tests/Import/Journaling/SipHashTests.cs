using System;
using System.Linq;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.Import.Journaling;

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

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => SipHash.Of(new byte[8], [], 0));
}
