using System;
using System.Globalization;
using System.IO;
using System.Security;
using Journy.Results;

namespace Journy.Import.Sources;

/// <summary>What to tell the user of a file or a row that cannot be read.</summary>
internal static class SourceProblems
{
    private const int LongestEcho = 60;

    /// <summary>A folder instead of a file.</summary>
    public static JournyInputException Folder(string path) =>
        NotReadable(path, "it is a folder", "Name the files in it, with * for instance");

    /// <summary>A pipe or a device instead of a file.</summary>
    public static JournyInputException Device(string path) =>
        NotReadable(path, "it is a pipe or a device, and a file is read more than once", "Save it to a file first");

    /// <summary>A file that cannot be opened.</summary>
    public static JournyInputException NotOpened(string path, Exception failure)
    {
        (string what, string fix) = failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => ("it does not exist", "Check the path"),
            UnauthorizedAccessException or SecurityException =>
                ("access is denied", "Give the account that runs this the right to read it"),
            ArgumentException or NotSupportedException => (failure.Message, "Check the path"),
            _ => (failure.Message, "Close it in the program that holds it, or import a copy"),
        };
        return NotReadable(path, what, fix, failure);
    }

    /// <summary>A file that could not be read to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="line">Where; null at the beginning or the end.</param>
    public static JournyInputException NotRead(string path, IOException failure, long? line)
    {
        string where = line is { } known ? $"reading stopped at line {Number(known)}: " : string.Empty;
        return failure is InputChangedException
            ? new JournyInputException(
                JournyReason.FileChanged,
                $"'{path}' was changed while it was imported: {where}{failure.Message}. "
                    + "Import it again when nothing writes to it any more: with its journal, only what differs is sent. "
                    + "A program that writes an export anew does best to write it under another name and rename it at the end.",
                failure)
            : NotReadable(path, where + failure.Message, "Try again when it is at hand", failure);
    }

    /// <summary>A file without columns that can be used.</summary>
    public static JournyInputException InvalidHeader(string path, string what) => new(JournyReason.InvalidHeader, $"'{path}' {what}.");

    /// <summary>A gzip file without a row that can be read.</summary>
    public static JournyInputException DamagedGzip(string path, string damage) => new(
        JournyReason.DamagedFile,
        $"'{path}' is a gzip file whose data {damage}. Nothing was read of it. Get a whole copy and import that.");

    /// <summary>The damage behind the last row of a gzip file that can be read.</summary>
    public static JournyInputException DamagedGzip(long line, string damage) => new(
        JournyReason.DamagedFile,
        $"Line {Number(line)}: the file's gzip data {damage}. "
            + "The lines before this one were read; what follows was not, and nobody can tell how much it is. "
            + "Get a whole copy of the file and import it again: with its journal, only what is missing is sent.");

    /// <summary>Text as messages show it.</summary>
    public static string Echo(string text) => "'" + PlainText.Of(text, LongestEcho) + "'";

    /// <summary>A number as messages show it.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static JournyInputException NotReadable(string path, string what, string fix, Exception? inner = null) =>
        new(JournyReason.FileNotReadable, $"'{path}' cannot be read: {what.TrimEnd('.')}. {fix}.", inner);
}
