using System.IO;
using System.IO.Compression;
using System.Text;

namespace Journy.Tests.Import;

/// <summary>Content as a member of gzip.</summary>
internal static class Packed
{
    public static byte[] Of(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, level, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Of(string content) => Of(Encoding.UTF8.GetBytes(content));
}
