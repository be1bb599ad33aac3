using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Journy.Tests.ImportCommand;

/// <summary>A CSV file as RFC 4180 reads it, by code that shares nothing with the module's.</summary>
internal sealed class CsvTable
{
    private CsvTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        Header = header;
        Rows = rows;
    }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; }

    /// <summary>The lines of the input that the rows of an outcome file come from, in ascending order.</summary>
    public IReadOnlyList<int> Lines => [.. Rows.Select(row => int.Parse(row["journy_line"], null)).Order()];

    /// <summary>The row that comes from a line of the input.</summary>
    public IReadOnlyDictionary<string, string> FromLine(int line) => Rows.Single(row => row["journy_line"] == line.ToString(null, null));

    public static CsvTable Read(string path, char delimiter = ',')
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            throw new InvalidDataException($"'{path}' has no byte order mark.");
        }

        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        List<List<string>> records = Parse(strict.GetString(bytes.AsSpan(Encoding.UTF8.Preamble.Length)), delimiter);
        if (records.Exists(record => record.Count != records[0].Count))
        {
            throw new InvalidDataException($"'{path}' has rows of different lengths.");
        }

        return new CsvTable(
            records[0],
            [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(cell => cell.First, cell => cell.Second))]);
    }

    private static List<List<string>> Parse(string text, char delimiter)
    {
        List<List<string>> records = [];
        List<string> record = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append(text[++at]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == delimiter || c == '\n')
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    records.Add(record);
                    record = [];
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        return quoted || cell.Length > 0 || record.Count > 0
            ? throw new InvalidDataException("The text does not end with its last row.")
            : records;
    }
}
