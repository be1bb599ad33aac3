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

    /// <summary>What the rows are: User, Account, AccountUser or Event. Text, because ConvertTo-Json writes an enumeration as a
    /// number.</summary>
    public string Entity => Kind.ToString();

    /// <summary>Rows of the input: the sum of the counts below.</summary>
    public long Read => Sent + Unchanged + Partial + Failed + Unknown + Deferred + Skipped + NotAttempted;

    /// <summary>Rows that journy.io took with all that they hold.</summary>
    public long Sent { get; internal init; }

    /// <summary>Rows that were not sent because journy.io has accepted exactly that already, as the journal says.</summary>
    public long Unchanged { get; internal init; }

    /// <summary>Rows that journy.io took without some properties, which it rejected; each is in the file at <see cref="PartialPath"/>, and
    /// the next import sends them again.</summary>
    public long Partial { get; internal init; }

    /// <summary>Rows that journy.io did not take, or that could not be sent; each is in the file at <see cref="FailedPath"/>.</summary>
    public long Failed { get; internal init; }

    /// <summary>Events that journy.io may or may not have recorded, because the answer was lost. They are not sent again, since that could
    /// count them twice; each is in the file at <see cref="UnknownPath"/>.</summary>
    public long Unknown { get; internal init; }

    /// <summary>The last row of a file of events, if it has no line end and the file was written within the last hour: it may be half
    /// written, and is left to the next import.</summary>
    public long Deferred { get; internal init; }

    /// <summary>Rows that name no user or account and were left out, because -SkipUnidentified was given.</summary>
    public long Skipped { get; internal init; }

    /// <summary>Rows that were not sent because the run ended before their turn; in a damaged file, the lines after the damage that are not
    /// blank.</summary>
    public long NotAttempted { get; internal init; }

    /// <summary>The first row that was not attempted, by its line in the file or its number in the pipeline; null if there is
    /// none.</summary>
    public long? NotAttemptedFromLine { get; internal init; }

    /// <summary>Users or accounts that journy.io has, by the journal, and that the input no longer has; nothing is deleted. Null if that is
    /// not known: without a journal, for memberships and events, if the input was not imported to its end, or if failed rows do not say
    /// whom they are about.</summary>
    public long? Absent { get; internal init; }

    /// <summary>The file of -AbsentPath, to which those of them were added who could be named; null if there is none.</summary>
    public string? AbsentPath { get; internal init; }

    /// <summary>Why rows failed, lost properties or are unknown: one for each kind of problem, the most frequent first. Their counts add up
    /// to those of <see cref="Failed"/>, <see cref="Partial"/> and <see cref="Unknown"/>.</summary>
    public IReadOnlyList<ImportReason> Reasons { get; internal init; } = ImportReasons.None;

    /// <summary>The file of the failed rows: their cells unchanged, with line and reason. Null if none failed.</summary>
    public string? FailedPath { get; internal init; }

    /// <summary>The same for the rows that lost properties.</summary>
    public string? PartialPath { get; internal init; }

    /// <summary>The same for the events whose answer was lost.</summary>
    public string? UnknownPath { get; internal init; }

    /// <summary>The journal, which tells the next import what journy.io has accepted; null if the import used none.</summary>
    public string? JournalPath { get; internal init; }

    /// <summary>The command that goes on with the rows that were not attempted; null if there are none.</summary>
    public string? ContinueCommand { get; internal init; }

    /// <summary>The command that imports the failed rows once their file is fixed, with the types that the rows had; one line for each if
    /// they are in several files. Null if none failed.</summary>
    public string? RetryCommand { get; internal init; }

    /// <summary>Seconds from the first row to the last answer. Scripts also have <c>Elapsed</c>, a TimeSpan, which
    /// ConvertTo-Json would write in a dozen parts.</summary>
    public double ElapsedSeconds => Math.Round(Elapsed.TotalSeconds, 3);

    /// <summary>Rows read per second.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Math.Round(Read / Elapsed.TotalSeconds, 1) : 0;

    /// <summary>Calls that this process made on the key in the last minute of the import.</summary>
    public int CallsPerMinute { get; internal init; }

    /// <summary>Those calls as a share of the key's limit, from 0 to 1; null if journy.io named no limit.</summary>
    public double? ShareOfLimit { get; internal init; }

    /// <summary>Calls a minute that others made on the key at the end of the import, by journy.io's answers; null if they name no
    /// limit.</summary>
    public int? OthersPerMinute { get; internal init; }

    /// <summary>True if the rows were piped.</summary>
    internal bool IsPiped { get; init; }

    /// <summary>What the rows are.</summary>
    internal ImportEntity Kind { get; init; }

    /// <summary>From the first row to the last answer.</summary>
    internal TimeSpan Elapsed { get; init; }

    /// <summary>The counts as a sentence, for a log or a message.</summary>
    /// <returns>Such as <c>users.csv: 1,000 rows read, 994 sent, 6 failed.</c> Counts of 0 are left out, except that of rows
    /// sent.</returns>
    public override string ToString()
    {
        StringBuilder sentence = new();
        string unit = Read == 1 ? "row" : "rows";
        sentence.AppendFormat(CultureInfo.CurrentCulture, "{0}: {1:N0} {2} read, {3:N0} sent", Path, Read, unit, Sent);
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
