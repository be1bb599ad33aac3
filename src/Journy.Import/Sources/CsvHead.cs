using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// What stands at the beginning of a file, read before anything is known of it: lines that belong to no table, the delimiter, and
/// where the header seems to be.
/// </summary>
internal sealed class CsvHead
{
    /// <summary>The delimiters that are looked for. If several fit equally well, the first wins.</summary>
    public static readonly char[] Candidates = [',', ';', '\t', '|'];

    private const string TypeMark = "#TYPE ";
    private const string SeparatorMark = "sep=";

    // A longer line is judged by its beginning; it is still read in full afterwards.
    private const int LongestLine = 1024 * 1024;
    private const int MostText = 64 * 1024;
    private const int MostRecords = 40;

    // More than this share of the rows below a header have its number of cells.
    private const double Most = 0.5;

    // The share of a column's cells that must be addresses or dates for its first cell to be one, and not a name.
    private const double NearlyAll = 0.8;

    // The share of a header's names that must be unique and not blank: the preview names the other columns.
    private const double MostNames = 0.75;

    // A longer text is a sentence and no name.
    private const int LongestName = 120;

    // Names of columns that say whom a row is about: a line that has one is the header, whatever follows it.
    private static readonly HashSet<string> IdentityNames = new(StringComparer.Ordinal) { "EMAIL", "USERID", "ACCOUNTID", "DOMAIN" };

    private const string ArchiveMark = "PK\u0003\u0004";

    private CsvHead(bool isText, char delimiter, int lines, int? likelyLines, string[]? likelyNames = null)
    {
        LikelyNames = likelyNames;
        IsText = isText;
        Delimiter = delimiter;
        Lines = lines;
        LikelyLines = likelyLines;
    }

    /// <summary>False if there are control characters: a workbook, an archive, UTF-16 read as UTF-8.</summary>
    public bool IsText { get; }

    /// <summary>True if the file begins as JSON does.</summary>
    public bool IsJson { get; private init; }

