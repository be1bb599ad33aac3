using System.Linq;
using System.Text;
using Journy.Import.Sources;
using Xunit;

namespace Journy.Tests.Import.Sources;

public sealed class XxHashTests
{
    /// <summary>Values of the reference implementation, with seed 0.</summary>
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x0B242D361FDA71BC)]
    public void The_hash_is_the_standard_one(string text, ulong expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, XxHash.Of(bytes, bytes.Length));
        Assert.Equal(expected, XxHash.Of([.. bytes, 1, 2, 3], bytes.Length));
    }

    [Fact]
    public void Every_byte_counts()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200).Select(index => (byte)index)];
        ulong hash = XxHash.Of(bytes, bytes.Length);
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 1;
            Assert.NotEqual(hash, XxHash.Of(bytes, bytes.Length));
            bytes[index] ^= 1;
        }

        Assert.Equal(hash, XxHash.Of(bytes, bytes.Length));
    }
}
