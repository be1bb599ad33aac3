using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>What sources over the text of a file have in common: columns, progress, the end of a file that is damaged or grows.</summary>
internal abstract class TextSource : IRowSource
{
    // What the decoder and the reader behind it may have buffered.
    private const int MostAhead = 2 * TextInput.BufferSize;

    private readonly bool _ownsInput;
    private readonly int _bytesOfChar;
    private bool[] _isIgnored = [];
    private int[] _dataColumns = [];
    private bool _toldOfDamage;

    // Not counting the lines that were taken.
    private long _nextLine = 1;

    /// <summary>Begins to read a file.</summary>
    /// <param name="input">The file.</param>
    /// <param name="ownsInput">True to close it at the end.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="offersLines">True if rows may be taken by their lines.</param>
    protected TextSource(TextInput input, bool ownsInput, CsvSourceOptions options, bool offersLines)
    {
        Input = input;
        _ownsInput = ownsInput;
        CanBeRemembered = options.CanBeRemembered;
        FindsHeader = options.FindsHeader;
        FoundEncoding = FindsHeader && options.Encoding is null ? input.FindEncoding() : null;
        Pass = input.Begin(offersLines, FoundEncoding);
        _bytesOfChar = Pass.Encoding.GetByteCount(" ");
    }

    /// <inheritdoc/>
    public string Path => Input.Path;

    /// <inheritdoc/>
    char? IRowSource.Delimiter => CellDelimiter;

    /// <inheritdoc/>
    public abstract bool IsTyped { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> HeaderCells { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<int> DataColumns => _dataColumns;

    /// <inheritdoc/>
    public int? FoundLines { get; protected set; }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FoundNames { get; protected set; }

    /// <inheritdoc/>
    public Encoding? FoundEncoding { get; }

    /// <inheritdoc/>
    public bool FindsHeader { get; }

    /// <inheritdoc/>
    public TableRow Current { get; private set; }

    /// <inheritdoc/>
    public long UnreadLines { get; protected set; }

    /// <inheritdoc/>
    public long? CutLine { get; protected set; }

    /// <inheritdoc/>
    public long? OpenLine { get; protected set; }

    /// <inheritdoc/>
    public long? DeferredLine { get; protected set; }

    /// <inheritdoc/>
    public bool KeepsText { get; set; }

    /// <inheritdoc/>
    public bool HasGrown => Input.HasGrown;

    /// <inheritdoc/>
    public ILineTaker? Taker
    {
        set => Pass.Lines?.Taker = value;
    }

    /// <inheritdoc/>
    public bool CanBeRemembered { get; }

    /// <summary>The file's size when it was opened: what is read of it.</summary>
    public long TotalBytes => Input.TotalBytes;

    /// <summary>About how much of it the rows so far take up: what is buffered behind them does not count.</summary>
    public long BytesRead => HasEnded ? TotalBytes
        : Input.IsGzip ? Math.Min(TotalBytes, Pass.BytesTaken)
        : Math.Min(TotalBytes, Math.Max((CharsTaken + (Pass.Lines?.TakenChars ?? 0)) * _bytesOfChar, Pass.BytesTaken - MostAhead));

    /// <inheritdoc/>
    public double FractionRead => TotalBytes == 0 ? 0 : BytesRead / (double)TotalBytes;

    /// <summary>What stands between two cells; null if there are no cells.</summary>
    private protected abstract char? CellDelimiter { get; }

    /// <summary>The file.</summary>
    private protected TextInput Input { get; }

    /// <summary>This pass through it.</summary>
    private protected TextPass Pass { get; }

    /// <summary>How many characters the rows so far take up.</summary>
    private protected long CharsTaken { get; set; }

    /// <summary>The line on which the next row begins.</summary>
    private protected long NextLine
    {
        get => _nextLine + (Pass.Lines?.TakenLines ?? 0);
        set => _nextLine = value - (Pass.Lines?.TakenLines ?? 0);
    }

    /// <summary>True if no further row can be read.</summary>
    private protected bool HasEnded { get; set; }

    /// <inheritdoc/>
    public bool Read()
    {
        if (TryRead(out TableRow row))
        {
            Current = row;
            return true;
        }

        HasEnded = true;
        if (Input.Damage is not { } damage || _toldOfDamage)
        {
            return false;
        }

        _toldOfDamage = true;
        UnreadLines++;
        Current = new TableRow(NextLine, [], SourceProblems.DamagedGzip(NextLine, damage));
        return true;
    }

    /// <inheritdoc/>
    public void Ignore(HashSet<string> names)
    {
        for (int i = 0; i < Header.Count; i++)
        {
            _isIgnored[i] |= names.Contains(Header[i]);
        }
    }

    /// <inheritdoc/>
    public SourceRow ToSourceRow(TableRow row)
    {
        var values = new object?[_dataColumns.Length];
        object?[] from = row.Values ?? row.Cells;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = from[_dataColumns[i]];
        }

        return new SourceRow(Names, values);
    }

    /// <inheritdoc/>
    public abstract IEnumerable<string> DescribeReading();

    /// <inheritdoc/>
    public string HashAll() => Input.HashAll();

    /// <inheritdoc/>
    public JournyInputException? FindChange() => Input.FindChange();

    /// <inheritdoc/>
    IRowSource IRowSource.Reopen() => Again(findsHeader: false);

    /// <inheritdoc/>
    IRowSource IRowSource.ReopenAtHeader() => Again(findsHeader: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        Pass.Dispose();
        if (_ownsInput)
        {
            Input.Dispose();
        }
    }

    /// <summary>Reads the next row. False at the end, which is also behind a damaged record.</summary>
    private protected abstract bool TryRead(out TableRow row);

    /// <summary>Makes the same source over the same input, from the beginning.</summary>
    private protected abstract TextSource Create(bool findsHeader);

    /// <summary>Closes what reads the text.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>Says which columns there are.</summary>
    private protected void UseColumns(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    {
        Header = header;
        HeaderCells = cells;
        _isIgnored = new bool[header.Count];
        List<int> dataColumns = new();
        for (int i = 0; i < header.Count; i++)
        {
            _isIgnored[i] = OwnColumns.Has(header[i]);
            if (!_isIgnored[i])
            {
                dataColumns.Add(i);
            }
        }

        _dataColumns = dataColumns.ToArray();
        Names = _dataColumns.Length == header.Count ? header : Array.AsReadOnly(_dataColumns.Select(i => header[i]).ToArray());
    }

    /// <summary>Whether a column is ignored.</summary>
    private protected bool IsIgnored(int column) => _isIgnored[column];

    /// <summary>Begins anew, with the same bytes.</summary>
    private protected TextSource Again(bool findsHeader)
    {
        try
        {
            TextSource again = Create(findsHeader);
            again.KeepsText = KeepsText;
            return again;
        }
        catch (IOException e)
        {
            throw SourceProblems.NotRead(Path, e, null);
        }
    }
}
