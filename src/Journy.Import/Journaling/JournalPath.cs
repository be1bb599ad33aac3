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
    /// <exception cref="JournyInputException">It is an outcome file, and several journals may be of the file that its rows come
    /// from: in another one than its own, a fixed row would be sent once more by that file.</exception>
    public static string Beside(string path) => JournalsOf(path) switch
    {
        [] => path + Extension,
        [var journal] => journal,
        var journals => throw JournalProblems.Several(path, journals),
    };

    /// <summary>Whether a journal is the one beside a file, and stays it when other files are imported that are called alike.</summary>
    public static bool IsBeside(string path, string journal) =>
        (JournalsOf(path) is [var known] ? known : path + Extension) == journal && !HasNamesakes(path);

    private static string[] JournalsOf(string path) => !OutcomeName.Is(path)
        ? []
        : Directory.GetFiles(Path.GetDirectoryName(path)!, OutcomeName.InputOf(path) + "*" + Extension)
            .Where(journal => !OutcomeName.Is(Path.ChangeExtension(journal, null)) && IsOf(journal, OutcomeName.InputOf(path)))
            .ToArray();

    private static bool HasNamesakes(string path) => OutcomeName.Is(path)
        && Directory.GetFiles(Path.GetDirectoryName(path)!, OutcomeName.InputOf(path) + ".*")
            .Count(file => !OutcomeName.Is(file) && !file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
                && string.Equals(OutcomeName.StemOf(file), OutcomeName.InputOf(path), StringComparison.OrdinalIgnoreCase)) > 1;

    // Of a.csv, or of piped rows with a.journy; the pattern also finds a.b.csv.journy and ab.csv.journy for a.
    private static bool IsOf(string journal, string input)
    {
        string name = Path.GetFileNameWithoutExtension(journal);
        return string.Equals(name, input, StringComparison.OrdinalIgnoreCase)
            || string.Equals(OutcomeName.StemOf(name), input, StringComparison.OrdinalIgnoreCase);
    }
}
