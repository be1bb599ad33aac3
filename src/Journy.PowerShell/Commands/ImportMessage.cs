using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import;
using Journy.Import.Journaling;
using Journy.Results;

namespace Journy.Commands;

/// <summary>What an import says of how it ended.</summary>
internal static class ImportMessage
{
    /// <summary>What to do about rows that did not get in.</summary>
    public static string Mend(OpenImport open)
    {
        StringBuilder mend = new();
        if (open.Run.Limit is { } limit)
        {
            mend.Append(" The import ended because ").Append(limit).Append('.');
        }

        if (Named(open.Files.PathsOf(RowOutcome.Failed)) is { } failed)
        {
            mend.Append($" The failed rows, each with its line and reason, are in {failed}: mend them there and import that file in the same way{With(open, RowOutcome.Failed)}.");
        }

        if (Named(open.Files.PathsOf(RowOutcome.Unknown)) is { } unknown)
        {
            mend.Append($" The events whose answer was lost are in {unknown}: look in journy.io which of them are there, delete those from the file, and import the rest{With(open, RowOutcome.Unknown)}.");
        }

        return mend.ToString();
    }

    // Where the file does not find it by itself.
    private static string With(OpenImport open, RowOutcome outcome) =>
        open.Journal?.Path is not { } journal || open.Files.PathsOf(outcome).All(path => JournalPath.Beside(path) == journal)
            ? string.Empty
            : $", with -JournalPath '{journal}'";

    private static string? Named(IReadOnlyList<string> paths) =>
        paths.Count == 0 ? null : string.Join(", ", paths.Select(path => $"'{path}'"));

    /// <summary>The counts that are not nothing.</summary>
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

        counts.Add(string.Format(CultureInfo.CurrentCulture, "of {0:N0} rows {1:N0} were sent", summary.Read, summary.Sent));
        Add(summary.Unchanged, "unchanged");
        Add(summary.Partial, "partial");
        Add(summary.Failed, "failed");
        Add(summary.Unknown, "unknown");
        Add(summary.NotAttempted, "not attempted");
        string text = string.Join(", ", counts);
        return summary.NotAttemptedFromLine is { } line
            ? string.Format(CultureInfo.CurrentCulture, "{0} (from {1} {2:N0} on)", text, summary.Path == ImportCommand.PipedRows ? "row" : "line", line)
            : text;
    }
}
