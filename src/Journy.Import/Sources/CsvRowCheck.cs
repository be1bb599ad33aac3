using System;
using System.Collections.Generic;
using System.Text;
using Journy.Import.Columns;

namespace Journy.Import.Sources;

/// <summary>Finds the rows of a CSV file that cannot be used as they stand there.</summary>
internal sealed class CsvRowCheck
{
    private readonly IReadOnlyList<string> _header;
    private readonly IReadOnlyList<int> _dataColumns;
    private readonly Func<int, bool> _isIgnored;
    private readonly char _delimiter;
    private readonly StrayLines _strayLines;

    /// <summary>Prepares the check.</summary>
    /// <param name="source">The file, whose columns are known.</param>
    /// <param name="isIgnored">Whether a column is ignored.</param>
    /// <param name="writtenWidth">How many cells the header has, those without a name at its end included.</param>
    public CsvRowCheck(CsvSource source, Func<int, bool> isIgnored, int writtenWidth)
    {
        _header = source.Header;
        _dataColumns = source.DataColumns;
        _isIgnored = isIgnored;
        _delimiter = source.Delimiter;
        WrittenWidth = writtenWidth;
        _strayLines = new StrayLines(source.Names);
    }

    /// <summary>How many cells the header has, those without a name at its end included.</summary>
    public int WrittenWidth { get; }

    /// <summary>What a row is that only looks like one.</summary>
    public StrayLine StrayLineOf(string[] cells) => _strayLines.Find(cells.Length == _dataColumns.Count ? cells : DataCells(cells));

    /// <summary>Why the cells of a row cannot be used; null if they can.</summary>
    /// <param name="line">Where the row begins.</param>
    /// <param name="lastLine">Where it ends.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="encoding">The encoding that the file is read in.</param>
    public JournyInputException? ProblemOf(long line, long lastLine, string[] cells, Encoding encoding)
    {
        if (cells.Length != _header.Count)
        {
            return CsvProblems.Ragged(line, lastLine, cells.Length, _header.Count, WrittenWidth, _delimiter);
        }

        for (int i = 0; i < cells.Length; i++)
        {
            int misread = Misreading.IndexIn(cells[i]);
            if (misread >= 0 && !_isIgnored(i))
            {
                return RaggedMarks.FixOf(cells[i]) is { } fix
                    ? CsvProblems.MarkedCell(line, _header[i], fix)
                    : CsvProblems.MisreadCell(line, _header[i], cells[i], misread, encoding);
            }
        }

        return null;
    }

    // The mark of a failed file for a cell that the row did not have counts as a blank cell.
    private string[] DataCells(string[] cells)
    {
        if (cells.Length != _header.Count)
        {
            return cells;
        }

        var data = new string[_dataColumns.Count];
        for (int i = 0; i < data.Length; i++)
        {
            string cell = cells[_dataColumns[i]];
            data[i] = cell == RaggedMarks.Missing ? string.Empty : cell;
        }

        return data;
    }
}
