using System;
using System.Linq;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>
/// The columns that this module adds to the files it writes. In a file that is imported they are ignored as data, so that
/// a file of failed rows can be imported as it is.
/// </summary>
internal static class OwnColumns
{
    /// <summary>The line of the input on which the row began.</summary>
    public const string Line = "journy_line";

    /// <summary>Why the row was not imported.</summary>
    public const string Error = "journy_error";

    /// <summary>The request ID to tell journy.io's support; blank if there was no answer.</summary>
    public const string RequestId = "journy_request_id";

    /// <summary>The run whose input said what the row says, as <see cref="RunStamp"/> writes it.</summary>
    public const string Run = "journy_run";

    /// <summary>The run that did not find somebody in its input any more, as <see cref="RunStamp"/> writes it.</summary>
    public const string Absent = "journy_absent";

    /// <summary>Whether a column of this name is one of them.</summary>
    public static bool Has(string name)
    {
        string trimmed = OuterSpace.Trim(name);
        return string.Equals(trimmed, Line, StringComparison.OrdinalIgnoreCase)
            || string.Equals(trimmed, Error, StringComparison.OrdinalIgnoreCase)
            || string.Equals(trimmed, RequestId, StringComparison.OrdinalIgnoreCase)
            || IsAbsent(trimmed)
            || IsRun(trimmed);
    }

    /// <summary>Whether a column of this name holds the row's run.</summary>
    public static bool IsRun(string name) => string.Equals(OuterSpace.Trim(name), Run, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a column of this name says that somebody is gone.</summary>
    public static bool IsAbsent(string name) => string.Equals(OuterSpace.Trim(name), Absent, StringComparison.OrdinalIgnoreCase);

    /// <summary>A row as it is without them.</summary>
    public static SourceRow Without(SourceRow row)
    {
        if (!row.Names.Any(Has))
        {
            return row;
        }

        int[] kept = Enumerable.Range(0, row.Names.Count).Where(index => !Has(row.Names[index])).ToArray();
        return new SourceRow(kept.Select(index => row.Names[index]).ToList(), kept.Select(index => row.Values[index]).ToArray());
    }
}
