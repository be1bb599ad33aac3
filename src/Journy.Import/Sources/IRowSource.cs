using System;
using System.Collections.Generic;
using System.Text;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// Where rows come from: read one by one, in bounded memory, and again from the beginning. A row that cannot be used comes with the
/// reason instead of being dropped.
/// </summary>
internal interface IRowSource : IDisposable
{
    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>What stands between two cells; null if there are no cells, so that rows that fail are written as JSON Lines.</summary>
    char? Delimiter { get; }

    /// <summary>True if values have types of their own, so that none are looked for in text.</summary>
    bool IsTyped { get; }

    /// <summary>The names of all columns, trimmed.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>The names of all columns as they stand in the file.</summary>
    IReadOnlyList<string> HeaderCells { get; }

    /// <summary>The names of the columns that hold data: all but those that this module adds to the files it writes. One list for all
    /// rows.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Where in a row's cells the cell of each of <see cref="Names"/> stands.</summary>
    IReadOnlyList<int> DataColumns { get; }

    /// <summary>How many lines in front of the header, or of the first row, this source skips on its own; null if none.</summary>
    int? FoundLines { get; }

    /// <summary>The names that this source gives the columns on its own, since the file has none that can be used; else null.</summary>
    IReadOnlyList<string>? FoundNames { get; }

    /// <summary>The encoding that this source uses on its own; null if it uses the one that the user named, or UTF-8.</summary>
    Encoding? FoundEncoding { get; }

    /// <summary>True if this source may differ from what an import would read, so that the file can be looked at.</summary>
    bool FindsHeader { get; }

    /// <summary>The row that was read last.</summary>
    TableRow Current { get; }

    /// <summary>After damage: how many lines that hold anything were not read; at least one if that cannot be known.</summary>
    long UnreadLines { get; }

    /// <summary>About how much of the source was read, from 0 to 1.</summary>
    double FractionRead { get; }

    /// <summary>The line of the last row if that is not whole yet, since the file was being written when it was opened and goes on behind
    /// it: no row of this import. Null if there is none.</summary>
    long? CutLine { get; }

    /// <summary>The line of the last row if that has no line end and was taken for whole, as the file had not grown by then. Null if there
    /// is none.</summary>
    long? OpenLine { get; }

    /// <summary>The line of the last row if that is left to the next import, since it may be half written: no row of this one. Null if
    /// there is none.</summary>
    long? DeferredLine { get; }

    /// <summary>Whether something was appended since the source was opened, which is not read.</summary>
    bool HasGrown { get; }

    /// <summary>Set if the text of each row is wanted, and not only of one without a line end.</summary>
    bool KeepsText { set; }

    /// <summary>Who may take rows by their lines, asked in the order of the rows. Only with <see cref="CsvSourceOptions.OffersLines"/>, and
    /// only if a row can be one line.</summary>
    ILineTaker? Taker { set; }

    /// <summary>True if a journal may remember the file.</summary>
    bool CanBeRemembered { get; }

    /// <summary>The file's size when it was opened.</summary>
    long TotalBytes { get; }

    /// <summary>Moves to the next row. False at the end, which is also behind damage.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read: a share went away, say; or it was changed while it was
    /// read.</exception>
    bool Read();

    /// <summary>Ignores what stands in these columns: no message shows it, and no row fails by it.</summary>
    void Ignore(HashSet<string> names);

    /// <summary>The values of <see cref="Names"/> of a row without a problem.</summary>
    SourceRow ToSourceRow(TableRow row);

    /// <summary>All that decides which values a row has, as texts.</summary>
    IEnumerable<string> DescribeReading();

    /// <summary>The hash of all bytes of the file.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    string HashAll();

    /// <summary>Finds out at the end whether the file still is what was read of it.</summary>
    /// <returns>What to tell the user if it is not; null if it is.</returns>
    JournyInputException? FindChange();

    /// <summary>Begins anew, with the same bytes. This source must outlive the new one.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    IRowSource Reopen();

    /// <summary>Begins anew where the header seems to be. This source must outlive the new one.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    IRowSource ReopenAtHeader();
}
