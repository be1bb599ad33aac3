using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Scans;

/// <summary>What the cells of a file's columns look like, by its first rows: enough to say what a column may be, not what it is.</summary>
internal sealed class CellSample
{
    /// <summary>The share of a column's cells that must be of one kind for the column to be of that kind.</summary>
    public const double NearlyAll = 0.9;

    private const int MostRows = 10_000;

    private readonly Dictionary<string, Column> _columns;
    private readonly int _rows;

    private CellSample(Dictionary<string, Column> columns, int rows, int shortRows)
    {
        _columns = columns;
        _rows = rows;
        IsShortOften = shortRows > 1 && shortRows >= rows;
    }

    /// <summary>True if half of the rows or more lack cells at their end: some programs write none for blank cells.</summary>
    public bool IsShortOften { get; }

    /// <summary>Looks at the first rows.</summary>
    /// <param name="source">A source from which no row was read yet.</param>
    /// <param name="names">The columns to look at.</param>
    /// <param name="rules">How text is read.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static CellSample Of(IRowSource source, IEnumerable<string> names, TextRules rules, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = new(names, StringComparer.OrdinalIgnoreCase);
        Dictionary<string, Column> columns = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < source.Names.Count; index++)
        {
            if (wanted.Contains(source.Names[index]))
            {
                columns[source.Names[index]] = new Column(source.DataColumns[index], rules);
            }
        }

        int rows = 0;
        int shortRows = 0;
        while (rows + shortRows < MostRows && source.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (source.Current.Problem is null)
            {
                foreach (Column column in columns.Values)
                {
                    column.Add(source.Current.Cells[column.At]);
                }

                rows++;
            }
            else if (source.Current.Problem.Reason == JournyReason.RaggedRow && source.Current.Cells.Length < source.Header.Count)
            {
                shortRows++;
            }
        }

        return new CellSample(columns, rows, shortRows);
    }

    /// <summary>How well the cells fit journy.io's name: 0 if not at all, 1 if nearly every row has a cell that does.</summary>
    /// <param name="name">The column.</param>
    /// <param name="target">What it may become.</param>
    /// <param name="isOnce">True if an identifier belongs to one row.</param>
    public double Fit(string name, string target, bool isOnce)
    {
        Column column = _columns[name];
        double filled = _rows == 0 ? 0 : column.Filled / (double)_rows;
        double share = target switch
        {
            "email" => column.Addresses >= column.Filled * 0.5 ? column.Addresses / (double)Math.Max(1, _rows) : 0,
            "domain" => column.Domains >= column.Filled * NearlyAll ? filled : 0,
            "user_id" or "account_id" => isOnce && column.HasRepeated ? 0 : filled,
            "registered_at" => column.Dates == column.Filled || column.Forms.Only is not null ? filled : 0,
            "triggered_at" => column.Dates >= column.Filled * NearlyAll || column.Forms.Only is not null ? filled : 0,
            "mrr" => column.Numbers == column.Filled ? filled : 0,
            "full_name" or "first_name" or "last_name" or "name" => column.Words >= column.Filled * 0.5 ? filled : 0,
            _ => filled,
        };
        return share >= NearlyAll ? 1 : share;
    }

    /// <summary>The one format that reads all cells of a column as dates, if the rules do not; null if there is none, or more.</summary>
    public string? FormatOf(string name) =>
        _columns.TryGetValue(name, out Column? column) && column.Dates < column.Filled ? column.Forms.Only : null;

    /// <summary>How many different cells a column has.</summary>
    public int CountDifferent(string name) => _columns[name].Different;

    /// <summary>Whether some row has a cell in one column and none in another.</summary>
    public bool Completes(string name, string other) =>
        Enumerable.Range(0, _rows).Any(row => _columns[name].IsFilled(row) && !_columns[other].IsFilled(row));

    private sealed class Column(int at, TextRules rules)
    {
        private readonly HashSet<string> _cells = new(StringComparer.Ordinal);
        private readonly List<bool> _filled = new();

        public int At { get; } = at;

        public int Filled { get; private set; }

        public int Addresses { get; private set; }

        public int Domains { get; private set; }

        public int Dates { get; private set; }

        public int Numbers { get; private set; }

        /// <summary>Cells that have a letter, as every name has.</summary>
        public int Words { get; private set; }

        public bool HasRepeated { get; private set; }

        public int Different => _cells.Count;

        public DateForm Forms { get; } = new();

        public bool IsFilled(int row) => _filled[row];

        public void Add(string written)
        {
            string cell = OuterSpace.Trim(written);
            _filled.Add(cell.Length > 0 && !rules.IsNull(cell));
            if (!_filled[_filled.Count - 1])
            {
                return;
            }

            Filled++;
            Addresses += EmailAddress.Is(cell) ? 1 : 0;
            Domains += cell.IndexOf('.') > 0 && Uri.CheckHostName(cell) == UriHostNameType.Dns ? 1 : 0;
            Dates += rules.IsOf(cell, CellKind.DateTime) ? 1 : 0;
            Numbers += rules.IsOf(cell, CellKind.Number) ? 1 : 0;
            Words += cell.Any(char.IsLetter) ? 1 : 0;
            Forms.Add(cell);
            HasRepeated = HasRepeated || !_cells.Add(cell);
        }
    }
}
