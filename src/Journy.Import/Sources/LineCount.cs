using System.IO;

namespace Journy.Import.Sources;

/// <summary>Counts physical lines, whatever ends them: CR, LF or both.</summary>
internal static class LineCount
{
    /// <summary>How many line ends a text holds.</summary>
    public static int BreaksIn(string text)
    {
        int breaks = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                breaks++;
            }
        }

        return breaks;
    }

    /// <summary>How many lines after the given one hold anything but white space; a delimiter is not white space.</summary>
    public static long NotBlankAfter(TextReader reader, long line, char delimiter)
    {
        var buffer = new char[64 * 1024];
        long current = 1;
        long count = 0;
        bool blank = true;
        bool afterReturn = false;
        int read;
        while ((read = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (int i = 0; i < read; i++)
            {
                char c = buffer[i];
                if (c is '\n' or '\r')
                {
                    if (c == '\n' && afterReturn)
                    {
                        afterReturn = false;
                        continue;
                    }

                    count += !blank && current > line ? 1 : 0;
                    current++;
                    blank = true;
                    afterReturn = c == '\r';
                }
                else
                {
                    blank = blank && c != delimiter && char.IsWhiteSpace(c);
                    afterReturn = false;
                }
            }
        }

        return count + (!blank && current > line ? 1 : 0);
    }
}
