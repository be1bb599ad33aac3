using System;
using System.Collections.Generic;
using System.Globalization;
using Journy.Import.Records;
using Journy.Results;

namespace Journy.Import.Runs;

/// <summary>Rows of an outcome file that are older than what journy.io has: how many, and the first ones by name.</summary>
internal sealed class OutdatedRows
{
    private const int MostNamed = 5;

    private readonly List<string> _named = new();

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them, such as "line 3 (user 42)".</summary>
    public string Named => PlainText.List(_named, (int)Math.Min(Count, int.MaxValue), ", ", "rows");

    /// <summary>Adds one.</summary>
    public void Add(ImportedRow row)
    {
        Count++;
        if (_named.Count < MostNamed)
        {
            _named.Add(string.Format(CultureInfo.CurrentCulture, "line {0} ({1})", row.Row.Line, row.Record.Identity));
        }
    }

    /// <summary>Why a row was not sent, and what to do.</summary>
    public static string ReasonOf(ImportedRow row) => string.Format(
        CultureInfo.InvariantCulture,
        "This row of {0} is of an import of {1:yyyy-MM-dd HH:mm:ss} UTC, and a later one, of {2:yyyy-MM-dd HH:mm:ss} UTC, had newer data "
            + "of it accepted, so that it was not sent. If the older data is right all the same, import this file with -Resend; "
            + "else delete the row.",
        row.Record.Identity,
        new DateTime(row.Row.Run, DateTimeKind.Utc),
        new DateTime(row.NewerRun, DateTimeKind.Utc));
}
