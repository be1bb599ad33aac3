using System.IO;
using System.IO.Compression;
using System.Text;

namespace Journy.Tests.Import;

/// <summary>Content as a member of gzip.</summary>
internal static class Packed
{
    // What gzip makes of nothing; .NET writes no member at all.
    private static readonly byte[] Nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Of(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        if (content.Length == 0)
        {
            return Nothing;
        }

        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, level, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Of(string content) => Of(Encoding.UTF8.GetBytes(content));
}
