using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Problems;
using Journy.Import.Runs;
using Journy.Import.Sources;
using Journy.Results;

namespace Journy.Flows;

/// <summary>What an import says of how it ended, and of what became of its rows.</summary>
internal static class ImportMessage
{
    private const int MostShown = 5;
    private const int MostReasons = 3;
    private const int LongestReason = 160;

    /// <summary>Absent users or accounts that cannot be told.</summary>
    public const string UnknownAbsent =
        "Nobody knows who is gone: the file was not imported to its end, or rows of it that failed do not say whom they are about. "
        + "Fix those, and import it again.";

    /// <summary>Absent users or accounts that the earlier file does not name either.</summary>
    /// <param name="unnamed">How many they are.</param>
    /// <param name="absent">How many are absent in all.</param>
    /// <param name="entity">What they are.</param>
    /// <param name="path">The earlier file.</param>
    public static string UnnamedAbsent(long unnamed, long absent, ImportEntity entity, string path) => string.Format(
        CultureInfo.CurrentCulture,
        "{0:N0} of the {1:N0} {2} that are gone are not in '{3}' either, so that only their number is known.",
        unnamed,
        absent,
        EntityNames.Plural(entity),
        path);

    /// <summary>A run that ended early, as the beginning of what ended it.</summary>
    /// <param name="summary">The import's account.</param>
    /// <param name="unimported">The sentence about the files behind it; empty if there are none.</param>
    public static string RunEnded(ImportSummary summary, string unimported)
    {
        string goOn = summary.ContinueCommand is null ? string.Empty : $" To go on: {summary.ContinueCommand}";
        return $"The import of '{summary.Path}' ended early, {Counts(summary)}."
            + $"{goOn}{ProblemText.EndOf(goOn)}{unimported}{ProblemText.EndOf(unimported)} What ended it";
    }

    /// <summary>A run that a file which cannot be written ended, as the beginning of what ended it.</summary>
    /// <param name="summary">The import's account.</param>
    /// <param name="unwritten">How many rows could not be written to their file.</param>
    /// <param name="unimported">The sentence about the files behind it; empty if there are none.</param>
    public static string FileEnded(ImportSummary summary, long unwritten, string unimported)
    {
        string lost = unwritten == 0
            ? string.Empty
            : $"; {unwritten} of those rows could not be written to their file, so import the input again";
        string rest = unimported.Length == 0 ? string.Empty : $".{unimported}. What ended it";
        return $"The import of '{summary.Path}' ended early, {Counts(summary)}{lost}{rest}";
    }

    /// <summary>An import with rows that did not get in.</summary>
    /// <param name="summary">Its account.</param>
    /// <param name="fix">What <see cref="Fix"/> says.</param>
    /// <param name="unimported">The sentence about the files behind it; empty if there are none.</param>
    public static JournyInputException Incomplete(ImportSummary summary, string fix, string unimported)
    {
        string end = unimported.Length == 0 || fix.EndsWith(".", StringComparison.Ordinal) ? string.Empty : ProblemText.EndOf(fix);
        return new JournyInputException(
            JournyReason.ImportIncomplete,
            $"Import of '{summary.Path}' is incomplete: {Counts(summary)}.{Reasons(summary)}{fix}{end}{unimported}");
    }

    /// <summary>An import that the user stopped.</summary>
    public static string Stopped(string command, ImportSummary summary, string? continueCommand) =>
        $"{command} was stopped: '{summary.Path}', {Counts(summary)}; the calls that were under way may have been taken."
        + (continueCommand is null ? string.Empty : $" To go on:{Environment.NewLine}    {continueCommand}");

