using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Commands;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Problems;
using Journy.Import.Sources;
using Journy.Results;

namespace Journy.Flows;

/// <summary>What to tell the user of parameters, inputs and records that cannot be imported or sent as they are.</summary>
internal static class FlowProblems
{
    private const string AcceptParameter = nameof(ImportJournyEventCommand.AcceptEventCount);

    /// <summary>Rows with missing cells, and blank cells that mean something.</summary>
    public static JournyInputException ShortRowsWithBlanks(JournyBlankValue blanks) => new(
        JournyReason.InvalidParameter,
        $"-AllowShortRows excludes -BlankValue {blanks}: a cell that is not there says nothing of its property. "
            + "Add the missing cells to the rows, or leave one of the two out.");

    /// <summary>One of -AbsentPath and -PreviousPath alone.</summary>
    public static JournyInputException AbsentWithoutPrevious() => new(
        JournyReason.InvalidParameter,
        "-AbsentPath and -PreviousPath need each other: the journal knows who is recorded by hashes alone, "
            + "so that an earlier file must name those who are gone. Nothing was sent.");

    /// <summary>-AbsentPath without a journal.</summary>
    public static JournyInputException AbsentWithoutJournal() =>
        new(JournyReason.InvalidParameter, "-NoJournal excludes -AbsentPath. Without a journal nobody knows who is recorded.");

    /// <summary>Parameters about a journal without one.</summary>
    public static JournyInputException JournalParameters() => new(
        JournyReason.InvalidParameter,
        "-NoJournal excludes -JournalPath, -Resend and -AcceptNewKey. Without a journal every row is sent anyway.");

    /// <summary>-MaxChangedPercent without a journal.</summary>
    public static JournyInputException ChangesWithoutJournal() => new(
        JournyReason.InvalidParameter, "-NoJournal excludes -MaxChangedPercent. Without a journal nobody knows what a file would change.");

    /// <summary>-EventKey without a journal.</summary>
    public static JournyInputException EventKeyWithoutJournal() => new(
        JournyReason.InvalidParameter,
        "-NoJournal excludes -EventKey: the journal is where an import knows the keys of recorded events from.");

    /// <summary>-MaxChangedPercent for piped rows.</summary>
    public static JournyInputException ChangesOfPipedRows() => new(
        JournyReason.InvalidParameter,
        "-MaxChangedPercent needs a file, which can be read once before anything is sent; piped rows can be read only once. "
            + "Nothing was sent. Write the rows to a file with Export-Csv and import that, or leave the parameter out.");

    /// <summary>-AbsentPath for several files: with one journal, everybody of the second file would be gone from the first.</summary>
    public static JournyInputException AbsentOfSeveralFiles() => new(
        JournyReason.InvalidParameter,
        "-AbsentPath is for one file that has everybody, and these are several: who is in the second one is missing in the first. "
            + "Give it one file at a time. Nothing was sent.");

    /// <summary>Piped rows without a word about their journal.</summary>
    public static JournyInputException PipedWithoutJournal() => new(
        JournyReason.InvalidParameter,
        "Piped rows have no file beside which a journal could lie. Name one with -JournalPath, such as crm.journy, so that the next import "
            + "sends only what has changed; or say -NoJournal to send every row each time. Rows that Import-Csv reads are text alone: "
            + "name the file instead of piping them, and its numbers and dates are found.");

    /// <summary>A journal that is the input.</summary>
    public static JournyInputException JournalIsInput() => new(
        JournyReason.InvalidParameter,
        "-JournalPath names the file that is imported. Give it the name of a file that is the journal's alone, such as crm.journy.");

    /// <summary>No folder for outcome files.</summary>
    public static JournyInputException NoOutcomeFolder() => new(
        JournyReason.FileNotWritable,
        "This session is in no folder of the file system, where rows that fail could be written to. Name one with -OutcomeDirectory.");

    /// <summary>An earlier file that names nobody.</summary>
    public static JournyInputException PreviousNamesNobody(string path) => new(
        JournyReason.InvalidHeader,
        $"'{path}' of -PreviousPath has no column that says whom a row is about. Give an earlier export of the same form. "
            + "Nothing was sent.");

