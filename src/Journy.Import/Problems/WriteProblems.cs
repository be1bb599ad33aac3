using System;

namespace Journy.Import.Problems;

/// <summary>What to tell the user of a file that cannot be written.</summary>
internal static class WriteProblems
{
    /// <summary>A file that the system refuses to write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="purpose">What it is for: "the report".</param>
    /// <param name="reason">Why.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="failure">What the system threw.</param>
    public static JournyInputException NotWritable(string path, string purpose, string reason, string fix, Exception failure) => new(
        JournyReason.FileNotWritable, $"'{path}', the file for {purpose}, cannot be written: {reason.TrimEnd('.')}. {fix}", failure);

    /// <summary>A folder instead of a file.</summary>
    public static JournyInputException Folder(string path, string purpose, string fix) => new(
        JournyReason.FileNotWritable, $"'{path}', the file for {purpose}, is a folder. {fix}");

    /// <summary>A file that this module did not write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be: "report of an import".</param>
    /// <param name="fix">What to do.</param>
    public static JournyInputException Foreign(string path, string expected, string fix) => new(
        JournyReason.FileNotWritable, $"'{path}' exists and is no {expected}, so that it is left as it is. {fix}");
}
