using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Outcomes;

/// <summary>
/// A file of rows that share an outcome, to be fixed and imported again as it is:
/// <c>&lt;name&gt;.&lt;run&gt;.&lt;outcome&gt;.csv</c>, or <c>.jsonl</c>, made when its first row comes.
/// </summary>
/// <remarks>
/// <para>The run is the UTC second in which it began, with <c>-2</c>, <c>-3</c> behind it if another run of that second has the file:
/// nothing is ever overwritten.</para>
/// <para>A row is with the operating system when <see cref="Write"/> returns.</para>
/// </remarks>
internal sealed class OutcomeFile : IDisposable
{
    // If so many files exist, something else is wrong.
    private const int MostOfOneSecond = 1000;

    // Messages of this module are shorter; they say themselves how much they leave out.
    private const int LongestError = 2 * PlainText.LongestMessage;

    private const string Fix = "Name a folder with room that you may write to with -OutcomeDirectory.";
    private const string ProbeStart = ".journy-";
    private const string LongestOutcome = ".unknown";

    private readonly string _stem;
    private readonly string _outcome;
    private readonly IOutcomeFormat _format;
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
    /// <param name="delimiter">The input's delimiter; null to write JSON Lines.</param>
    /// <param name="hidden">Those of the columns of which nothing may be written; null if there is none.</param>
    public OutcomeFile(
        string inputPath,
        string? directory,
        string outcome,
        DateTimeOffset startedAt,
        IReadOnlyList<string> columns,
        char? delimiter,
        HashSet<string>? hidden = null)
    {
        // The name of a failed file that fails again must not grow with every run.
        string name = OutcomeName.InputOf(inputPath);
        string run = startedAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _stem = System.IO.Path.Combine(directory ?? System.IO.Path.GetDirectoryName(inputPath) ?? "", name + "." + run);
        _outcome = outcome;
        Columns = columns;
        _format = delimiter is { } cells ? new CsvOutcomeFormat(columns, cells, hidden) : new JsonOutcomeFormat(hidden);
    }

    /// <summary>The file, once it has a row; null until then.</summary>
    public string? Path { get; private set; }

    /// <summary>The input's columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What its cells mean if its rows were piped; null for those of a file.</summary>
    public OutcomeTypes? Types { get; init; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; private set; }

    /// <summary>Finds out before anything is sent whether the file could be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot.</exception>
    /// <remarks>It makes a file with a name that no program takes for data: one that watches a folder for *.csv would import it. The name
    /// is as long as the longest that may be needed.</remarks>
    public void RequireWritable()
    {
        string longest = System.IO.Path.GetFileName(_stem) + LongestOutcome + _format.Extension;
        string probe = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_stem) ?? "", ProbeName(longest));
        try
        {
            MakeProbe(probe);
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            string path = PathOf(1);
            throw NotWritable(path, e.Message.Replace(probe, path), e);
        }
    }

    /// <summary>A file beside another one that no program takes for data, and that imports leave out.</summary>
    public static string ProbeBeside(string path) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", ProbeStart + Guid.NewGuid().ToString("N"));

    /// <summary>Makes a file and removes it, which fails if no file can be made there.</summary>
    public static void MakeProbe(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();

    /// <summary>Whether a file is one that <see cref="RequireWritable"/> makes, left behind by a process that was killed.</summary>
    public static bool IsProbe(string path) => System.IO.Path.GetFileName(path).StartsWith(ProbeStart, StringComparison.Ordinal);

    /// <summary>Appends a row.</summary>
    /// <param name="line">The line of the input, or the number of the record if the input has no lines.</param>
    /// <param name="cells">The cells as they stand in the input.</param>
    /// <param name="error">Why the row is here.</param>
    /// <param name="requestId">The request ID of the answer; null if there was none.</param>
    /// <param name="run">The run whose input said what the row says; 0 if that is unknown.</param>
    /// <param name="text">The row as it stands in the input, if it is JSON.</param>
    /// <exception cref="JournyInputException">The file cannot be written.</exception>
    public void Write(long line, IReadOnlyList<string> cells, string error, string? requestId, long run = 0, string? text = null)
    {
        _stream ??= Path is null ? Create() : Reopen(Path);
        _text.Clear();
        if (_length == 0)
        {
            _format.AppendHead(_text);
        }

        _format.AppendRow(_text, new OutcomeRow(line, cells, text, Own(error), Own(requestId ?? ""), RunStamp.ToText(run)));
        Append(_stream, Encoding.UTF8.GetBytes(_text.ToString()));
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

            // Not buffered in this process: a row that is counted is not lost if the process ends.
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
                // The failure to write is what must be reported; the next row tries to cut again.
            }

            throw NotWritable(stream.Name, e.Message, e);
        }
    }

    // Half a row, as a full disk leaves it, would become one with the next row.
    private void CutTornRow(FileStream stream)
    {
        if (_isTorn)
        {
            stream.SetLength(_length);
            stream.Position = _length;
            _isTorn = false;
        }
    }

    // The text may come from anybody, and may be of any length.
    private static string Own(string text)
    {
        string clean = PlainText.Of(text, int.MaxValue);
        int more = clean.Length - LongestError;
        return more <= 0
            ? clean
            : PlainText.Of(clean, LongestError) + string.Format(CultureInfo.InvariantCulture, " and {0:N0} more characters", more);
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
        int length = System.IO.Path.DirectorySeparatorChar == '/' ? Encoding.UTF8.GetByteCount(name) : name.Length;
        return (ProbeStart + Guid.NewGuid().ToString("N")).PadRight(length, '0').Substring(0, length);
    }

    private string PathOf(int number)
    {
        string suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        return $"{_stem}{suffix}.{_outcome}{_format.Extension}";
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
            catch (Exception e) when (WriteFailure.IsOfFile(e))
            {
                throw NotWritable(path, e.Message, e);
            }
        }
    }

    private JournyInputException NotWritable(string path, string reason, Exception failure) =>
        WriteProblems.NotWritable(path, _outcome + " rows", reason, Fix, failure);
}
