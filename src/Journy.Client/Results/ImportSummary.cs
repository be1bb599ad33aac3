using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Journy.Results;

namespace Journy;

/// <summary>What became of one input: every row is in exactly one of the counts.</summary>
public sealed class ImportSummary
{
    /// <summary>The file; for piped rows a word that says so.</summary>
    public string Path { get; internal init; } = string.Empty;

    /// <summary>What the rows are: User, Account, AccountUser or Event. Text, since JSON would have a number of an enumeration.</summary>
    public string Entity => Kind.ToString();

    /// <summary>Rows of the input: the sum of all that follow.</summary>
    public long Read => Sent + Unchanged + Partial + Failed + Unknown + Deferred + Skipped + NotAttempted;

    /// <summary>Rows that journy.io took whole.</summary>
    public long Sent { get; internal init; }

    /// <summary>Rows that were not sent because journy.io has accepted exactly that already, as the journal says.</summary>
    public long Unchanged { get; internal init; }

    /// <summary>Rows that journy.io took, but for properties that it rejected; each is in the file at <see cref="PartialPath"/>, and
    /// the next import sends them again.</summary>
    public long Partial { get; internal init; }

    /// <summary>Rows that journy.io did not take, or that could not be sent; each is in the file at <see cref="FailedPath"/>.</summary>
    public long Failed { get; internal init; }

    /// <summary>Events of which nobody knows whether journy.io recorded them, since the answer was lost. They are not sent again,
    /// which could count them twice; each is in the file at <see cref="UnknownPath"/>.</summary>
    public long Unknown { get; internal init; }

    /// <summary>The last row of a file of events that was written within the last hour, if it has no line end: it may be half written,
    /// and is left to the next import.</summary>
    public long Deferred { get; internal init; }

    /// <summary>Rows that name nobody and were left out, since -SkipUnidentified says that such rows are none.</summary>
    public long Skipped { get; internal init; }

    /// <summary>Rows that were not sent because the run ended before their turn. Where the file is damaged, the lines behind the
    /// damage that hold anything.</summary>
    public long NotAttempted { get; internal init; }

    /// <summary>The first row that was not attempted, by its line in the file or its number in the pipeline; null where there is
    /// none.</summary>
    public long? NotAttemptedFromLine { get; internal init; }

    /// <summary>Users or accounts that journy.io has as the journal knows, and that the input does not have any more; nothing is deleted. Null
    /// where nobody knows: without a journal, for other rows, if the input was not imported to its end, and if rows that failed do not say
    /// whom they are about.</summary>
    public long? Absent { get; internal init; }

    /// <summary>The file that those of them who could be named were added to, by -AbsentPath; null where none was.</summary>
    public string? AbsentPath { get; internal init; }

    /// <summary>Why rows failed, lost properties or are unknown: one for each kind of problem, the most frequent first. Their counts add up
    /// to those of <see cref="Failed"/>, <see cref="Partial"/> and <see cref="Unknown"/>.</summary>
    public IReadOnlyList<ImportReason> Reasons { get; internal init; } = ImportReasons.None;

    /// <summary>The file of the failed rows: their cells as they were, with line and reason. Null where none failed.</summary>
    public string? FailedPath { get; internal init; }

    /// <summary>The file of the rows that lost properties, likewise.</summary>
    public string? PartialPath { get; internal init; }

    /// <summary>The file of the events whose answer was lost, likewise.</summary>
    public string? UnknownPath { get; internal init; }

    /// <summary>The journal, by which the next import knows what journy.io has accepted; null where the import used none.</summary>
    public string? JournalPath { get; internal init; }

    /// <summary>The command that goes on where rows were not attempted; null where all were.</summary>
    public string? ContinueCommand { get; internal init; }

    /// <summary>The command that imports the failed rows once their file is fixed, with the types that the rows had; where they are in
    /// several files, one line for each. Null where none failed.</summary>
    public string? RetryCommand { get; internal init; }

    /// <summary>Seconds from the first row to the last answer. A TimeSpan would be a dozen parts in JSON; the module makes one
    /// of it for scripts, called <c>Elapsed</c>.</summary>
    public double ElapsedSeconds => Math.Round(Elapsed.TotalSeconds, 3);

    /// <summary>Rows that were read, a second.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Math.Round(Read / Elapsed.TotalSeconds, 1) : 0;

    /// <summary>Calls that this process made on the key in the last minute of the import.</summary>
    public int CallsPerMinute { get; internal init; }

    /// <summary>Those calls as a share of the key's limit, from 0 to 1; null where journy.io named no limit.</summary>
    public double? ShareOfLimit { get; internal init; }

    /// <summary>Calls a minute that others made on the key at the end of the import, as far as journy.io's answers tell; null where
    /// it named no limit.</summary>
    public int? OthersPerMinute { get; internal init; }

    /// <summary>True if the rows were piped.</summary>
    internal bool IsPiped { get; init; }

    /// <summary>What the rows are.</summary>
    internal ImportEntity Kind { get; init; }

    /// <summary>From the first row to the last answer.</summary>
    internal TimeSpan Elapsed { get; init; }

    /// <summary>The counts as a sentence, for a log or a message.</summary>
    /// <returns>Such as <c>users.csv: 1,000 rows read, 994 sent, 6 failed.</c> A count of 0 is left out, but for what was sent.</returns>
    public override string ToString()
    {
        StringBuilder sentence = new();
        sentence.AppendFormat(CultureInfo.CurrentCulture, "{0}: {1:N0} {2} read, {3:N0} sent", Path, Read, Read == 1 ? "row" : "rows", Sent);
        Add(Unchanged, "unchanged");
        Add(Partial, "sent in part");
        Add(Failed, "failed");
        Add(Unknown, "with an unknown outcome");
        Add(Deferred, "left to the next import");
        Add(Skipped, "skipped");
        Add(NotAttempted, "not attempted");
        return sentence.Append('.').ToString();

        void Add(long count, string what)
        {
            if (count > 0)
            {
                sentence.AppendFormat(CultureInfo.CurrentCulture, ", {0:N0} {1}", count, what);
            }
        }
    }
}