    /// <summary>Columns of -EventKey that the input does not have.</summary>
    public static JournyInputException UnknownEventKey(IEnumerable<string> columns, IRowSource source) => new(
        JournyReason.InvalidParameter,
        $"-EventKey names columns that '{source.Path}' does not have, or that are excluded: "
            + $"{PlainText.Of(string.Join(", ", columns), 300)}. {ColumnsOf(source)} Nothing was sent.");

    /// <summary>Names in a parameter that no column of a file has.</summary>
    /// <param name="unmatched">The names.</param>
    /// <param name="source">The file.</param>
    /// <param name="suggestion">The sentence with the command that does it; empty if there is none.</param>
    public static JournyInputException UnknownNames(UnmatchedNames unmatched, IRowSource source, string suggestion) => new(
        JournyReason.InvalidParameter,
        $"{unmatched.Parameter} names {unmatched.What} that '{source.Path}' does not have: {unmatched.Described}. "
            + $"{ColumnsOf(source)} Check the spelling; nothing was sent.{suggestion}");

    /// <summary>Names in a parameter that no piped row or record had.</summary>
    /// <param name="unmatched">The names.</param>
    /// <param name="item">What the input consists of: records or rows.</param>
    public static string NamesWithoutColumn(UnmatchedNames unmatched, string item) =>
        $"{unmatched.Parameter} names {unmatched.What} that no {item} had: {unmatched.Described}. Check their spelling.";

    /// <summary>Columns with the names of secrets.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="item">What the input consists of: records or rows.</param>
    public static string WithheldColumns(IReadOnlyList<string> names, string item) =>
        $"Columns with the names of secrets were withheld from every {item}: {SecretText.Names(names)}. {SecretText.Fix(names)}";

    /// <summary>The columns of a file, in a sentence.</summary>
    public static string ColumnsOf(IRowSource source)
    {
        string delimiter = source.Delimiter is { } known ? $" The delimiter is {CsvHead.NameOf(known)}." : string.Empty;
        return $"Its columns are: {PlainText.Of(VisibleName.Of(string.Join(", ", source.Names)), 1000)}.{delimiter}";
    }

    /// <summary>A pipeline of text, which is no import with bad rows.</summary>
    /// <param name="text">The first text.</param>
    /// <param name="shown">The same, as messages show it.</param>
    /// <param name="import">The cmdlet.</param>
    public static JournyInputException PipedText(string text, string shown, string import)
    {
        // A file's name has no line ends, and hardly what stands between cells.
        bool isLine = text.IndexOfAny([',', ';', '\t', '|', '{', '"', '\n']) >= 0;
        string file = !isLine && shown == $"'{text}'" ? QuotedText.Of(text) : "<file>";
        string fix = isLine
            ? "These seem to be the lines of a file, as Get-Content gives them. "
                + $"Name the file instead, so that its types and lines are known: {import} {file}. "
                + $"Or make rows of them: … | ConvertFrom-Csv | {import} -JournalPath <file>."
            : $"For a file of that name: {import} {file}. For the lines of a file, as Get-Content gives them: name that file instead, "
                + $"or … | ConvertFrom-Csv | {import} -JournalPath <file>.";
        return new JournyInputException(JournyReason.NotARow, $"The pipeline gives text ({shown}), and not rows. Nothing was sent. {fix}");
    }

    /// <summary>Piped folders beside files: a listing has its subfolders.</summary>
    public static string FoldersLeftOut(IReadOnlyCollection<string> folders) =>
        $"Left out, because they are folders: {Quoted(folders, "folders")}. "
            + "To import the files in them, pipe those: Get-ChildItem -File -Recurse.";

    /// <summary>Files that imports wrote, beside others.</summary>
    public static string FilesLeftOut(IReadOnlyCollection<string> files)
    {
        string leftOut = $"Left out, because imports wrote them or keep them as their journal: {Quoted(files, "files")}. "
            + "To import one of them, give it alone, with -LiteralPath.";
        foreach (string file in files)
        {
            if (AbsentFile.EntityOf(file) is { } entity)
            {
                // To import such a file, as the sentence before says, does the opposite of what it is for.
                return $"{leftOut} '{PlainText.Of(file)}' has {EntityNames.Plural(entity)} that are gone: an import would create them "
                    + $"again, and Import-Csv -LiteralPath {QuotedText.Of(file)} | Remove-Journy{entity} removes them.";
            }
        }

        return leftOut;
    }

