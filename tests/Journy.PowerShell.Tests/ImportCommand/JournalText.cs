using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;

namespace Journy.Tests.ImportCommand;

/// <summary>Journals as other versions would have written them.</summary>
internal static class JournalText
{
    private const int CheckLength = 9;

    /// <summary>Changes lines, each with its line of check anew.</summary>
    public static void Change(string path, Func<string, string> change) =>
        File.WriteAllText(path, string.Concat(File.ReadAllLines(path).Select(line => Line(change(line + " ").TrimEnd()))));

    /// <summary>Makes a journal of events one that 0.1.0 wrote: no fields, and a key as the only hash of a line.</summary>
    public static void ToFirstFormat(string path)
    {
        List<string> lines = [];
        foreach (string line in File.ReadAllLines(path).Where(line => line[0] is not ('h' or 'H')))
        {
            string[] fields = line.Split(' ');
            lines.Add(Line(line[0] switch
            {
                'J' => $"J 1 {string.Join(' ', fields.Skip(2))}",
                'I' or 'S' or 'F' or 'U' => $"{fields[0]} {fields[1]} - - {fields[4]}",
                _ => line,
            }));
        }

        File.WriteAllText(path, string.Concat(lines));
    }

    private static string Line(string line) =>
        Encoding.ASCII.GetString(JournalLine.Write((JournalOp)line[0], line[2..^CheckLength]));
}
