using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>
/// The encoding that a file without a byte order mark most likely has if it is not UTF-8. Only a preview uses it, and says so; an import
/// never guesses.
/// </summary>
internal static class UndeclaredEncoding
{
    private const int MostBytes = 1024 * 1024;
    private const int WesternCodePage = 1252;

    // So many of the first bytes show whether it is UTF-16.
    private const int BytesOfUnicode = 64;

    // What is written in Western Europe beside ASCII. Text of another code page has other characters than these.
    private const string WesternCharacters =
        "ÀÂÄÆÇÈÉÊËÎÏÔŒÖÙÛÜŸàâäæçèéêëîïôœöùûüÿßñÑáíóúÁÍÓÚ¿¡åÅøØãõÃÕìòÌÒ€£’‘“”–—…°²³«»·©®™\u00A0§´ªº½¼•×";

    /// <summary>Finds it; null if the file is UTF-8 as far as it was read, has a byte order mark, or is in an unknown encoding.</summary>
    public static Encoding? Find(Stream stream)
    {
        var bytes = new byte[MostBytes];
        int count = 0;
        for (int read = stream.Read(bytes, 0, bytes.Length); read > 0; read = stream.Read(bytes, count, bytes.Length - count))
        {
            count += read;
        }

        bool hasMark = count > 1 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF) or (0xEF, 0xBB);
        return hasMark ? null
            : IsUnicode(bytes, count, zero: 1) ? Encoding.Unicode
            : IsUnicode(bytes, count, zero: 0) ? Encoding.BigEndianUnicode
            : IsUtf8(bytes, count) ? null
            : Western(bytes, count);
    }

    // A header has letters of ASCII, so that in UTF-16 every other byte is zero.
    private static bool IsUnicode(byte[] bytes, int count, int zero)
    {
        int looked = Math.Min(count, BytesOfUnicode) & ~1;
        return looked >= 4 && Enumerable.Range(0, looked).All(at => bytes[at] == 0 == (at % 2 == zero));
    }

    private static bool IsUtf8(byte[] bytes, int count)
    {
        try
        {
            // The last character may be cut if only the first part of the file was read.
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
