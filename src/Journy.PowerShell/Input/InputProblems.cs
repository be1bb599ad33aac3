using System;
using System.Globalization;
using System.IO;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Input;

/// <summary>What to tell the user of paths that mean no file, and of piped objects that are no rows.</summary>
internal static class InputProblems
{
    /// <summary>What to do about a path that means no file of rows.</summary>
    public const string FileFix = "Give the path of a CSV file.";

    /// <summary>What to do about a pattern that is also the name of a file.</summary>
    public const string PatternFix = "A file of exactly this name exists: give it with -LiteralPath, which knows no wildcards.";

    /// <summary>A path of another provider than the file system.</summary>
    public static JournyInputException NotInFileSystem(JournyReason reason, string path, string fix) =>
        new(reason, $"'{PlainText.Of(path)}' is not in the file system. {fix}");

    /// <summary>A pattern that no file has.</summary>
    public static JournyInputException NoMatch(string pattern, string fix) =>
        new(JournyReason.FileNotReadable, $"No file matches '{PlainText.Of(pattern)}'. {fix}");

    /// <summary>A pattern that only files have which imports wrote.</summary>
    public static JournyInputException OnlyWrittenFiles(string pattern) => new(
        JournyReason.FileNotReadable,
        $"'{PlainText.Of(pattern)}' matches only files that earlier imports wrote. To import one of them, give its name, "
            + "or a pattern such as *.failed.csv.");

    /// <summary>A pattern with a bracket that does not close.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fix">What to do if a file has it for its name; null if none has.</param>
    /// <param name="cause">What PowerShell said.</param>
    public static JournyInputException InvalidPattern(string pattern, string? fix, Exception cause) => new(
        JournyReason.FileNotReadable,
        $"'{PlainText.Of(pattern)}' is not a pattern that can be matched. "
            + (fix ?? "Check its brackets, or give the file's very name with -LiteralPath."),
        cause);

    /// <summary>A file to read that is not there.</summary>
    public static JournyInputException NoFile(string path, string fix, Exception cause) =>
        new(JournyReason.FileNotReadable, $"{PlainText.Of("'" + VisibleName.Of(path) + "'")} does not exist. {fix}", cause);

    /// <summary>A place to write to that is not there.</summary>
    public static JournyInputException NoPlace(string path, string fix, Exception cause) =>
        new(JournyReason.FileNotWritable, $"'{PlainText.Of(path)}' does not exist. {fix}", cause);

    /// <summary>What to do about a file that is there by another name, with white space at an end that nobody sees.</summary>
    /// <param name="near">The file.</param>
    /// <param name="isInPath">True if the white space is in the path that was given.</param>
    public static string NearFix(string near, bool isInPath) =>
        $"{(isInPath ? "The path has" : "A file has that name with")} white space at an end. "
        + $"This one exists: -LiteralPath {QuotedText.Of(near)}";

    /// <summary>Nothing instead of a row.</summary>
    public static JournyInputException PipedNothing() => NotARow("nothing ($null)", "Check the command before the pipe.");

    /// <summary>A file or folder instead of a row.</summary>
    public static JournyInputException PipedFile(FileSystemInfo file) => NotARow(
        $"the file or folder '{PlainText.Of(file.Name, 100)}'",
        "To read its rows: Import-Csv <file> | …, or Import-JournyUser -Path <file>.");

    /// <summary>One entry of a dictionary that PowerShell took apart.</summary>
    public static JournyInputException PipedEntry() => NotARow(
        "one entry of a dictionary",
        "Pipe the dictionary itself. PowerShell takes some kinds apart, such as ExpandoObject: "
            + "put a comma before those, as in ,$record | …");

    /// <summary>Several tables instead of a row.</summary>
    public static JournyInputException PipedTables(int count) => NotARow(
        $"a DataSet of {count.ToString(CultureInfo.InvariantCulture)} table(s)",
        "Pipe the rows of the table that you mean: $dataSet.Tables[0].Rows | …");

    /// <summary>A row that its table has no more.</summary>
    public static JournyInputException DeletedRow() =>
        NotARow("a deleted row of a DataTable", "Pipe $table.Select(), which gives the rows that are left.");

    /// <summary>A text instead of a row.</summary>
    public static JournyInputException PipedText(string text) => NotARow(
        $"the text {RefusedText.Of(text)}",
        text.TrimEnd().EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? "To read the rows of a file of this name: Import-Csv <file> | …, or Import-JournyUser -Path <file>."
            : "To name a record by it, give it to a parameter such as -UserId or -Email.");

    /// <summary>A piece of XML instead of a row.</summary>
    public static JournyInputException PipedXml() =>
        NotARow("an XML node", "Select the values that you need first: … | Select-Object -Property id, plan | …");

    /// <summary>A list instead of a row.</summary>
    public static JournyInputException PipedList(object list) => NotARow($"a list ({list.GetType().Name})", "Pipe its items one by one.");

    /// <summary>A number, a date or the like instead of a row.</summary>
    public static JournyInputException PipedScalar(object value) =>
        NotARow($"a bare value ({value.GetType().Name})", "To name a record by it, give it to a parameter such as -UserId.");

    /// <summary>A text that may be an account's ID or its domain.</summary>
    public static JournyInputException IdOrDomain(string text) => new(
        JournyReason.InvalidParameter,
        $"{RefusedText.Of(text)} may be an ID or a domain. Give it with -AccountId or -Domain, so that it is clear which.");

    /// <summary>A value of Newtonsoft.Json that lost its content on its way.</summary>
    public static JournyInputException LostJson() => new(
        JournyReason.InvalidValue,
        "A JSON value (Newtonsoft.Json.Linq.JValue) came without its content through a job, remoting or a file. "
            + "Take its .Value before that.");

    /// <summary>A data reader that failed before its end.</summary>
    /// <param name="count">How many rows it gave.</param>
    /// <param name="failure">What it threw.</param>
    public static JournyInputException BrokenReader(long count, Exception failure) => new(
        JournyReason.UnreadableMember,
        string.Format(
            CultureInfo.InvariantCulture,
            "The data reader failed behind its row {0}: {1} The rows behind that one were not read, and nobody can tell how many they are. "
                + "Read them again.",
            count,
            PlainText.Of(failure.Message)),
        failure);

    /// <summary>A website without a domain.</summary>
    public static JournyInputException NoDomain() => new(
        JournyReason.MissingValue, "There is no domain. Pipe domains such as www.example.com, or objects with a Domain.");

    private static JournyInputException NotARow(string what, string fix) => new(
        JournyReason.NotARow,
        $"This is {what}, not a record. Pipe objects with named values, such as Import-Csv's rows "
            + $"or @{{ user_id = '42'; plan = 'Pro' }}. {fix}");
}
