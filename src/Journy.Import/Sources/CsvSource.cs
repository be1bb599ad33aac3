using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Sylvan.Data.Csv;

namespace Journy.Import.Sources;

/// <summary>
/// A CSV file, read row by row in bounded memory: every row comes with the physical line on which it begins, and a row
/// that cannot be used comes with the reason instead of being dropped.
/// </summary>
/// <remarks>
/// <para>The first line is the header, unless there are lines to be skipped in front of it or the user names the columns. Its names
/// are trimmed of surrounding white space, must not be blank but at the end, and must differ by more than case. Cells are handed on as
/// they stand, white space and line ends included.</para>
/// <para>Lines with nothing but blank cells are no rows, but count as lines. Blank cells behind the last column are left out.</para>
/// <para>After a quote that is not closed or not doubled nobody can tell where the next row begins: the damaged record comes as the last
/// row, and <see cref="TextSource.UnreadLines"/> says how much was left.</para>
/// </remarks>
internal sealed class CsvSource : TextSource
{
    /// <summary>The longest record, in characters; a longer one is a quote that was never closed.</summary>
    public const int LongestRecord = 16 * 1024 * 1024;

    // The CSV reader always has a comment character, and loses records that begin with it. Decoded text never begins with the second
    // half of a surrogate pair, whatever bytes the file holds.
    private const char NoComment = '\uDC00';

    // An open quote with more lines behind it is damage, and must be reported.
    private const int MostLinesOfCutRow = 100;

    private readonly CsvSourceOptions _options;
    private readonly CsvDataReader _reader;
    private readonly CsvRowCheck _check;

    // Where the first row may begin: the same bytes have other rows if more or fewer lines are in front of them.
    private readonly long _firstLine;

    // How many characters the records so far have, the lines before them included.
    private long _used;
    private TableRow? _ahead;

