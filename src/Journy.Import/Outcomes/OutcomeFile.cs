using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Journy.Import.Sources;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Outcomes;

/// <summary>
/// A file of rows that share an outcome, to be looked at, mended and imported again as it is:
/// <c>&lt;name&gt;.&lt;run&gt;.&lt;outcome&gt;.csv</c>, made when its first row comes.
/// </summary>
/// <remarks>
/// <para>The run is the UTC second in which it began, with <c>-2</c>, <c>-3</c> behind it where another run of that second
/// has the file: nothing is ever overwritten.</para>
/// <para>UTF-8 with a byte order mark, the input's delimiter, CRLF behind every row. The input's columns come first, as they
/// were, then <see cref="OwnColumns"/>; those that the input has already are replaced.</para>
/// <para>Every row has as many cells as the header. What a ragged row has too much of is joined to its last data cell with the
/// delimiter, as CSV text, next to where it stood; surplus cells with nothing in them are left out. <see cref="RaggedMarks"/> in
/// place of missing cells and behind joined ones keep such a row from being sent before it was mended. A damaged record has blank
/// cells: its line and the reason are all that is known.</para>
/// <para>Columns that are hidden are not there. A ragged row may have any column's cell in any other, so that its cells are left
/// out from where one of a hidden column can stand.</para>
/// <para>A row is with the operating system when <see cref="Write"/> returns.</para>
/// </remarks>
internal sealed class OutcomeFile : IDisposable
{
    // Beyond this the file system says "exists" and means something else.
    private const int MostOfOneSecond = 1000;

    private const string FormulaStarts = "=+-@＝＋－＠";

    // Messages keep to a length by themselves, which counts what they leave out.
    private const int LongestError = 2 * PlainText.LongestMessage;

    private const string ProbeStart = ".journy-";
    private const string LongestEnd = ".unknown.csv";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private readonly string _stem;
    private readonly string _outcome;
    private readonly char _delimiter;
    private readonly string[] _header;
    private readonly int[] _dataColumns;
    private readonly int _columns;

    // Where the first hidden column stands; behind all of them if there is none.
    private readonly int _firstHidden;
    private readonly StringBuilder _text = new();
    private FileStream? _stream;

    // Up to here the file holds whole rows.
    private long _length;
    private bool _isTorn;

    /// <summary>Names the file; nothing is written yet.</summary>
    /// <param name="inputPath">The file that the rows come from.</param>
    /// <param name="directory">Where to write; null: beside the input.</param>
    /// <param name="outcome">What the rows share: <c>failed</c>, say.</param>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="columns">The input's columns as they stand in it.</param>
    /// <param name="delimiter">The input's delimiter.</param>
    /// <param name="hidden">Those of the columns of which nothing may be written; null if there is none.</param>
    public OutcomeFile(
        string inputPath, string? directory, string outcome, DateTimeOffset startedAt, IReadOnlyList<string> columns, char delimiter, HashSet<string>? hidden = null)
    {
        // A failed file that fails again does not grow its name by every run.
        string name = OutcomeName.InputOf(inputPath);
        string run = startedAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _stem = System.IO.Path.Combine(directory ?? System.IO.Path.GetDirectoryName(inputPath) ?? "", name + "." + run);
        _outcome = outcome;
        _delimiter = delimiter;
        _columns = columns.Count;
        Columns = columns;
        _dataColumns = Enumerable.Range(0, columns.Count).Where(i => !OwnColumns.Has(columns[i]) && hidden?.Contains(columns[i]) != true).ToArray();
        _firstHidden = Enumerable.Range(0, columns.Count).Where(i => hidden?.Contains(columns[i]) == true).DefaultIfEmpty(columns.Count).First();
        _header = [.. _dataColumns.Select(i => columns[i]), OwnColumns.Line, OwnColumns.Error, OwnColumns.RequestId, OwnColumns.Run];
    }

    /// <summary>The file, once it has a row; null until then.</summary>
    public string? Path { get; private set; }

    /// <summary>The input's columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What its cells mean where its rows were piped; null for those of a file.</summary>
    public OutcomeTypes? Types { get; init; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; private set; }

