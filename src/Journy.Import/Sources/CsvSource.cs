using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Values;
using Journy.Results;
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
/// <para>What has nothing but blank cells is no row: it is skipped, yet counted as lines. Blank cells behind the last column are left
/// out.</para>
/// <para>A quote that is not closed or not doubled makes it unknowable where the rows after it begin: the damaged record
/// comes as the last row, and <see cref="UnreadLines"/> says how much was left.</para>
/// </remarks>
internal sealed class CsvSource : IDisposable
{
    /// <summary>The longest record, in characters; a longer one is a quote that was never closed.</summary>
    public const int LongestRecord = 16 * 1024 * 1024;

    // The CSV reader cannot be told to know no comments, and a record that begins with the comment character is lost.
    // Decoded text never begins with the second half of a surrogate pair, whatever bytes the file holds.
    private const char NoComment = '\uDC00';

    private const int BufferSize = 64 * 1024;
    private const int LongestEcho = 60;

    // What goes on for longer behind an open quote is damage, and must be told of.
    private const int MostLinesOfCutRow = 100;

    // The bytes of the text reader, and the characters of the CSV reader behind it.
    private const int MostAhead = 2 * BufferSize;

    private readonly InputFile _file;
    private readonly bool _ownsFile;
    private readonly CsvSourceOptions _options;
    private readonly InputStream _stream;
    private readonly Encoding _encoding;
    private readonly StreamReader _text;
    private readonly TailReader _tail;
    private readonly CsvDataReader _reader;
    private readonly StrayLines _strayLines;
    private readonly bool[] _isIgnored;
    private readonly int[] _dataColumns;
    private readonly int _bytesOfChar;
    private readonly bool _defers;
    private readonly int _writtenWidth;
    private long _charsTaken;
    private long _nextLine = 1;
    private CsvRow? _ahead;
    private bool _ended;

    private CsvSource(InputFile file, CsvSourceOptions options, bool ownsFile)
    {
        _file = file;
        _ownsFile = ownsFile;
        _options = options;
        _encoding = WithReplacement(options.Encoding ?? Encoding.UTF8);
        Path = file.Path;
        TotalBytes = file.Length;
        _defers = options.DefersRowWrittenSince is { } since && file.WrittenTime >= since;
        if (TotalBytes == 0)
        {
            throw InvalidHeader("is empty. Its first line must name the columns");
        }

        CsvHead head;
        using (TailReader first = new(OpenText(new InputStream(file))))
        {
            head = CsvHead.Read(first, options);
        }

        RequireText(head.IsText);
        Delimiter = head.Delimiter;
        LikelyLines = head.LikelyLines;
        int skipped = options.FindsHeader ? head.LikelyLines ?? head.Lines : head.Lines;
        _stream = new InputStream(file);
        _text = OpenText(_stream);
        _tail = new TailReader(_text);
        _bytesOfChar = Encoding.GetByteCount(" ");
        for (; _nextLine <= skipped; _nextLine++)
        {
            _charsTaken += _tail.ReadWholeLine(int.MaxValue).Length;
        }

        try
        {
            _reader = CsvDataReader.Create(_tail, new CsvDataReaderOptions
            {
                HasHeaders = false,
                CsvStyle = CsvStyle.Standard,
                Delimiter = Delimiter,
                Comment = NoComment,
                BufferSize = BufferSize,
                MaxBufferSize = LongestRecord,
                OwnsReader = false,
            });
            string[] written = options.Header ?? (_reader.Read() ? ReadCells() : []);
            _writtenWidth = written.Length;
            HeaderCells = HeaderNames.WithoutEnd(written);
        }
        catch (CsvFormatException damage)
        {
            throw new JournyInputException(
                JournyReason.DamagedFile,
                $"The header of '{Path}' is damaged: {WhatIsDamaged(damage)} Nothing was read.",
                damage);
        }

        RequireText(HeaderCells.All(CsvHead.IsTextual));
        Header = ReadNames(skipped);
        _isIgnored = Header.Select(OwnColumns.Has).ToArray();
        _dataColumns = Enumerable.Range(0, Header.Count).Where(i => !_isIgnored[i]).ToArray();
        Names = _dataColumns.Length == Header.Count ? Header : Array.AsReadOnly(_dataColumns.Select(i => Header[i]).ToArray());
        _strayLines = new StrayLines(Names);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; }