    /// <summary>Reads the header of a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="ownsInput">True to close the file at the end.</param>
    /// <exception cref="JournyInputException">The file has no header that can be used.</exception>
    public CsvSource(TextInput input, CsvSourceOptions options, bool ownsInput = true)
        : base(input, ownsInput, options, options.OffersLines)
    {
        _options = options;
        if (options.Delimiter is { } asked && !CsvHead.CanDelimit(asked))
        {
            throw CsvProblems.Delimiter(asked);
        }

        if (TotalBytes == 0)
        {
            throw CsvProblems.Empty(Path);
        }

        CsvHead head;
        using (TextPass first = input.Begin(encoding: FoundEncoding))
        {
            head = CsvHead.Read(first.Text, options);
        }

        if (head.IsJson || head.IsArchive)
        {
            throw CsvProblems.NotCsv(Path, head.IsJson, options.CommandName);
        }

        if (!head.IsText)
        {
            throw CsvProblems.NotText(Path);
        }

        Delimiter = head.Delimiter;
        LikelyLines = head.LikelyLines;
        int skipped = options.FindsHeader ? head.LikelyLines ?? head.Lines : head.Lines;
        if (options.FindsHeader)
        {
            FoundLines = head.LikelyLines;
            FoundNames = head.LikelyNames;
        }

        for (; NextLine <= skipped; NextLine++)
        {
            CharsTaken += Pass.Text.ReadWholeLine(int.MaxValue).Length;
        }

        _used = CharsTaken;
        string[] written;
        try
        {
            _reader = CsvDataReader.Create(Pass.Text, new CsvDataReaderOptions
            {
                HasHeaders = false,
                CsvStyle = CsvStyle.Standard,
                Delimiter = Delimiter,
                Comment = NoComment,
                BufferSize = TextInput.BufferSize,
                MaxBufferSize = LongestRecord,
                OwnsReader = false,
            });
            written = options.Header ?? FoundNames?.ToArray() ?? (ReadRecord() ? ReadCells() : []);
        }
        catch (CsvFormatException damage)
        {
            throw CsvProblems.DamagedHeader(Path, damage);
        }

        IReadOnlyList<string> cells = HeaderNames.WithoutEnd(written);
        if (!cells.All(CsvHead.IsTextual))
        {
            throw CsvProblems.NotText(Path);
        }

        UseColumns(ReadNames(cells, skipped), cells);
        _check = new CsvRowCheck(this, IsIgnored, written.Length);
        _firstLine = NextLine;
    }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; }

    /// <summary>How many lines seem to stand in front of the header, if the first line is none; null if it is the header.</summary>
    public int? LikelyLines { get; }

    /// <inheritdoc/>
    public override bool IsTyped => false;

    /// <summary>The encoding that the file is read in.</summary>
    public Encoding Encoding => Pass.Encoding;

    private protected override char? CellDelimiter => Delimiter;

    /// <inheritdoc/>
    public override IEnumerable<string> DescribeReading() =>
    [
        typeof(CsvDataReader).Module.ModuleVersionId.ToString(),
        Delimiter.ToString(),
        Encoding.WebName,
        _options.AllowsShortRows.ToString(CultureInfo.InvariantCulture),
        SourceProblems.Number(_firstLine),
        SourceProblems.Number(_check.WrittenWidth),
        SourceProblems.Number(HeaderCells.Count),
        .. HeaderCells,
    ];

    /// <inheritdoc/>
    private protected override TextSource Create(bool findsHeader) =>
        new CsvSource(Input, _options with { FindsHeader = _options.FindsHeader || findsHeader }, ownsInput: false);

    /// <inheritdoc/>
    private protected override bool TryRead(out TableRow row)
    {
        if (_ahead is { } ahead)
        {
            row = ahead;
            _ahead = null;
        }
        else if (!ReadRow(out row))
        {
            return false;
        }

        if (!Pass.Text.EndsWithinLine || HasEnded)
        {
            return true;
        }

        // Only the reader's end tells which row is the last one, and only a file that stays as it is tells that it is whole.
        long end = NextLine;
        if (ReadRow(out TableRow next))
        {
            _ahead = next;
        }
        else if (CutLine is null && DeferredLine is null && end == NextLine)
        {
            if (Input.Damage is not null)
            {
                NextLine = row.Line;
                return false;
            }

            if (Input.Defers)
            {
                DeferredLine = row.Line;
                return false;
            }

            if (HasGrown)
            {
                CutLine = row.Line;
                return false;
            }

            OpenLine = row.Line;
        }

        return true;
    }

    /// <inheritdoc/>
    private protected override void Close() => _reader.Dispose();

    private bool ReadRow(out TableRow row)
    {
        while (!HasEnded)
        {
            long line = NextLine;
            try
            {
                if (!ReadRecord())
                {
                    HasEnded = true;
                    break;
                }

                line = NextLine;
                string[] cells = ReadCells();
                if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                {
                    continue;
                }

                cells = FitToHeader(cells);
                row = new TableRow(
                    line,
                    cells,
                    ProblemOf(line, cells),
                    Pass.Text.EndsWithinLine || KeepsText ? ReadText() : null,
                    Digest: NextLine == line + 1 ? Pass.Lines?.DigestOf(_used) : null);
                return true;
            }
            catch (CsvInvalidCharacterException damage) when (damage.InvalidCharacter == '"' && Input.Defers && IsCutRow(NextLine))
            {
                HasEnded = true;
                DeferredLine = NextLine;
            }
            catch (CsvInvalidCharacterException damage) when (damage.InvalidCharacter == '"' && HasGrown)
            {
                // A quoted cell that the file goes on with behind what is read of it.
                HasEnded = true;
                CutLine = NextLine;
            }
            catch (CsvFormatException damage)
            {
                // Lines that were taken may stand between the place where this attempt began and the damage.
                line = NextLine;
                HasEnded = true;
                CountUnread(line);
                row = new TableRow(line, [], CsvProblems.DamagedRecord(line, UnreadLines, damage, Header));
                return true;
            }
            catch (IOException e)
            {
                HasEnded = true;
                throw SourceProblems.NotRead(Path, e, line);
            }
        }

        row = default;
        return false;
    }

    private ReadOnlyCollection<string> ReadNames(IReadOnlyList<string> cells, int skipped)
    {
        int? likely = LikelyLines == skipped ? null : LikelyLines;
        if (cells.Count == 0 && skipped > 0)
        {
            throw CsvProblems.NoHeader(Path, skipped);
        }

        if (cells.All(string.IsNullOrWhiteSpace))
        {
            throw CsvProblems.BlankHeader(Path, skipped, likely);
        }

        try
        {
            return HeaderNames.Of(cells, Encoding);
        }
        catch (JournyInputException fault)
        {
            string[]? names = _options.Header is null ? HeaderNames.Instead(cells) : null;
            if (names is null || likely is not null || fault.Reason != JournyReason.InvalidHeader || !_options.FindsHeader)
            {
                throw CsvProblems.UnusableHeader(Path, fault, likely, NextLine - 1, names);
            }

            FoundLines = (int)NextLine - 1;
            FoundNames = names;
            return HeaderNames.Of(names, Encoding);
        }
    }

    /// <summary>Leaves out blank cells behind the last column, and adds blank ones to short rows if the user allows them.</summary>
    private string[] FitToHeader(string[] cells)
    {
        int columns = Header.Count;
        bool isLong = cells.Length > columns && Array.FindIndex(cells, columns, cell => !string.IsNullOrWhiteSpace(cell)) < 0;
        bool isShort = cells.Length < columns && _options.AllowsShortRows;
        if (isLong || isShort)
        {
            int had = cells.Length;
            Array.Resize(ref cells, columns);
            for (int i = had; i < columns; i++)
            {
                cells[i] = string.Empty;
            }
        }

        return cells;
    }

    private bool ReadRecord()
    {
        Pass.Lines?.BeginRecord(_used);
        if (!_reader.Read())
        {
            return false;
        }

        _used += Pass.Lines is null ? 0 : _reader.GetRawRecord(null, 0);
        return true;
    }

    private string ReadText()
    {
        var text = new char[_reader.GetRawRecord(null, 0)];
        _reader.GetRawRecord(text, 0);
        return new string(text).TrimEnd('\r', '\n');
    }

    private string[] ReadCells()
    {
        var cells = new string[_reader.RowFieldCount];
        long lines = 1;
        CharsTaken += cells.Length;
        for (int i = 0; i < cells.Length; i++)
        {
            string cell = _reader.GetString(i);
            cells[i] = cell;
            CharsTaken += cell.Length;

            // Only a quoted cell can hold line ends, so they are all that makes a record longer than a line.
            lines += LineCount.BreaksIn(cell);
        }

        NextLine += lines;
        return cells;
    }

    private JournyInputException? ProblemOf(long line, string[] cells)
    {
        StrayLine stray = _check.StrayLineOf(cells);
        if (stray == StrayLine.OtherHeader)
        {
            // As with a stray quote: nobody can tell what the cells from here on belong to.
            HasEnded = true;
            CountUnread(line);
            return CsvProblems.OtherHeader(line, UnreadLines);
        }

        return stray != StrayLine.None
            ? CsvProblems.NotARow(line, stray)
            : _check.ProblemOf(line, NextLine - 1, cells, Encoding);
    }

    /// <summary>Whether a quote that is not closed is one of a row that is being written, and no damage further up.</summary>
    private bool IsCutRow(long line) => Input.NotBlankAfter(line, Delimiter) <= MostLinesOfCutRow;

    private void CountUnread(long line)
    {
        try
        {
            UnreadLines = Input.NotBlankAfter(line, Delimiter);
        }
        catch (IOException e)
        {
            throw SourceProblems.NotRead(Path, e, line);
        }
    }
}
