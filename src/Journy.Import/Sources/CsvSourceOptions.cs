using System;
using System.Text;
using System.Threading;

namespace Journy.Import.Sources;

/// <summary>How a file is to be read.</summary>
internal sealed record CsvSourceOptions
{
    /// <summary>The command that reads the file, for messages that say what to run instead.</summary>
    public string CommandName { get; init; } = "Import-JournyUser";

    /// <summary>What stands between two cells; null: the one of comma, semicolon, tab and bar that fits header and rows.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The file's encoding unless it has a byte order mark, which always wins; null: UTF-8. Never guessed.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How many lines stand in front of the header, or in front of the first row if there is no header.</summary>
    public int SkipLine { get; init; }

    /// <summary>The names of the columns if the file has no header; null if it has one.</summary>
    public string[]? Header { get; init; }

    /// <summary>Reads cells that a row does not have as blank.</summary>
    public bool AllowsShortRows { get; init; }

    /// <summary>Begins where the header seems to be, names columns that have no names of their own, and uses the encoding that the file
    /// seems to have: to look at a file, not to import it.</summary>
    public bool FindsHeader { get; init; }

    /// <summary>Reads so that a journal may remember rows by their lines.</summary>
    public bool OffersLines { get; init; }

    /// <summary>True if a journal may remember the file.</summary>
    public bool CanBeRemembered { get; init; }

    /// <summary>Leaves a last row without a line end to the next import if the file was written since then (UTC): it may be half
    /// written. Null to take it.</summary>
    public DateTime? DefersRowWrittenSince { get; init; }

    /// <summary>Ends what has to be read of a file before its first row.</summary>
    public CancellationToken Stop { get; init; }
}