    /// <summary>How many lines seem to stand in front of the header, where the first line is none; null where it is.</summary>
    public int? LikelyLines { get; }

    /// <summary>Those lines, where this source begins behind them though nobody said so.</summary>
    public int? FoundLines => _options.FindsHeader ? LikelyLines : null;

    /// <summary>The encoding that the file is read in.</summary>
    public Encoding Encoding => _text.CurrentEncoding;

    /// <summary>The names of all columns, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The names of all columns as they stand in the file.</summary>
    public IReadOnlyList<string> HeaderCells { get; }

    /// <summary>The names of the columns that hold data: all but <see cref="OwnColumns"/>. One list for all rows.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where in a row's cells the cell of each of <see cref="Names"/> stands.</summary>
    public IReadOnlyList<int> DataColumns => _dataColumns;

    /// <summary>The row that was read last.</summary>
    public CsvRow Current { get; private set; }

    /// <summary>
    /// After a damaged record: how many lines behind its first one hold anything and were not read. A row of several
    /// lines counts as several, since nobody can tell.
    /// </summary>
    public long UnreadLines { get; private set; }

    /// <summary>
    /// The line of the last row where that is not whole yet, since the file was being written when it was opened and goes on behind
    /// it: no row of this import. Null where there is none.
    /// </summary>
    public long? CutLine { get; private set; }

    /// <summary>The line of the last row where that has no line end and was taken for whole, as the file had not grown by then. Null
    /// where there is none.</summary>
    public long? OpenLine { get; private set; }

    /// <summary>
    /// The line of the last row where that has no line end and is left to the next import, since the file was written lately: no row of
    /// this one. Null where there is none.
    /// </summary>
    public long? DeferredLine { get; private set; }

    /// <summary>True if the text of each row is wanted, and not only of one without a line end.</summary>
    public bool KeepsText { get; set; }

    /// <summary>Whether something was appended since the file was opened, which is not read.</summary>
    public bool HasGrown => _file.HasGrown;

    /// <summary>The file's size when it was opened: what is read of it.</summary>
    public long TotalBytes { get; }

