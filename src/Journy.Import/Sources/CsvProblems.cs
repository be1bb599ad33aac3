using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Sylvan.Data.Csv;

namespace Journy.Import.Sources;

/// <summary>What to tell the user of CSV that cannot be read.</summary>
internal static class CsvProblems
{
    private const int MostFaults = 5;

    /// <summary>A character that cannot stand between cells.</summary>
    public static JournyInputException Delimiter(char delimiter) => new(
        JournyReason.InvalidParameter,
        $"{SourceProblems.Echo(delimiter.ToString())} cannot be a -Delimiter: "
        + "it must be an ASCII character other than a letter, a digit or a quote, such as ; or a tab (\"`t\").");

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
            ? $"is JSON and no CSV. Pipe its objects: Get-Content -LiteralPath {quoted} -Raw | ConvertFrom-Json | {import} "
                + "(without -Raw if every line is an object of its own)"
            : "is a workbook or an archive and no CSV. Save a workbook as 'CSV UTF-8' and import that; "
                + $"or with the module ImportExcel: Import-Excel -Path {quoted} | {import}. Unpack an archive");
    }

    /// <summary>A file without a byte.</summary>
    public static JournyInputException Empty(string path) =>
        SourceProblems.InvalidHeader(path, "is empty. Its first line must name the columns");

    /// <summary>A file that ends before its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="skipped">How many lines are skipped.</param>
    public static JournyInputException NoHeader(string path, int skipped) => SourceProblems.InvalidHeader(
        path, $"has nothing behind its first {SourceProblems.Number(skipped)} lines, where the columns' names must stand");

    /// <summary>A blank line as header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="skipped">How many lines stand in front of it.</param>
    /// <param name="likely">How many lines stand in front of what looks like the header; null if nothing does.</param>
    public static JournyInputException BlankHeader(string path, int skipped, int? likely)
    {
        string line = skipped == 0 ? "first line" : "line " + SourceProblems.Number(skipped + 1);
        return SourceProblems.InvalidHeader(path, $"has a blank {line}, where the columns' names must stand{Hint(likely)}");
    }

    /// <summary>A header whose names cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong with them: <see cref="MisreadName"/> or <see cref="FaultyNames"/>.</param>
    /// <param name="likely">How many lines stand in front of what looks more like the header; null if nothing does.</param>
    /// <param name="end">The line that the header ends on.</param>
    /// <param name="names">Names that the user could give instead; null if the user gave these.</param>
    public static JournyInputException UnusableHeader(
        string path, JournyInputException fault, int? likely, long end, IReadOnlyList<string>? names)
    {
        string fix = fault.Reason != JournyReason.InvalidHeader ? string.Empty
            : likely is not null ? Hint(likely)
            : names is null ? "."
            : $". To name the columns here, add -SkipLine {SourceProblems.Number(end)} "
                + $"-Header {string.Join(", ", names.Select(QuotedText.Of))}";
        return new JournyInputException(fault.Reason, $"'{path}' {fault.Message}{fix}");
    }

    /// <summary>A name that was read in another encoding than it was written in; the message goes on a beginning such as
    /// "'users.csv'".</summary>
    /// <param name="column">The number of its column, from 1.</param>
    /// <param name="name">The name.</param>
    /// <param name="encoding">The encoding that it was read in.</param>
    public static JournyInputException MisreadName(int column, string name, Encoding encoding)
    {
        string what = Misreading.Describe(name[Misreading.IndexIn(name)], encoding);
        return new JournyInputException(
            JournyReason.InvalidEncoding,
            $"has a header that cannot be used: the name of column {column}, {SourceProblems.Echo(name)}, {what}.");
    }

    /// <summary>Names that are blank or that several columns have; the message goes on a beginning such as "'users.csv'", and ends without
    /// a full stop.</summary>
    /// <param name="faults">Each such name with the numbers of its columns, from 1.</param>
    public static JournyInputException FaultyNames(IReadOnlyList<(string Name, int[] Columns)> faults)
    {
        string shown = string.Join("; ", faults.Take(MostFaults).Select(fault => Describe(fault.Name, fault.Columns)));
        string more = faults.Count > MostFaults ? "; and more" : string.Empty;
        return new JournyInputException(
            JournyReason.InvalidHeader,
            $"has a header that cannot be used: {shown}{more}. "
            + "Give every column one name of its own (upper and lower case count as the same)");
    }

    /// <summary>A header with a stray quote.</summary>
    public static JournyInputException DamagedHeader(string path, CsvFormatException damage) => new(
        JournyReason.DamagedFile, $"The header of '{path}' is damaged: {Describe(damage, [])} Nothing was read.", damage);

    /// <summary>A record with a stray quote.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="unread">How many lines behind it were not read.</param>
    /// <param name="damage">What is wrong with it.</param>
    /// <param name="header">The columns.</param>
    public static JournyInputException DamagedRecord(
        long line, long unread, CsvFormatException damage, IReadOnlyList<string> header) => new(
        JournyReason.DamagedFile,
        $"Line {SourceProblems.Number(line)}: the file is damaged in the record that begins here: {Describe(damage, header)} "
            + $"Where the next row begins cannot be known, so that {LinesAfter(unread)} not read. Fix the line and import the file again.",
        damage);

    /// <summary>The header of another table.</summary>
    public static JournyInputException OtherHeader(long line, long unread) => new(
        JournyReason.DamagedFile,
        $"Line {SourceProblems.Number(line)}: the row {ColumnProblems.Describe(StrayLine.OtherHeader)} "
        + $"For that reason {LinesAfter(unread)} not read.")
    {
        Kind = "another header, with its columns in another order",
        Cure = "Put what follows into a file of its own.",
    };

    /// <summary>A line that only looks like a row.</summary>
    public static JournyInputException NotARow(long line, StrayLine stray) =>
        ColumnProblems.NotARow($"Line {SourceProblems.Number(line)}: the row", stray);

    /// <summary>A row with another number of cells than the header.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="lastLine">Where it ends.</param>
    /// <param name="cells">How many cells it has.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="written">How many cells the header has, those without a name at its end included.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    public static JournyInputException Ragged(long line, long lastLine, int cells, int columns, int written, char delimiter)
    {
        string hint = lastLine > line ? $"It ends at line {SourceProblems.Number(lastLine)}: look for a quote that is not closed."
            : cells <= columns ? "Add the missing cells, blank if need be; -AllowShortRows takes them for blank in every row."
            : cells <= written ? "The columns behind the last name have none: give them names in the header."
            : $"A cell that holds {CsvHead.NameOf(delimiter)} must stand in quotes.";
        string count = cells == 1 ? "1 cell" : SourceProblems.Number(cells) + " cells";
        return new JournyInputException(
            JournyReason.RaggedRow,
            $"Line {SourceProblems.Number(line)}: the row has {count} where the header has {SourceProblems.Number(columns)}. {hint}")
        {
            Kind = cells > columns ? "more cells than the header has" : "fewer cells than the header has",
            Cure = hint,
        };
    }

    /// <summary>A cell with one of the <see cref="RaggedMarks"/>.</summary>
    /// <param name="line">Where its row begins.</param>
    /// <param name="column">Its column.</param>
    /// <param name="fix">What to do about it.</param>
    public static JournyInputException MarkedCell(long line, string column, string fix) => new(
        JournyReason.RaggedRow, $"Line {SourceProblems.Number(line)}: column {SourceProblems.Echo(column)} {fix}.")
    {
        Kind = "a cell that an earlier import marked, and nobody has fixed",
        Column = column,
        Cure = "Fix the cell, and take the mark out of it.",
    };

    /// <summary>A cell that was read in another encoding than it was written in.</summary>
    /// <param name="line">Where its row begins.</param>
    /// <param name="column">Its column.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="at">Where it was misread.</param>
    /// <param name="encoding">The encoding that it was read in.</param>
    public static JournyInputException MisreadCell(long line, string column, string cell, int at, Encoding encoding) => new(
        JournyReason.InvalidEncoding,
        $"Line {SourceProblems.Number(line)}: the cell in column {SourceProblems.Echo(column)}, {SourceProblems.Echo(cell)}, "
        + $"{Misreading.Describe(cell[at], encoding)}.")
    {
        Column = column,
    };

    private static string Hint(int? likely) => likely is { } lines
        ? $". Line {SourceProblems.Number(lines + 1)} looks like the header: if it is, add -SkipLine {SourceProblems.Number(lines)}"
        : string.Empty;

    private static string LinesAfter(long unread) =>
        unread == 1 ? "the line after this one was" : $"the {SourceProblems.Number(unread)} lines after this one were";

    private static string Describe(string name, int[] columns)
    {
        string numbers = string.Join(", ", columns.Take(MostFaults).Select(column => SourceProblems.Number(column)))
            + (columns.Length > MostFaults ? ", …" : string.Empty);
        return name.Length > 0 ? $"columns {numbers} are all named {SourceProblems.Echo(name)}"
            : columns.Length == 1 ? $"column {numbers} has no name"
            : $"columns {numbers} have no name";
    }

    private static string Describe(CsvFormatException damage, IReadOnlyList<string> header)
    {
        bool isKnown = damage.FieldOrdinal >= 0 && damage.FieldOrdinal < header.Count;
        string column = isKnown ? $" in column {SourceProblems.Echo(header[damage.FieldOrdinal])}" : string.Empty;
        return damage is CsvRecordTooLargeException
            ? $"it is longer than {SourceProblems.Number(CsvSource.LongestRecord)} characters, "
                + $"most likely since a quote{column} is not closed."
            : $"a quote{column} is not closed, or stands alone within a quoted cell, where it must be doubled (\"\").";
    }
}
