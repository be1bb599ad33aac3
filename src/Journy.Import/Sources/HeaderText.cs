using System;
using System.IO;

namespace Journy.Import.Sources;

/// <summary>
/// A file's first record as raw text: read before the delimiter is known, to find the delimiter and to recognise what is
/// no text at all.
/// </summary>
internal sealed class HeaderText
{
    /// <summary>The delimiters that are looked for, in the order in which they win where the header has the same number of each.</summary>
    public static readonly char[] Candidates = [',', ';', '\t', '|'];

    // A header of over a million characters is judged by its beginning; it is still read in full afterwards.
    private const int Longest = 1024 * 1024;

    private HeaderText(char delimiter, bool isText)
    {
        Delimiter = delimiter;
        IsText = isText;
    }

    /// <summary>The candidate that stands most often between the header's names; a comma where there is none at all.</summary>
    public char Delimiter { get; }

    /// <summary>False where there are control characters: a workbook, an archive, UTF-16 read as UTF-8.</summary>
    public bool IsText { get; }

    /// <summary>Reads the first record.</summary>
    public static HeaderText Read(TextReader reader)
    {
        var counts = new int[Candidates.Length];
        bool isText = true;
        bool quoted = false;
        bool atStart = true;
        for (int read = 0; read < Longest; read++)
        {
            int next = reader.Read();
            if (next < 0)
            {
                break;
            }

            char c = (char)next;
            if (c < ' ' && c is not ('\t' or '\r' or '\n'))
            {
                isText = false;
            }

            if (quoted)
            {
                // A doubled quote closes and opens again.
                quoted = c != '"';
                atStart = !quoted && reader.Peek() == '"';
                continue;
            }

            if (c is '\r' or '\n')
            {
                break;
            }

            int candidate = Array.IndexOf(Candidates, c);
            if (candidate >= 0)
            {
                counts[candidate]++;
            }

            // Elsewhere a quote is a character like any other.
            quoted = c == '"' && atStart;
            atStart = candidate >= 0;
        }

        int best = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
            {
                best = i;
            }
        }

        return new HeaderText(Candidates[best], isText);
    }
}