    /// <summary>About how much of it the rows so far take up: what is buffered behind them does not count.</summary>
    public long BytesRead => _ended ? TotalBytes : Math.Min(TotalBytes, Math.Max(_charsTaken * _bytesOfChar, _stream.Position - MostAhead));

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file, as the file system knows it.</param>
    /// <param name="options">How to read it, where the user said so.</param>
    /// <exception cref="JournyInputException">The file cannot be read, or has no header that can be used.</exception>
    public static CsvSource Open(string path, CsvSourceOptions? options = null)
    {
        options ??= new CsvSourceOptions();
        Require(options.Delimiter);
        InputFile file = OpenFile(path);
        try
        {
            return new CsvSource(file, options, ownsFile: true);
        }
        catch (IOException e)
        {
            file.Dispose();
            throw NotRead(path, e, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins anew, with the same bytes. This source must outlive the new one.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    public CsvSource Reopen() => Reopen(_options);

    /// <summary>Begins anew where the header seems to be. This source must outlive the new one.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    public CsvSource ReopenAtHeader() => Reopen(_options with { FindsHeader = true });

    /// <summary>Takes no notice of what stands in columns that nobody wants to be read: no message shows it, and no row fails by it.</summary>
    public void Ignore(HashSet<string> names)
    {
        for (int i = 0; i < Header.Count; i++)
        {
            _isIgnored[i] |= names.Contains(Header[i]);
        }
    }

    /// <summary>Moves to the next row. False at the end, which is also behind a damaged record.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read: a share went away, say; or it was changed while it was
    /// read.</exception>
    public bool Read()
    {
        CsvRow row;
        if (_ahead is { } ahead)
        {
            row = ahead;
            _ahead = null;
        }
        else if (!ReadRow(out row))
        {
            return false;
        }

        if (_tail.EndsWithinLine && !_ended)
        {
            // Only the reader's end tells which row is the last one, and only a file that stays as it is tells that it is whole.
            long end = _nextLine;
            if (ReadRow(out CsvRow next))
            {
                _ahead = next;
            }
            else if (CutLine is null && DeferredLine is null && end == _nextLine)
            {
                if (_defers)
                {
                    DeferredLine = row.Line;
                    return false;
                }

                if (_file.HasGrown)
                {
                    CutLine = row.Line;
                    return false;
                }

                OpenLine = row.Line;
            }
        }

        Current = row;
        return true;
    }

    /// <summary>Finds out at the end whether the file still is what was read of it.</summary>
    /// <returns>What to tell the user where it is not; null where it is.</returns>
    public JournyInputException? FindChange()
    {
        try
        {
            _file.RequireUnchanged();
            return null;
        }
        catch (IOException e)
        {
            return NotRead(Path, e, null);
        }
    }

    private bool ReadRow(out CsvRow row)
    {
        while (!_ended)
        {
            long line = _nextLine;
            try
            {
                if (!_reader.Read())
                {
                    _ended = true;
                    break;
                }

                string[] cells = ReadCells();
                if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                {
                    continue;
                }

                cells = FitToHeader(cells);
                row = new CsvRow(line, cells, ProblemOf(line, cells), _tail.EndsWithinLine || KeepsText ? ReadText() : null);
                return true;
            }
            catch (CsvInvalidCharacterException damage) when (damage.InvalidCharacter == '"' && _defers && IsCutRow(line))
            {
                _ended = true;
                DeferredLine = line;
            }
            catch (CsvInvalidCharacterException damage) when (damage.InvalidCharacter == '"' && _file.HasGrown)
            {
                // A quoted cell that the file goes on with behind what is read of it.
                _ended = true;
                CutLine = line;
            }
            catch (CsvFormatException damage)
            {
                _ended = true;
                row = new CsvRow(line, [], OrNotRead(() => Damaged(line, damage), line));
                return true;
            }
            catch (IOException e)
            {
                _ended = true;
                throw NotRead(Path, e, line);
            }
        }

        row = default;
        return false;
    }

    /// <summary>The cells of <see cref="Names"/> of a row without a problem.</summary>
    public SourceRow ToSourceRow(CsvRow row)
    {
        var values = new object?[_dataColumns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = row.Cells[_dataColumns[i]];
        }

        return new SourceRow(Names, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _tail.Dispose();
        _text.Dispose();
        if (_ownsFile)
        {
            _file.Dispose();
        }
    }

    private static InputFile OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw NotReadable(path, "it is a folder", "Name the files in it, with * for instance");
        }

        try
        {
            return InputFile.Open(path)
                ?? throw NotReadable(path, "it is a pipe or a device, and a file is read more than once", "Save it to a file first");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotReadable(path, "it does not exist", "Check the path", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SecurityException)
        {
            throw NotReadable(path, "access is denied", "Give the account that runs this the right to read it", e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw NotReadable(path, e.Message, "Check the path", e);
        }
        catch (IOException e)
        {
            throw NotReadable(path, e.Message, "Close it in the program that holds it, or import a copy", e);
        }
    }

    private static void Require(char? delimiter)
    {
        if (delimiter is char c && !CsvHead.CanDelimit(c))
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"{Echo(c.ToString())} cannot be a -Delimiter: it must be an ASCII character other than a letter, a digit or a quote, such as ; or a tab (\"`t\").");
        }
    }

    // An encoding that throws would end the file at its first bad byte instead of failing the one row.
    private static Encoding WithReplacement(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback(Misreading.Undecodable.ToString());
        return copy;
    }

    private static JournyInputException NotReadable(string path, string what, string mend, Exception? inner = null)
        => new(JournyReason.FileNotReadable, $"'{path}' cannot be read: {what.TrimEnd('.')}. {mend}.", inner);

    /// <summary>What to tell the user where reading failed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="line">Where; null at the beginning or the end.</param>
    private static JournyInputException NotRead(string path, IOException failure, long? line)
    {
        string where = line is { } known ? $"reading stopped at line {Number(known)}: " : string.Empty;
        return failure is InputChangedException
            ? new JournyInputException(
                JournyReason.FileChanged,
                $"'{path}' was changed while it was imported: {where}{failure.Message}. "
                    + "Import it again when nothing writes to it any more: with its journal, only what differs is sent. "
                    + "A program that writes an export anew does best to write it under another name and rename it at the end.",
                failure)
            : NotReadable(path, where + failure.Message, "Try again when it is at hand", failure);
    }

    private static string Echo(string text) => "'" + PlainText.Of(text, LongestEcho) + "'";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private StreamReader OpenText(InputStream stream, int bufferSize = BufferSize)
    {
        var text = new StreamReader(stream, _encoding, detectEncodingFromByteOrderMarks: true, bufferSize);

        // Some programs write the mark twice; the reader strips one.
        while (text.Peek() == '\uFEFF')
        {
            text.Read();
        }

        return text;
    }

    private void RequireText(bool isText)
    {
        if (!isText)
        {
            throw InvalidHeader(
                "has control characters in its header: it is no text file, or not one in this encoding. Save a workbook as "
                + "'CSV UTF-8'; unpack an archive; name the encoding of a UTF-16 file without a byte order mark with -Encoding Unicode");
        }
    }

    private CsvSource Reopen(CsvSourceOptions options)
    {
        try
        {
            return new CsvSource(_file, options, ownsFile: false) { KeepsText = KeepsText };
        }
        catch (IOException e)
        {
            throw NotRead(Path, e, null);
        }
    }

    private ReadOnlyCollection<string> ReadNames(int skipped)
    {
        string below = LikelyLines is { } lines && lines != skipped
            ? $". Line {Number(lines + 1)} looks like the header: if it is, add -SkipLine {Number(lines)}"
            : string.Empty;
        if (HeaderCells.Count == 0 && skipped > 0)
        {
            throw InvalidHeader($"has nothing behind its first {Number(skipped)} lines, where the columns' names must stand");
        }

        if (HeaderCells.All(string.IsNullOrWhiteSpace))
        {
            throw InvalidHeader($"has a blank {(skipped == 0 ? "first line" : "line " + Number(skipped + 1))}, where the columns' names must stand{below}");
        }

        try
        {
            return HeaderNames.Of(HeaderCells, Encoding);
        }
        catch (JournyInputException fault)
        {
            string instead = fault.Reason != JournyReason.InvalidHeader ? string.Empty
                : below.Length > 0 ? below
                : _options.Header is not null ? "."
                : $". To name the columns here, add -SkipLine {Number(_nextLine - 1)} -Header {HeaderNames.Instead(HeaderCells)}";
            throw new JournyInputException(fault.Reason, $"'{Path}' {fault.Message}{instead}");
        }
    }

    private JournyInputException InvalidHeader(string what)
        => new(JournyReason.InvalidHeader, $"'{Path}' {what}.");

    /// <summary>Leaves out blank cells behind the last column, and adds blank ones where the user lets rows be short.</summary>
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
        _charsTaken += cells.Length;
        for (int i = 0; i < cells.Length; i++)
        {
            string cell = _reader.GetString(i);
            cells[i] = cell;
            _charsTaken += cell.Length;

            // Only a quoted cell can hold line ends, so they are all that makes a record longer than a line.
            lines += LineCount.BreaksIn(cell);
        }

        _nextLine += lines;
        return cells;
    }

    private JournyInputException? ProblemOf(long line, string[] cells)
    {
        StrayLine stray = _strayLines.Find(cells.Length == Names.Count ? cells : DataCells(cells));
        if (stray == StrayLine.OtherHeader)
        {
            // As with a stray quote: nobody can tell what the cells from here on belong to.
            _ended = true;
            CountUnread(line);
            return new JournyInputException(
                JournyReason.DamagedFile,
                $"Line {Number(line)}: the row {StrayLines.Describe(stray)} The {Number(UnreadLines)} lines after this one were not read.")
            {
                Kind = "another header, with its columns in another order",
                Cure = "Put what follows into a file of its own.",
            };
        }

        if (stray != StrayLine.None)
        {
            return new JournyInputException(JournyReason.NotARow, $"Line {Number(line)}: the row {StrayLines.Describe(stray)}") { Kind = StrayLines.NameOf(stray) };
        }

        if (cells.Length != Header.Count)
        {
            return Ragged(line, cells);
        }

        for (int i = 0; i < cells.Length; i++)
        {
            int misread = Misreading.IndexIn(cells[i]);
            if (misread >= 0 && !_isIgnored[i])
            {
                if (RaggedMarks.MendOf(cells[i]) is { } mend)
                {
                    return new JournyInputException(
                        JournyReason.RaggedRow, $"Line {Number(line)}: column {Echo(Header[i])} {mend}.")
                    {
                        Kind = "a cell that an earlier import marked, and nobody has mended",
                        Column = Header[i],
                        Cure = "Mend the cell, and take the mark out of it.",
                    };
                }

                return new JournyInputException(
                    JournyReason.InvalidEncoding,
                    $"Line {Number(line)}: the cell in column {Echo(Header[i])}, {Echo(cells[i])}, {Misreading.Describe(cells[i][misread], Encoding)}.") { Column = Header[i] };
            }
        }

        return null;
    }

    // What a failed file says in place of cells that a row did not have is no cell.
    private string[] DataCells(string[] cells) => cells.Length == Header.Count
        ? Array.ConvertAll(_dataColumns, column => cells[column] == RaggedMarks.Missing ? "" : cells[column])
        : cells;

    private JournyInputException Ragged(long line, string[] cells)
    {
        string hint = _nextLine - line > 1
            ? $"It ends at line {Number(_nextLine - 1)}: look for a quote that is not closed."
            : cells.Length > Header.Count && cells.Length <= _writtenWidth
                ? "The columns behind the last name have none: give them names in the header."
            : cells.Length > Header.Count
                ? $"A cell that holds {CsvHead.NameOf(Delimiter)} must stand in quotes."
                : "Add the missing cells, blank if need be; -AllowShortRows takes them for blank in every row.";
        return new JournyInputException(
            JournyReason.RaggedRow,
            $"Line {Number(line)}: the row has {Cells(cells.Length)} where the header has {Number(Header.Count)}. {hint}")
        {
            Kind = cells.Length > Header.Count ? "more cells than the header has" : "fewer cells than the header has",
            Cure = hint,
        };
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : Number(count) + " cells";

    private T OrNotRead<T>(Func<T> read, long line)
    {
        try
        {
            return read();
        }
        catch (IOException e)
        {
            throw NotRead(Path, e, line);
        }
    }

    private JournyInputException Damaged(long line, CsvFormatException damage)
    {
        CountUnread(line);
        return new JournyInputException(
            JournyReason.DamagedFile,
            $"Line {Number(line)}: the file is damaged in the record that begins here: {WhatIsDamaged(damage)} "
                + $"Where the next row begins cannot be known, so the {Number(UnreadLines)} lines after this one were not read. Mend the line and import the file again.",
            damage);
    }

    /// <summary>Whether a quote that is not closed is one of a row that is being written, and no damage further up.</summary>
    private bool IsCutRow(long line)
    {
        using StreamReader lines = OpenText(new InputStream(_file));
        return LineCount.NotBlankAfter(lines, line, Delimiter) <= MostLinesOfCutRow;
    }

    private void CountUnread(long line)
    {
        using StreamReader lines = OpenText(new InputStream(_file));
        UnreadLines = LineCount.NotBlankAfter(lines, line, Delimiter);
    }

    private string WhatIsDamaged(CsvFormatException damage)
    {
        string column = damage.FieldOrdinal >= 0 && Header is not null && damage.FieldOrdinal < Header.Count
            ? $" in column {Echo(Header[damage.FieldOrdinal])}"
            : "";
        return damage is CsvRecordTooLargeException
            ? $"it is longer than {Number(LongestRecord)} characters, most likely since a quote{column} is not closed."
            : $"a quote{column} is not closed, or stands alone within a quoted cell, where it must be doubled (\"\").";
    }
}
