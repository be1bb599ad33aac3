using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.Import.Journaling;

public sealed class XxHash32Tests
{
    /// <summary>Values of the reference implementation, with seed 0.</summary>
    [Theory]
    [InlineData("", 0x02CC5D05)]
    [InlineData("a", 0x550D7456)]
    [InlineData("abc", 0x32D153FF)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2F)]
    public void The_sum_is_the_standard_one(string text, uint expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, XxHash32.Of(bytes, 0, bytes.Length));
        Assert.Equal(expected, XxHash32.Of([1, 2, 3, .. bytes, 4, 5], 3, bytes.Length));
    }

    [Fact]
    public void Every_byte_and_every_length_counts()
    {
        byte[] bytes = [.. Enumerable.Range(0, 70).Select(index => (byte)(index * 7))];
        HashSet<uint> seen = [XxHash32.Of(bytes, 0, bytes.Length)];
        for (int index = 0; index < bytes.Length; index++)
        {
            Assert.True(seen.Add(XxHash32.Of(bytes, 0, index)));
            bytes[index] ^= 1;
            Assert.True(seen.Add(XxHash32.Of(bytes, 0, bytes.Length)));
            bytes[index] ^= 1;
        }
    }
}
