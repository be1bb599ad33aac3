using System;
using System.IO;
using System.Linq;
using Journy.Import.Outcomes;

namespace Journy.Import.Journaling;

/// <summary>Where the journal of a file is that was not given one.</summary>
internal static class JournalPath
{
    /// <summary>The end of a journal's name.</summary>
    public const string Extension = ".journy";

    /// <summary>The journal beside a file. An outcome file uses the one of the file that its rows come from, so that a fixed row
    /// counts there.</summary>
    public static string Beside(string path)
    {
        if (OutcomeName.Is(path))
        {
            string[] journals = Directory.GetFiles(Path.GetDirectoryName(path)!, OutcomeName.InputOf(path) + "*" + Extension)
                .Where(journal => !OutcomeName.Is(Path.ChangeExtension(journal, null)) && IsOf(journal, OutcomeName.InputOf(path)))
                .ToArray();
            if (journals.Length == 1)
            {
                return journals[0];
            }
        }

        return path + Extension;
    }

    // Of a.csv, or of piped rows with a.journy; the pattern also finds a.b.csv.journy and ab.csv.journy for a.
    private static bool IsOf(string journal, string input)
    {
        string name = Path.GetFileNameWithoutExtension(journal);
        return string.Equals(name, input, StringComparison.OrdinalIgnoreCase)
            || string.Equals(OutcomeName.StemOf(name), input, StringComparison.OrdinalIgnoreCase);
    }
}
