using System.Text;

namespace Journy.Import.Sources;

/// <summary>What to tell the user of JSON that cannot be read.</summary>
internal static class JsonProblems
{
    /// <summary>What is wrong with an array that has something behind its end; goes on a beginning such as "the file".</summary>
    public const string BehindArray = "goes on behind the end of its array";

    /// <summary>The same of one without a comma between two records.</summary>
    public const string NoComma = "has no comma between two records of its array";

    /// <summary>The same of one that ends between two records.</summary>
    public const string CutBetweenRecords = "ends before its array does: it was most likely cut";

    /// <summary>The same of one that ends within a record.</summary>
    public const string CutWithinRecord = "ends within a record of its array: it was most likely cut";

    /// <summary>The same of one with a record that is too long.</summary>
    public static string EndlessRecord { get; } =
        $"has a record of over {SourceProblems.Number(JsonTexts.LongestRecord)} characters, "
        + "most likely since a quote or a bracket is not closed";

    /// <summary>What is wrong with a line that is too long; goes on a beginning such as "the record".</summary>
    public static string TooLong { get; } = $"is longer than {SourceProblems.Number(JsonTexts.LongestRecord)} characters.";

    /// <summary>Parameters for CSV.</summary>
    public static JournyInputException CsvParameters(string path) => new(
        JournyReason.InvalidParameter,
        $"-Header and -SkipLine are for CSV. '{path}' is JSON, whose records name their values: leave them out.");

    /// <summary>A file without any record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="first">The first line that is no record, and what is wrong with it; null if the file is blank.</param>
    public static JournyInputException NoRecord(string path, (long Line, string Fault)? first)
    {
        string fault = first is { } known ? $" The one on line {SourceProblems.Number(known.Line)} {known.Fault}" : string.Empty;
        return new JournyInputException(
            JournyReason.InvalidHeader,
            $"'{path}' has no record that can be read.{fault} Write one JSON object a line, or one array of objects.");
    }

    /// <summary>Too many different names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="line">Where there are more.</param>
    public static JournyInputException TooManyNames(string path, int most, long line) => SourceProblems.InvalidHeader(
        path,
        $"has over {SourceProblems.Number(most)} different names of values by line {SourceProblems.Number(line)}: they seem to be data");

    /// <summary>A line or an item that is no record.</summary>
    /// <param name="where">Where it stands.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static JournyInputException NotARecord(string where, string fault) => new(
        JournyReason.NotARow, $"{where}: the record {fault}");

    /// <summary>A value that was read in another encoding than it was written in.</summary>
    /// <param name="where">Where its record stands.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cell">The value.</param>
    /// <param name="at">Where it was misread.</param>
    /// <param name="encoding">The encoding that it was read in.</param>
    public static JournyInputException Misread(string where, string name, string cell, int at, Encoding encoding) => new(
        JournyReason.InvalidEncoding,
        $"{where}: {SourceProblems.Echo(name)}, {SourceProblems.Echo(cell)}, {Misreading.Describe(cell[at], encoding)}.");

    /// <summary>An item of an array that is no JSON.</summary>
    public static JournyInputException DamagedItem(string where, string fault) => DamagedAt(where, $"the record {fault}");

    /// <summary>An array that is no JSON between or behind its items.</summary>
    public static JournyInputException DamagedArray(string where, string damage) => DamagedAt(where, $"the file {damage}.");

    private static JournyInputException DamagedAt(string where, string what) => new(
        JournyReason.DamagedFile,
        $"{where}: {what} Where the next record of the array begins cannot be known, so what follows was not read. "
        + "Correct the file and import it again: with its journal, only what is missing is sent.");
}