    /// <summary>Rows with the key of a recorded event and other content.</summary>
    /// <param name="summary">The import's account.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="first">The first of them, by its line in the file or its number in the pipeline.</param>
    public static string OtherwiseKeyed(ImportSummary summary, long count, long first) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}': {1:N0} {2} from its event, the first of them {3} {4:N0}. An event cannot be changed; they were not sent.",
        summary.Path,
        count,
        count == 1 ? "row has a key that is recorded, and otherwise differs" : "rows have a key that is recorded, and otherwise differ",
        summary.Path == ImportFlow.PipedRows ? "row" : "in line",
        first);

    /// <summary>What to do about rows that did not get in. Commands end a sentence without a full stop, to be copied.</summary>
    /// <param name="open">The import.</param>
    /// <param name="summary">Its account.</param>
    /// <param name="commandToImport">The command for an outcome file.</param>
    public static string Fix(ImportSession open, ImportSummary summary, Func<OutcomeFile, string> commandToImport)
    {
        StringBuilder fix = new();
        if (open.Run.Limit is { } limit)
        {
            fix.Append(" The import ended because ").Append(limit).Append('.');
        }

        if (open.Files.FilesOf(RowOutcome.Unknown) is { Count: > 0 } unknown)
        {
            string commands = Some(unknown.Select(commandToImport).ToList(), "; ", "# and {0:N0} more");
            fix.Append($" The events whose answer was lost are in {Named(open.Files.PathsOf(RowOutcome.Unknown))}: "
                + $"look in journy.io which of them are there, delete those from the file, and import the rest: {commands} ");
        }

        if (summary.ContinueCommand is { } goOn)
        {
            fix.Append($" To go on: {goOn} ");
        }

        if (Named(open.Files.PathsOf(RowOutcome.Failed)) is { } failed)
        {
            fix.Append(open.Run.Tally.Outdated.Count == summary.Failed
                ? $" The rows are in {failed}, and would be too old once more. The warning has the command that sends them all the same."
                : $" The failed rows, each with its line and reason, are in {failed}: fix them there, then import them: {Retry(summary)}");
        }

        return fix.ToString().TrimEnd();
    }

    private static string Retry(ImportSummary summary) => Some(
        summary.RetryCommand!.Split(new[] { Environment.NewLine }, StringSplitOptions.None),
        "; ",
        "# and {0:N0} more, in the summary's RetryCommand");

    /// <summary>Why rows did not get in, the most frequent reasons first; nothing if none failed or are unknown.</summary>
    public static string Reasons(ImportSummary summary)
    {
        List<ImportReason> reasons = summary.Reasons.Where(reason => reason.Outcome != nameof(RowOutcome.Partial)).ToList();
        string more = reasons.Count <= MostReasons ? string.Empty : string.Format(
            CultureInfo.CurrentCulture, "; {0:N0} more in the summary's Reasons", reasons.Count - MostReasons);
        if (reasons.Count == 0)
        {
            return string.Empty;
        }

        string shown = string.Join("; ", reasons.Take(MostReasons).Select(reason => PlainText.Of(reason.ToString(), LongestReason)));
        string cure = reasons[0].Cure.Length == 0
            ? string.Empty
            : $" {(reasons.Count == 1 ? "What to do" : "About the first")}: {reasons[0].Cure}";
        return $" Why: {shown}{more}.{cure}";
    }

    /// <summary>Rows that journy.io took without some of their properties; null if there are none.</summary>
    public static string? Rejected(ImportSession open, ImportSummary summary) => summary.Partial == 0
        ? null
        : string.Format(
            CultureInfo.CurrentCulture,
            "'{0}': journy.io took {1:N0} {2} without properties that it rejected: {3}. They are in {4}, "
                + "and the next import sends them again. Fix the values, give the columns the type that they have in journy.io "
                + "with -PropertyType, or leave them out with -ExcludeProperty.",
            summary.Path,
            summary.Partial,
            summary.Partial == 1 ? "row" : "rows",
            open.Run.Tally.Rejections,
            Named(open.Files.PathsOf(RowOutcome.Partial)));

    /// <summary>A file that would change more than it may, or is of others altogether; null if it may be imported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entity">What its rows are.</param>
    /// <param name="changes">What it would change.</param>
    /// <param name="most">How much it may change, in percent.</param>
    public static string? TooManyChanges(string path, ImportEntity entity, RecordedChanges changes, double most)
    {
        string what = EntityNames.Plural(entity);
        if (changes.ChangedPercent > most)
        {
            return string.Format(
                CultureInfo.CurrentCulture,
                "'{0}' would change {1:N0} of the {2:N0} {3} that the journal knows, which is {4:0.##} %, "
                    + "and -MaxChangedPercent allows {5:0.##} %. {6:N0} would stay as they are, {7:N0} are not in the file, "
                    + "and {8:N0} in the file are new.",
                path,
                changes.Changed,
                changes.Recorded,
                what,
                changes.ChangedPercent,
                most,
                changes.Found - changes.Changed,
                changes.Missing,
                changes.New);
        }

        // Rows of an outcome file are known to be this journal's, and those of new users are the ones that fail first.
        return most < 100 && changes.IsOfOthers && !OutcomeName.Is(path)
            ? string.Format(
                CultureInfo.CurrentCulture,
                "'{0}' seems to be of other {1} than the journal: {2:N0} of its {3:N0} {1} are new, "
                    + "and of the {4:N0} that the journal knows {5:N0} are not in it.",
                path,
                what,
                changes.New,
                changes.Named,
                changes.Recorded,
                changes.Missing)
            : null;
    }

    /// <summary>Rows of an outcome file that are older than what journy.io has; null if there are none.</summary>
    public static string? Outdated(ImportSession open, ImportSummary summary, Func<OutcomeFile, string> commandToImport)
    {
        if (open.Run.Tally.Outdated is not { Count: > 0 } outdated)
        {
            return null;
        }

        List<string> commands = open.Files.FilesOf(RowOutcome.Failed).Select(file => commandToImport(file) + " -Resend").ToList();
        return string.Format(
            CultureInfo.CurrentCulture,
            "'{0}': {1:N0} {2} not sent, because a later import had newer data accepted: {3}. They are in {4}. "
                + "To send that file all the same, older data included: {5}",
            summary.Path,
            outdated.Count,
            outdated.Count == 1 ? "row was" : "rows were",
            outdated.Named,
            Named(open.Files.PathsOf(RowOutcome.Failed)),
            Some(commands, "; ", "# and {0:N0} more"));
    }

    /// <summary>A file that has grown since it was opened; null if it has not.</summary>
    public static string? Growth(IRowSource source, ImportEntity entity)
    {
        if (!source.HasGrown)
        {
            return null;
        }

        string rest = source.CutLine is { } line
            ? string.Format(CultureInfo.InvariantCulture, ", and so does the row on line {0}, which was not whole.", line)
            : source.OpenLine is { } open ? string.Format(
                CultureInfo.InvariantCulture,
                ". The row on line {0} had no line end when it was read, so that its last cell may have been cut: the next import {1}.",
                open,
                entity == ImportEntity.Event ? "tells if it was" : "sends it as it is then")
            : ".";
        return $"'{source.Path}' has grown since this command began to read it. What was appended waits for the next import{rest}";
    }

    /// <summary>A last row that is left to the next import; null if none is.</summary>
    /// <param name="source">The file.</param>
    /// <param name="command">The command that sends it.</param>
    public static string? Deferral(IRowSource source, Func<string> command) => source.DeferredLine is not { } line ? null
        : string.Format(
            CultureInfo.CurrentCulture,
            "'{0}': the last row, on line {1:N0}, has no line end, and the file was written within the last hour. It may be half an event, "
                + "and waits for the next import. If the file is complete: {2}",
            source.Path,
            line,
            command());

    /// <summary>An input without rows, most likely a broken export; null if it has rows, or the journal knows nobody.</summary>
    public static string? Emptiness(ImportSummary summary) => summary is not { Read: 0, Absent: > 0 and var absent } ? null
        : string.Format(
            CultureInfo.CurrentCulture,
            "'{0}' has no rows, and the journal knows {1:N0} {2}. Nothing was sent or removed; look at what wrote the file.",
            summary.Path,
            absent,
            absent == 1 ? summary.Kind == ImportEntity.User ? "user" : "account" : EntityNames.Plural(summary.Kind));

    /// <summary>Rows that name nobody and were left out.</summary>
    public static string Skipped(ImportSummary summary, long firstLine) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}': {1:N0} {2} nobody and {3} skipped, as -SkipUnidentified says, the first of them {4} {5:N0}.",
        summary.Path,
        summary.Skipped,
        summary.Skipped == 1 ? "row names" : "rows name",
        summary.Skipped == 1 ? "was" : "were",
        summary.Path == ImportFlow.PipedRows ? "number" : "in line",
        firstLine);

    /// <summary>Rows of recorded events that are longer now.</summary>
    public static string GrownEvents(string path, IReadOnlyList<long> lines)
    {
        string named = Some(lines.Select(line => line.ToString(CultureInfo.CurrentCulture)).ToList(), ", ", "and {0:N0} more");
        return lines.Count == 1
            ? $"'{path}': the row on line {named} was sent as an event when it had no line end, and has grown since. "
                + "The event stays as it was, and the row was not sent again, since it would count twice. "
                + "To send it as a new event all the same, put the header and this row into a file of its own and import that."
            : $"'{path}': the rows on lines {named} were sent as events when they had no line end, and have grown since. "
                + "The events stay as they were, and the rows were not sent again, since they would count twice. "
                + "To send them as new events all the same, put the header and these rows into a file of its own and import that.";
    }

    private static string? Named(IReadOnlyList<string> paths) =>
        paths.Count == 0 ? null : Some(paths.Select(path => $"'{path}'").ToList(), ", ", "and {0:N0} more");

    private static string Some(IReadOnlyList<string> texts, string separator, string more) => texts.Count <= MostShown
        ? string.Join(separator, texts)
        : string.Join(separator, texts.Take(MostShown)) + separator
            + string.Format(CultureInfo.CurrentCulture, more, texts.Count - MostShown);

    /// <summary>The counts, without those of 0.</summary>
    public static string Counts(ImportSummary summary)
    {
        List<string> counts = new();
        void Add(long count, string what)
        {
            if (count > 0)
            {
                counts.Add(string.Format(CultureInfo.CurrentCulture, "{0:N0} {1}", count, what));
            }
        }

        counts.Add(string.Format(
            CultureInfo.CurrentCulture,
            "of {0:N0} {2} {1:N0} {3} sent",
            summary.Read,
            summary.Sent,
            summary.Read == 1 ? "row" : "rows",
            summary.Sent == 1 ? "was" : "were"));
        Add(summary.Unchanged, "unchanged");
        Add(summary.Partial, "partial");
        Add(summary.Failed, "failed");
        Add(summary.Unknown, "unknown");
        Add(summary.Deferred, "deferred");
        Add(summary.Skipped, "skipped");
        Add(summary.NotAttempted, "not attempted");
        string text = string.Join(", ", counts);
        string unit = summary.Path == ImportFlow.PipedRows ? "row" : "line";
        return summary.NotAttemptedFromLine is { } line
            ? string.Format(CultureInfo.CurrentCulture, "{0} (from {1} {2:N0} on)", text, unit, line)
            : text;
    }
}
