using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>
/// The encoding that a file without a byte order mark most likely has, where it is not UTF-8: what a preview looks at a file by, and
/// says. An import never guesses.
/// </summary>
internal static class UndeclaredEncoding
{
    private const int MostBytes = 1024 * 1024;
    private const int WesternCodePage = 1252;

    // Of UTF-16, that many of the first bytes tell.
    private const int BytesOfUnicode = 64;

    // What people in the West of Europe write beside ASCII. Read by another code page, their letters become others than these.
    private const string WesternCharacters =
        "ÀÂÄÆÇÈÉÊËÎÏÔŒÖÙÛÜŸàâäæçèéêëîïôœöùûüÿßñÑáíóúÁÍÓÚ¿¡åÅøØãõÃÕìòÌÒ€£’‘“”–—…°²³«»·©®™\u00A0§´ªº½¼•×";

    /// <summary>Finds it; null where the file is UTF-8 as far as it was looked at, has a byte order mark, or is unlike all that is known.</summary>
    public static Encoding? Find(Stream stream)
    {
        var bytes = new byte[MostBytes];
        int count = 0;
        for (int read = stream.Read(bytes, 0, bytes.Length); read > 0; read = stream.Read(bytes, count, bytes.Length - count))
        {
            count += read;
        }

        bool hasMark = count > 1 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0xEF && bytes[1] == 0xBB));
        return hasMark ? null
            : IsUnicode(bytes, count, zero: 1) ? Encoding.Unicode
            : IsUnicode(bytes, count, zero: 0) ? Encoding.BigEndianUnicode
            : IsUtf8(bytes, count) ? null
            : Western(bytes, count);
    }

    // Of text in UTF-16, every other byte is zero where a header has the letters of ASCII.
    private static bool IsUnicode(byte[] bytes, int count, int zero)
    {
        int looked = Math.Min(count, BytesOfUnicode) & ~1;
        return looked >= 4 && Enumerable.Range(0, looked).All(at => bytes[at] == 0 == (at % 2 == zero));
    }

    private static bool IsUtf8(byte[] bytes, int count)
    {
        try
        {
            // What is cut off at the end of the look may go on.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder().GetCharCount(bytes, 0, count, flush: count < MostBytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding? Western(byte[] bytes, int count)
    {
        Encoding western;
        try
        {
            western = Encoding.GetEncoding(WesternCodePage);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // The machine does not have it.
            return null;
        }

        return western.GetString(bytes, 0, count).All(c => c < '\u0080' || WesternCharacters.IndexOf(c) >= 0) ? western : null;
    }
}