    /// <summary>Finds out before anything is sent whether the file could be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot.</exception>
    /// <remarks>Under a name that no program takes for data: one that watches a folder for *.csv would import a file that comes and
    /// goes. The name is as long as the longest that may be needed.</remarks>
    public void RequireWritable()
    {
        string probe = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_stem) ?? "", ProbeName(System.IO.Path.GetFileName(_stem) + LongestEnd));
        try
        {
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (IsCreateFailure(e))
        {
            string path = PathOf(1);
            throw NotWritable(path, e.Message.Replace(probe, path), e);
        }
    }

    /// <summary>A file beside another one that no program takes for data, and that imports leave out.</summary>
    public static string ProbeBeside(string path) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", ProbeStart + Guid.NewGuid().ToString("N"));

    /// <summary>Whether a file is one that <see cref="RequireWritable"/> makes, left behind by a process that was killed.</summary>
    public static bool IsProbe(string path) => System.IO.Path.GetFileName(path).StartsWith(ProbeStart, StringComparison.Ordinal);

    /// <summary>Appends a row.</summary>
    /// <param name="line">The line of the input, or the number of the record where the input has no lines.</param>
    /// <param name="cells">The cells as they stand in the input.</param>
    /// <param name="error">Why the row is here.</param>
    /// <param name="requestId">The request ID of the answer, where there was one.</param>
    /// <param name="run">The run whose input said what the row says; 0 if nobody knows.</param>
    /// <exception cref="JournyInputException">The file cannot be written.</exception>
    public void Write(long line, IReadOnlyList<string> cells, string error, string? requestId, long run = 0)
    {
        _stream ??= Path is null ? Create() : Reopen(Path);
        _text.Clear();
        if (_length == 0)
        {
            _text.Append('\uFEFF');
            CsvText.Append(_text, _header, _delimiter);
            _text.Append("\r\n");
        }

        var row = new string[_header.Length];
        int firstInDoubt = cells.Count == _columns || _firstHidden == _columns ? int.MaxValue : _firstHidden - Math.Abs(cells.Count - _columns);
        for (int i = 0; i < _dataColumns.Length; i++)
        {
            row[i] = cells.Count == 0 ? ""
                : _dataColumns[i] >= firstInDoubt ? RaggedMarks.Hidden
                : _dataColumns[i] < cells.Count ? cells[_dataColumns[i]]
                : RaggedMarks.Missing;
        }

        if (_firstHidden == _columns)
        {
            AddSurplus(row, cells);
        }

        row[_dataColumns.Length] = line.ToString(CultureInfo.InvariantCulture);
        row[_dataColumns.Length + 1] = Own(error);
        row[_dataColumns.Length + 2] = Own(requestId ?? "");
        row[_dataColumns.Length + 3] = RunStamp.ToText(run);
        CsvText.Append(_text, row, _delimiter);
        _text.Append("\r\n");

        Append(_stream, Utf8.GetBytes(_text.ToString()));
        Path = _stream.Name;
        Rows++;
    }

    /// <summary>Closes the file until its next row.</summary>
    public void Rest()
    {
        _stream?.Dispose();
        _stream = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Rest();

    private void Append(FileStream stream, byte[] bytes)
    {
        try
        {
            CutTornRow(stream);

            // Past every buffer of the process: what is counted survives its end.
            _isTorn = true;
            stream.Write(bytes, 0, bytes.Length);
            stream.Flush();
            _isTorn = false;
            _length += bytes.Length;
        }
        catch (Exception e) when (WriteFailure.IsOne(e))
        {
            try
            {
                CutTornRow(stream);
            }
            catch (Exception cut) when (WriteFailure.IsOne(cut))
            {
                // The failure to write is what the user must hear of; a further row tries to cut again.
            }

            throw NotWritable(stream.Name, e.Message, e);
        }
    }

    // Half a row, as a full disk leaves it, would swallow the next one.
    private void CutTornRow(FileStream stream)
    {
        if (_isTorn)
        {
            stream.SetLength(_length);
            stream.Position = _length;
            _isTorn = false;
        }
    }

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

    // Spreadsheets run what begins like a formula, and the text may be a stranger's.
    private static string Own(string text)
    {
        string clean = PlainText.Of(text, int.MaxValue);
        if (clean.Length > LongestError)
        {
            clean = PlainText.Of(clean, LongestError) + string.Format(CultureInfo.InvariantCulture, " and {0:N0} more characters", clean.Length - LongestError);
        }

        return clean.Length > 0 && FormulaStarts.IndexOf(clean[0]) >= 0 ? "'" + clean : clean;
    }

    private FileStream Reopen(string path)
    {
        try
        {
            // Behind the last whole row.
            return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1) { Position = _length };
        }
        catch (Exception e) when (WriteFailure.IsOne(e))
        {
            throw NotWritable(path, e.Message, e);
        }
    }

    // File systems count bytes, those of Windows characters.
    private static string ProbeName(string name)
    {
        int length = System.IO.Path.DirectorySeparatorChar == '/' ? Utf8.GetByteCount(name) : name.Length;
        return (ProbeStart + Guid.NewGuid().ToString("N")).PadRight(length, '0').Substring(0, length);
    }

    private string PathOf(int number)
    {
        string suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        return $"{_stem}{suffix}.{_outcome}.csv";
    }

    private FileStream Create()
    {
        for (int number = 1; ; number++)
        {
            string path = PathOf(number);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1);
            }
            catch (IOException) when (number < MostOfOneSecond && File.Exists(path))
            {
                // Another run of this second has it.
            }
            catch (Exception e) when (IsCreateFailure(e))
            {
                throw NotWritable(path, e.Message, e);
            }
        }
    }

    private static bool IsCreateFailure(Exception e) =>
        e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;

    private JournyInputException NotWritable(string path, string what, Exception inner)
        => new(
            JournyReason.FileNotWritable,
            $"'{path}', the file for {_outcome} rows, cannot be written: {what.TrimEnd('.')}. Name a folder with room that you may write to with -OutcomeDirectory.",
            inner);
}
