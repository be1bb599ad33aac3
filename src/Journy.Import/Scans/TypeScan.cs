using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Journy.Import.Columns;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Scans;

/// <summary>
/// One pass over a whole file, before anything is sent, that finds each column's type. A column has a type other than text
/// only if every one of its cells that is not blank has it; nothing is typed by a sample.
/// </summary>
internal sealed class TypeScan
{
    private const int RowsBetweenReports = 1024;

    private TypeScan(IReadOnlyList<ColumnScan> columns, long rows, long problemRows)
    {
        Columns = columns;
        Rows = rows;
        ProblemRows = problemRows;
    }

    /// <summary>The columns that hold data, in the order of <see cref="IRowSource.Names"/>.</summary>
    public IReadOnlyList<ColumnScan> Columns { get; }

    /// <summary>How many rows there are, those with a problem among them.</summary>
    public long Rows { get; }

    /// <summary>How many rows cannot be sent as they stand in the file; no type follows from them.</summary>
    public long ProblemRows { get; }



    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">A source from which no row was read yet; it is at its end afterwards.</param>
    /// <param name="required">What a column must hold, by its place in <see cref="IRowSource.Names"/>; Blank if it may hold anything.
    /// Null if no column must hold anything.</param>
    /// <param name="rules">How text is read.</param>
    /// <param name="report">Called every thousand rows or so, for progress.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static TypeScan Of(
        IRowSource source, IReadOnlyList<CellKind>? required, TextRules rules, Action? report, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> at = source.DataColumns;
        var columns = new Column[at.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new Column(required is null ? CellKind.Blank : required[i], rules);
        }

        long rows = 0;
        long problemRows = 0;
        while (source.Read())
        {
            if (++rows % RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                report?.Invoke();
            }

            TableRow row = source.Current;
            if (row.Problem is not null)
            {
                problemRows++;
                continue;
            }

            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(row.Cells[at[i]], row.Line);
            }
        }

        return new TypeScan(
            Array.AsReadOnly(columns.Select((column, i) => column.Describe(source.Names[i])).ToArray()), rows, problemRows);
    }

    /// <summary>What the cells of one column have in common so far.</summary>
    private sealed class Column
    {
        private readonly CellKind _required;
        private readonly TextRules _rules;
        private CellFits _fits = CellFits.Any;
        private bool _hasCells;
        private long _blanks;
        private long _others;
        private string _firstOther = string.Empty;
        private long _firstOtherLine;

        public Column(CellKind required, TextRules rules)
        {
            _required = required;
            _rules = rules;
        }

        public void Add(string cell, long line)
        {
            if (_rules.IsBlank(cell))
            {
                _blanks++;
                return;
            }

            _hasCells = true;
            if (_fits != CellFits.None)
            {
                _fits &= _rules.FitsOf(cell);
            }

            if (_required != CellKind.Blank && !_rules.IsOf(cell, _required) && _others++ == 0)
            {
                _firstOther = cell;
                _firstOtherLine = line;
            }
        }

        public ColumnScan Describe(string name) => new(name, TypeFor(name), _blanks)
        {
            Others = _others,
            FirstOther = _firstOther,
            FirstOtherLine = _firstOtherLine,
        };

        // Boolean comes before number: cells that are both are words that -TrueValue or -FalseValue names.
        private JournyPropertyType TypeFor(string name) =>
            _required == CellKind.Number ? JournyPropertyType.Number
            : _required == CellKind.DateTime ? JournyPropertyType.DateTime
            : !_hasCells ? JournyPropertyType.Text
            : (_fits & CellFits.Boolean) != 0 ? JournyPropertyType.Boolean
            : (_fits & CellFits.Number) != 0 ? (CodeColumns.Has(name) ? JournyPropertyType.Text : JournyPropertyType.Number)
            : (_fits & CellFits.DateTime) != 0 ? JournyPropertyType.DateTime
            : JournyPropertyType.Text;
    }
}
