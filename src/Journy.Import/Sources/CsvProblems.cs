using System.Collections.Generic;
using System.IO;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Sylvan.Data.Csv;

namespace Journy.Import.Sources;

/// <summary>What to tell the user of CSV that cannot be read.</summary>
internal static class CsvProblems
{
    /// <summary>A character that cannot stand between cells.</summary>
    public static JournyInputException Delimiter(char delimiter) => new(
        JournyReason.InvalidParameter,
        $"{SourceProblems.Echo(delimiter.ToString())} cannot be a -Delimiter: it must be an ASCII character other than a letter, a digit or a quote, such as ; or a tab (\"`t\").");

    /// <summary>A file that is no text.</summary>
    public static JournyInputException NotText(string path) => SourceProblems.InvalidHeader(
        path,
        "has control characters in its header: it is no text file, or not one in this encoding. Save a workbook as "
        + "'CSV UTF-8'; unpack an archive; name the encoding of a UTF-16 file without a byte order mark with -Encoding Unicode");

    /// <summary>A file that is something else.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isJson">True for JSON, false for an archive.</param>
    /// <param name="command">The command that imports.</param>
    public static JournyInputException NotCsv(string path, bool isJson, string command)
    {
        string quoted = QuotedText.Of(path);
        string import = $"{command} -JournalPath {QuotedText.Of(Path.ChangeExtension(path, "journy"))}";
        return SourceProblems.InvalidHeader(path, isJson
            ? $"is JSON and no CSV. Pipe its objects: Get-Content -LiteralPath {quoted} -Raw | ConvertFrom-Json | {import} (without -Raw if every line is an object of its own)"
            : $"is a workbook or an archive and no CSV. Save a workbook as 'CSV UTF-8' and import that; or with the module ImportExcel: Import-Excel -Path {quoted} | {import}. Unpack an archive");
    }

    /// <summary>A header with a stray quote.</summary>
    public static JournyInputException DamagedHeader(string path, CsvFormatException damage) => new(
        JournyReason.DamagedFile, $"The header of '{path}' is damaged: {Describe(damage, [])} Nothing was read.", damage);

    /// <summary>A record with a stray quote.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="unread">How many lines behind it were not read.</param>
    /// <param name="damage">What is wrong with it.</param>
    /// <param name="header">The columns.</param>
    public static JournyInputException DamagedRecord(long line, long unread, CsvFormatException damage, IReadOnlyList<string> header) => new(
        JournyReason.DamagedFile,
        $"Line {SourceProblems.Number(line)}: the file is damaged in the record that begins here: {Describe(damage, header)} "
            + $"Where the next row begins cannot be known, so that {LinesAfter(unread)} not read. Fix the line and import the file again.",
        damage);

    /// <summary>The header of another table.</summary>
    public static JournyInputException OtherHeader(long line, long unread) => new(
        JournyReason.DamagedFile,
        $"Line {SourceProblems.Number(line)}: the row {StrayLines.Describe(StrayLine.OtherHeader)} For that reason {LinesAfter(unread)} not read.")
    {
        Kind = "another header, with its columns in another order",
        Cure = "Put what follows into a file of its own.",
    };

    /// <summary>A line that only looks like a row.</summary>
    public static JournyInputException NotARow(long line, StrayLine stray) =>
        new(JournyReason.NotARow, $"Line {SourceProblems.Number(line)}: the row {StrayLines.Describe(stray)}") { Kind = StrayLines.NameOf(stray) };

    private static string LinesAfter(long unread) => unread == 1 ? "the line after this one was" : $"the {SourceProblems.Number(unread)} lines after this one were";

    private static string Describe(CsvFormatException damage, IReadOnlyList<string> header)
    {
        string column = damage.FieldOrdinal >= 0 && damage.FieldOrdinal < header.Count ? $" in column {SourceProblems.Echo(header[damage.FieldOrdinal])}" : "";
        return damage is CsvRecordTooLargeException
            ? $"it is longer than {SourceProblems.Number(CsvSource.LongestRecord)} characters, most likely since a quote{column} is not closed."
            : $"a quote{column} is not closed, or stands alone within a quoted cell, where it must be doubled (\"\").";
    }
}
