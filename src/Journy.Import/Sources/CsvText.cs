using System.Collections.Generic;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>Writes cells so that every reader of RFC 4180 gets them back as they were.</summary>
internal static class CsvText
{
    /// <summary>Appends cells with delimiters between them.</summary>
    public static void Append(StringBuilder text, IReadOnlyList<string> cells, char delimiter)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                text.Append(delimiter);
            }

            Append(text, cells[i], delimiter);
        }
    }

    private static void Append(StringBuilder text, string cell, char delimiter)
    {
        if (!NeedsQuotes(cell, delimiter))
        {
            text.Append(cell);
            return;
        }

        int start = text.Length + 1;
        text.Append('"').Append(cell).Replace("\"", "\"\"", start, cell.Length).Append('"');
    }

    private static bool NeedsQuotes(string cell, char delimiter)
    {
        if (cell.Length == 0)
        {
            return false;
        }

        // Not by the RFC: some readers trim white space, take # for a comment, or strip a byte order mark.
        if (cell[0] is '#' or '\uFEFF' || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[cell.Length - 1]))
        {
            return true;
        }

        foreach (char c in cell)
        {
            // Every character that may be taken for the delimiter while it is being found, too.
            if (c == delimiter || c is '"' or '\r' or '\n' or ',' or ';' or '\t' or '|')
            {
                return true;
            }
        }

        return false;
    }
}
