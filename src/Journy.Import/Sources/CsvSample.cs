using System.Collections.Generic;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>A record of the first part of a file, read with one of several delimiters that it may have.</summary>
/// <param name="Line">How many lines stand in front of it.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvSample(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Reads the first records, without blank lines.</summary>
    /// <param name="text">The first part.</param>
    /// <param name="isWhole">False if the file goes on behind it, so that its last record may be cut.</param>
    /// <param name="delimiter">The delimiter.</param>
    /// <param name="most">How many records to read.</param>
    public static IReadOnlyList<CsvSample> Read(string text, bool isWhole, char delimiter, int most)
    {
        List<CsvSample> records = new();
        List<string> cells = new();
        StringBuilder cell = new();
        int line = 0;
        int first = 0;
        bool isQuoted = false;
        bool isStart = true;
        for (int at = 0; at <= text.Length && records.Count < most; at++)
        {
            bool isEnd = at == text.Length;
            char c = isEnd ? '\n' : text[at];
            bool isBreak = isEnd || c is '\n' or '\r';
            if (!isEnd && c == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                at++;
            }

            line += isBreak && !isEnd ? 1 : 0;
            if (isQuoted && !isEnd)
            {
                isQuoted = c != '"' || (at + 1 < text.Length && text[at + 1] == '"' && ++at > 0);
                if (isQuoted)
                {
                    cell.Append(c);
                }
            }
            else if (isBreak || c == delimiter)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                isStart = true;
                if (isBreak)
                {
                    bool isRecord = cells.Count > 1 || !string.IsNullOrWhiteSpace(cells[0]);
                    if (isRecord && (!isEnd || isWhole || records.Count == 0))
                    {
                        records.Add(new CsvSample(first, cells));
                    }

                    cells = new List<string>();
                    first = line;
                }
            }
            else if (c == '"' && isStart)
            {
                isQuoted = true;
                isStart = false;
            }
            else
            {
                // A quoted cell begins behind the file's real delimiter, which may be another one than this.
                cell.Append(c);
                isStart = System.Array.IndexOf(CsvHead.Candidates, c) >= 0;
            }
        }

        return records;
    }
}