    /// <summary>True if the file begins as an archive does, which workbooks are too.</summary>
    public bool IsArchive { get; private init; }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; }

    /// <summary>How many lines stand in front of the table: those to be skipped, and those that programs write for each other.</summary>
    public int Lines { get; }

    /// <summary>How many lines seem to stand in front of the header, such as those of a report's title; null if the header is the first
    /// line of the table.</summary>
    public int? LikelyLines { get; }

    /// <summary>Names for the columns if the file seems to have no header; null if it has one.</summary>
    public string[]? LikelyNames { get; }

    /// <summary>Reads the beginning.</summary>
    /// <param name="reader">The file, from its beginning.</param>
    /// <param name="options">What the user says of it.</param>
    public static CsvHead Read(TailReader reader, CsvSourceOptions options)
    {
        char? named = options.Delimiter;
        int lines = 0;
        string line = reader.ReadWholeLine(LongestLine);
        while (line.Length > 0 && (IsMark(line, ref named) || lines < options.SkipLine))
        {
            lines++;
            line = reader.ReadWholeLine(LongestLine);
        }

        var buffer = new char[MostText];
        int read = reader.ReadBlock(buffer, 0, buffer.Length);
        string text = line + new string(buffer, 0, read);
        bool isWhole = read < buffer.Length;
        char[] candidates = named is { } delimiter ? [delimiter] : Candidates;
        List<Table> tables = candidates.Select(candidate => Table.Of(text, isWhole, candidate)).ToList();
        bool isText = IsTextual(line);
        if (options.Header is not null)
        {
            Table? fitting = BestOf(tables, table => table.CountOf(options.Header.Length));
            return new CsvHead(isText, fitting!.Delimiter, lines, null);
        }

        Table? best = BestOf(tables.Where(table => table.HeaderAt == 0), table => table.Share, isWidest: true);
        Table? lower = BestOf(tables.Where(table => table.HeaderAt > 0), table => table.Fitting, isWidest: true);
        if (best is null || (lower is { Share: 1 } && best.Share < 1 && lower.Width > best.Width))
        {
            best = null;
        }
        else
        {
            lower = best;
        }

        int? likely = lower is null || options.SkipLine > 0 ? null : lower.HeaderLine;

        // An import takes the first line for the header, whatever it looks like.
        best ??= likely is null || !options.FindsHeader ? null : lower;
        best ??= BestOf(tables, table => table.WidthOfFirst)!;
        int? likelyLines = likely is > 0 and { } below ? lines + below : null;
        string[]? likelyNames = likely is null && options.SkipLine == 0 ? best.NamesOfRows() : null;
        return new CsvHead(isText, best.Delimiter, lines, likelyLines, likelyNames)
        {
            IsJson = IsJsonText(line),
            IsArchive = line.StartsWith(ArchiveMark, StringComparison.Ordinal),
        };
    }

    // The first one of which most can be said; of those of which the same can be said the widest, if that is asked.
    private static Table? BestOf(IEnumerable<Table> tables, Func<Table, double> measure, bool isWidest = false)
    {
        Table? best = null;
        foreach (Table table in tables)
        {
            int isMore = best is null ? 1 : measure(table).CompareTo(measure(best));
            if (isMore > 0 || (isMore == 0 && isWidest && table.Width > best!.Width))
            {
                best = table;
            }
        }

        return best;
    }

    // Names in brackets are no JSON: [id],[e-mail].
    private static bool IsJsonText(string line)
    {
        string text = line.Trim();
        return text is "[" or "{"
            || (text.Length > 1 && text[0] is '[' or '{'
                && text.Substring(1).TrimStart() is { Length: > 0 } rest && rest[0] is '"' or '{' or '[' or '}' or ']');
    }

    // Export-Csv of Windows PowerShell writes the type of its objects, and Excel the delimiter: "sep=;".
    private static bool IsMark(string line, ref char? delimiter)
    {
        string text = line.TrimEnd('\r', '\n');
        if (text.StartsWith(TypeMark, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string bare = text.Length > 1 && text[0] == '"' && text[text.Length - 1] == '"' ? text.Substring(1, text.Length - 2) : text;
        if (bare.Length != SeparatorMark.Length + 1
            || !bare.StartsWith(SeparatorMark, StringComparison.OrdinalIgnoreCase)
            || !CanDelimit(bare[SeparatorMark.Length]))
        {
            return false;
        }

        delimiter ??= bare[SeparatorMark.Length];
        return true;
    }

    /// <summary>Whether a text has no control characters other than tabs and line ends.</summary>
    public static bool IsTextual(string text) => !text.Any(c => c < ' ' && c is not ('\t' or '\r' or '\n'));

    /// <summary>Whether a character can stand between two cells.</summary>
    public static bool CanDelimit(char c) => c < 128 && (c >= ' ' || c == '\t') && c != '"' && !char.IsLetterOrDigit(c);

    /// <summary>A delimiter as messages call it.</summary>
    public static string NameOf(char delimiter) => delimiter == '\t' ? "a tab" : "'" + delimiter + "'";

    /// <summary>The beginning of the table as one delimiter has it.</summary>
    private sealed class Table
    {
        private readonly IReadOnlyList<CsvSample> _records;

        private Table(char delimiter, IReadOnlyList<CsvSample> records)
        {
            Delimiter = delimiter;
            _records = records;
            HeaderAt = FindHeader();
            if (HeaderAt >= 0)
            {
                Width = WidthOf(records[HeaderAt].Cells);
                HeaderLine = records[HeaderAt].Line;
                Fitting = FittingBelow(HeaderAt);
                int rows = RowsBelow(HeaderAt);
                Share = rows == 0 ? 1 : Fitting / (double)rows;
            }
        }

        public char Delimiter { get; }

        /// <summary>The first record that looks like a header; -1 if none does.</summary>
        public int HeaderAt { get; }

        /// <summary>How many lines stand in front of it.</summary>
        public int HeaderLine { get; }

        public int Width { get; }

        public int Fitting { get; }

        public double Share { get; }

        public int WidthOfFirst => _records.Count == 0 ? 0 : _records[0].Cells.Count;

        public static Table Of(string text, bool isWhole, char delimiter) =>
            new(delimiter, CsvSample.Read(text, isWhole, delimiter, MostRecords));

        public int CountOf(int width) => _records.Count(record => record.Cells.Count == width);

        /// <summary>Names for the columns if the first record is a row: it has an address, a domain or a date, and so have the rows below
        /// it. Null if it may be a header.</summary>
        public string[]? NamesOfRows()
        {
            if (_records.Count == 0 || _records[0].Cells.Any(cell => IdentityNames.Contains(ExportForms.Fold(cell))))
            {
                return null;
            }

            List<string> names = new();
            bool isRow = false;
            for (int at = 0; at < _records[0].Cells.Count; at++)
            {
                string name = HasAll(at, EmailAddress.Is) ? "email" : HasAll(at, IsDomain) ? "domain" : string.Empty;
                isRow |= name.Length > 0 || HasAll(at, cell => CellKinds.Of(cell) == CellKind.DateTime);
                names.Add(name.Length == 0 || names.Contains(name) ? "column " + (at + 1).ToString(CultureInfo.InvariantCulture) : name);
            }

            return isRow ? names.ToArray() : null;
        }

        private static bool IsDomain(string cell) =>
            Uri.CheckHostName(cell) == UriHostNameType.Dns && cell.IndexOf('.') > 0 && char.IsLetter(cell[cell.Length - 1]);

        private bool HasAll(int at, Func<string, bool> fits)
        {
            if (!fits(OuterSpace.Trim(_records[0].Cells[at])))
            {
                return false;
            }

            List<string> cells = _records
                .Where(record => at < record.Cells.Count)
                .Select(record => OuterSpace.Trim(record.Cells[at]))
                .Where(cell => cell.Length > 0)
                .ToList();
            return cells.Count(fits) >= cells.Count * NearlyAll;
        }

        private static int WidthOf(IReadOnlyList<string> cells)
        {
            int width = cells.Count;
            while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
            {
                width--;
            }

            return width;
        }

        private int FittingBelow(int header)
        {
            int width = WidthOf(_records[header].Cells);
            return _records.Skip(header + 1).Count(record => record.Cells.Count >= width && WidthOf(record.Cells) <= width);
        }

        /// <summary>How many records there are below a header, without the notes that a report ends in.</summary>
        private int RowsBelow(int header)
        {
            int end = _records.Count;
            while (end > header + 2 && FilledOf(_records[end - 1].Cells) <= 1)
            {
                end--;
            }

            return end - header - 1;
        }

        private int FindHeader()
        {
            for (int at = 0; at < _records.Count; at++)
            {
                if (IsHeader(at))
                {
                    // A title has fewer cells than its table.
                    int narrow = WidthOf(_records[at].Cells) / 2;
                    return _records.Take(at).All(record => FilledOf(record.Cells) <= narrow) ? at : -1;
                }

                if (_records[at].Cells.Any(cell => IdentityNames.Contains(ExportForms.Fold(cell))))
                {
                    return -1;
                }
            }

            return -1;
        }

        private static int FilledOf(IReadOnlyList<string> cells) => cells.Count(cell => !string.IsNullOrWhiteSpace(cell));

        private bool IsHeader(int at)
        {
            int width = WidthOf(_records[at].Cells);
            List<string> names = _records[at].Cells.Take(width).Select(OuterSpace.Trim).ToList();
            int rows = RowsBelow(at);
            return width > 1
                && names.All(name => name.Length <= LongestName && (name.Length == 0 || !IsData(name)))
                && names.Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() >= width * MostNames
                && (rows == 0 ? at == 0 : FittingBelow(at) > rows * Most);
        }

        private static bool IsData(string cell) =>
            CellKinds.Of(cell) != CellKind.Text || EmailAddress.Is(cell)
            || double.TryParse(cell, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            || (cell.Any(char.IsDigit) && cell.All(c => char.IsDigit(c) || c is '/' or '.' or '-' or ':' or ' '));
    }
}
