using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Sources;

namespace Journy.Import.Outcomes;

/// <summary>Outcome files of CSV.</summary>
/// <remarks>
/// <para>UTF-8 with a byte order mark, the input's delimiter, CRLF behind every row. The input's columns come first, as they
/// were, then <see cref="OwnColumns"/>; those that the input has already are replaced.</para>
/// <para>Every row has as many cells as the header. Surplus cells of a ragged row are joined to its last data cell with the delimiter, as
/// CSV text; blank ones at the end are left out. <see cref="RaggedMarks"/> in place of missing cells and behind joined ones keep such a
/// row from being sent before it is fixed. A damaged record has blank cells: only its line and the reason are known.</para>
/// <para>Hidden columns are left out. In a ragged row, a cell of a hidden column may stand in another column: from the first cell that it
/// can be, the row's cells are left out.</para>
/// </remarks>
internal sealed class CsvOutcomeFormat : IOutcomeFormat
{
    private const string LineEnd = "\r\n";
    private const string FormulaStarts = "=+-@＝＋－＠";

    private readonly char _delimiter;
    private readonly string[] _header;
    private readonly int[] _dataColumns;
    private readonly int _columns;

    // Where the first hidden column stands; behind all of them if there is none.
    private readonly int _firstHidden;

    /// <summary>Prepares to write.</summary>
    /// <param name="columns">The input's columns as they stand in it.</param>
    /// <param name="delimiter">The input's delimiter.</param>
    /// <param name="hidden">Those of the columns of which nothing may be written; null if there is none.</param>
    public CsvOutcomeFormat(IReadOnlyList<string> columns, char delimiter, HashSet<string>? hidden)
    {
        _delimiter = delimiter;
        _columns = columns.Count;
        bool IsHidden(int column) => hidden?.Contains(columns[column]) == true;
        _dataColumns = Enumerable.Range(0, columns.Count).Where(i => !OwnColumns.Has(columns[i]) && !IsHidden(i)).ToArray();
        _firstHidden = Enumerable.Range(0, columns.Count).Where(IsHidden).DefaultIfEmpty(columns.Count).First();
        _header = [.. _dataColumns.Select(i => columns[i]), OwnColumns.Line, OwnColumns.Error, OwnColumns.RequestId, OwnColumns.Run];
    }

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public void AppendHead(StringBuilder text)
    {
        text.Append('\uFEFF');
        CsvText.Append(text, _header, _delimiter);
        text.Append(LineEnd);
    }

    /// <inheritdoc/>
    public void AppendRow(StringBuilder text, OutcomeRow row)
    {
        IReadOnlyList<string> cells = row.Cells;
        var written = new string[_header.Length];
        int firstInDoubt = cells.Count == _columns || _firstHidden == _columns
            ? int.MaxValue
            : _firstHidden - Math.Abs(cells.Count - _columns);
        for (int i = 0; i < _dataColumns.Length; i++)
        {
            written[i] = cells.Count == 0 ? ""
                : _dataColumns[i] >= firstInDoubt ? RaggedMarks.Hidden
                : _dataColumns[i] < cells.Count ? cells[_dataColumns[i]]
                : RaggedMarks.Missing;
        }

        if (_firstHidden == _columns)
        {
            AddSurplus(written, cells);
        }

        written[_dataColumns.Length] = row.Line.ToString(CultureInfo.InvariantCulture);
        written[_dataColumns.Length + 1] = Harmless(row.Error);
        written[_dataColumns.Length + 2] = Harmless(row.RequestId);
        written[_dataColumns.Length + 3] = row.Run;
        CsvText.Append(text, written, _delimiter);
        text.Append(LineEnd);
    }

    // Spreadsheets run text that begins like a formula, and it may come from anybody.
    private static string Harmless(string text) => text.Length > 0 && FormulaStarts.IndexOf(text[0]) >= 0 ? "'" + text : text;

    private void AddSurplus(string[] row, IReadOnlyList<string> cells)
    {
        int end = cells.Count;
        while (end > _columns && string.IsNullOrWhiteSpace(cells[end - 1]))
        {
            end--;
        }

        if (end > _columns && _dataColumns.Length > 0)
        {
            int last = _dataColumns.Length - 1;
            var joined = new StringBuilder();
            CsvText.Append(joined, [row[last], .. cells.Skip(_columns).Take(end - _columns)], _delimiter);
            row[last] = joined.Append(RaggedMarks.Surplus).ToString();
        }
    }
}