    /// <summary>A file that would change more than it may.</summary>
    /// <param name="excess">What it would change.</param>
    /// <param name="command">The command that imports it all the same.</param>
    public static JournyInputException TooManyChanges(string excess, string command) => new(
        JournyReason.TooManyChanges,
        $"{excess} Nothing was sent, and the journal is as it was. Look at the file, and at what -Preview says of it; "
            + $"if it is meant: {command}");

    /// <summary>Events that would be sent again, and that the user does not accept.</summary>
    /// <param name="changed">What <see cref="ChangedEvents"/> says.</param>
    /// <param name="command">The command that sends them.</param>
    public static JournyInputException EventsCountAgain(string changed, string command) => new(
        JournyReason.TooManyChanges,
        $"{changed} Nothing was sent. Import with the columns and parameters that it had; or, to send them again: {command}");

    /// <summary>A piped event that the journal most likely has.</summary>
    public static JournyInputException EventCountsAgain(EventRules events, long line) => new(
        JournyReason.TooManyChanges,
        string.Format(
            CultureInfo.CurrentCulture,
            "Row {0:N0} was most likely recorded before: what makes an event what it is has changed since its journal was written ({1}), "
                + "and the journal has an event like it. It would count once more, and so may those behind it; {2:N0} are recorded. "
                + "Import with the columns and parameters that they had; or, to send up to that many again, add -{3} {2:F0}",
            line,
            WhatChanged(events),
            events.RecordedCount,
            AcceptParameter));

    /// <summary>Recorded events that are not recognised, since columns or parameters have changed.</summary>
    /// <param name="events">What the journal knows.</param>
    /// <param name="path">The input.</param>
    /// <param name="again">How many events would be sent again.</param>
    public static string ChangedEvents(EventRules events, string path, long again) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}': what makes an event what it is has changed since its journal was written ({1}). "
            + "{2:N0} {3} recorded before would be sent again and count once more.",
        path,
        WhatChanged(events),
        again,
        again == 1 ? "event that was" : "events that were");

    /// <summary>Something that cannot be taken back, and nobody who could say that it is meant.</summary>
    /// <param name="what">What is to be done.</param>
    /// <param name="cause">Why nobody can be asked.</param>
    public static JournyInputException NobodyToAsk(string what, Exception cause) => new(
        JournyReason.InvalidParameter, $"{what}, and this session cannot ask whether that is meant. Add -Confirm:$false to say so.", cause);

    /// <summary>A record whose turn never came.</summary>
    public static JournyInputException RecordNotAttempted() =>
        new(JournyReason.NotAttempted, "It was not sent, because the run ended before its turn.");

    /// <summary>A file whose turn never came.</summary>
    public static JournyInputException FileNotAttempted(string path) =>
        new(JournyReason.NotAttempted, $"'{path}' was not imported, because the run had ended before its turn.");

    /// <summary>A record that journy.io took without some of its properties.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rejected">The properties, each with its reason.</param>
    public static string RejectedProperties(string? record, IReadOnlyDictionary<string, string> rejected)
    {
        IEnumerable<string> all = rejected.Select(property => $"{property.Key}: {property.Value}");
        string reasons = PlainText.List(all, rejected.Count, "; ", "properties");
        return $"{record}: journy.io took the record but rejected {reasons}";
    }

    /// <summary>White space around identifiers of records.</summary>
    public static string TrimmedRecords(long count) => string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} {1} white space around an identifier. It was left out.",
        count,
        count == 1 ? "record has" : "records have");

    /// <summary>White space around identifiers of rows.</summary>
    public static string TrimmedRows(long count, string input) => string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} {1} of '{2}' {3} white space around an identifier. It was left out.",
        count,
        count == 1 ? "row" : "rows",
        PlainText.Of(input),
        count == 1 ? "has" : "have");

    private static string WhatChanged(EventRules events) =>
        events.Unnumbered.IsUnsure ? "version 0.1.0 wrote it, and as the rows are read now its events are not recognised"
            : events.Readings.Other is { } other ? events.Readings.Present!.Describe(other)
            : string.Empty;

    private static string Quoted(IReadOnlyCollection<string> paths, string noun) =>
        PlainText.List(paths.Select(path => $"'{path}'"), paths.Count, ", ", noun);
}
