using System.Text;

namespace Journy.Import.Sources;

/// <summary>Text that was read in another encoding than it was written in.</summary>
internal static class Misreading
{
    /// <summary>Stands in place of bytes that the encoding does not know.</summary>
    public const char Undecodable = '\uFFFD';

    // The control characters that Unicode has from Latin1, which nobody writes.
    private const char FirstC1 = '\u0080';
    private const char LastC1 = '\u009F';

    /// <summary>The index of the first character that was surely misread; -1 if there is none.</summary>
    public static int IndexIn(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c >= FirstC1 && (c <= LastC1 || c == Undecodable))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What is wrong with a character and what to do; goes on a beginning such as "the cell".</summary>
    public static string Describe(char character, Encoding encoding) => (character == Undecodable
        ? $"holds bytes that are not valid in the encoding {encoding.WebName} (shown as {Undecodable})"
        : $"holds the control character U+{(int)character:X4} in the encoding {encoding.WebName}, "
            + "which is what €, – or ’ of Windows become in Latin1")
        + ". Save the file as UTF-8, or name the encoding that it has with -Encoding "
        + "(an older Windows program: its code page, mostly 1252; UTF-16: Unicode)";
}
