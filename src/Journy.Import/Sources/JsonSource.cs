using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// A file of JSON Lines, one object a line, or of one JSON array of objects. Values keep their types: text stays text, whatever it looks
/// like. The columns are all names of all records, in the order in which they come first; a record need not have all of them.
/// </summary>
/// <remarks>A line that cannot be used is a row with a problem, and the lines behind it are read. In an array nobody can tell where the
/// record after a broken one begins: as with a stray quote of CSV, the rest is not read.</remarks>
internal sealed class JsonSource : TextSource
{
    private static readonly string[] Extensions = [".jsonl", ".ndjson", ".json"];
    private static readonly string[] OtherExtensions = [".csv", ".tsv", ".tab", ".psv"];

    private readonly CsvSourceOptions _options;
    private readonly Dictionary<string, int> _places;
    private readonly JsonReading _reading;

    /// <summary>Reads the names of all records.</summary>
    /// <param name="input">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="JournyInputException">The file has no record that can be used.</exception>
    public JsonSource(TextInput input, CsvSourceOptions options)
        : this(input, options, null)
    {
    }

    private JsonSource(TextInput input, CsvSourceOptions options, Dictionary<string, int>? places)
        : base(input, ownsInput: places is null, options, offersLines: false)
    {
        _options = options;
        _reading = new JsonReading(Pass.Text, IsArray(input));
        _places = places ?? FindColumns();
        string[] names = _places.OrderBy(place => place.Value).Select(place => place.Key).ToArray();
        UseColumns(names, names);
    }

    /// <inheritdoc/>
    public override bool IsTyped => true;

    private protected override char? CellDelimiter => null;

    /// <inheritdoc/>
    public override IEnumerable<string> DescribeReading() => new[] { nameof(JsonSource), Pass.Encoding.WebName }.Concat(HeaderCells);

    /// <summary>Whether a file is JSON: by its name, or by what it begins with if its name says nothing and no parameter says that it is
    /// CSV.</summary>
    public static bool Knows(TextInput input, CsvSourceOptions options)
    {
        string name = input.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? System.IO.Path.GetFileNameWithoutExtension(input.Path)
            : input.Path;
        string extension = System.IO.Path.GetExtension(name).ToLowerInvariant();
        if (Extensions.Contains(extension))
        {
            return true;
        }

        if (OtherExtensions.Contains(extension) || options.Delimiter is not null || options.Header is not null || options.SkipLine > 0)
        {
            return false;
        }

        // A header of CSV may begin like JSON, but it is no JSON object.
        bool isArray = IsArray(input);
        using TextPass begin = input.Begin();
        JsonReading reading = new(begin.Text, isArray);
        return reading.Read() && reading.Members is not null;
    }

    /// <inheritdoc/>
    private protected override TextSource Create(bool findsHeader) =>
        new JsonSource(Input, _options with { FindsHeader = _options.FindsHeader || findsHeader }, _places);

    /// <inheritdoc/>
    private protected override bool TryRead(out TableRow row)
    {
        row = default;
        if (HasEnded || !ReadText())
        {
            bool isDamaged = !HasEnded && Texts.Damage is not null && Input.Damage is null;
            HasEnded = true;
            if (isDamaged)
            {
                row = EndOfArray(JsonProblems.DamagedArray(_reading.Where, Texts.Damage!));
            }

            return isDamaged;
        }

        if (_reading.Members is { } members)
        {
            row = ToRow(members);
            return true;
        }

        if (!_reading.IsJson && !Texts.IsArray && !Texts.HasLineEnd && (Input.Damage is not null || Input.Defers || HasGrown))
        {
            // The rest of the line is still to come, or is lost with the damaged gzip data.
            HasEnded = true;
            DeferredLine = Input.Damage is null && Input.Defers ? Texts.Line : null;
            CutLine = Input.Damage is null && !Input.Defers ? Texts.Line : null;
            return false;
        }

        row = !_reading.IsJson && Texts.IsArray
            ? EndOfArray(JsonProblems.DamagedItem(_reading.Where, _reading.Fault))
            : new TableRow(Texts.Line, [], JsonProblems.NotARecord(_reading.Where, _reading.Fault), Texts.Text);
        return true;
    }

    private static bool IsArray(TextInput input)
    {
        using TextPass begin = input.Begin();
        int first;
        do
        {
            first = begin.Text.Read();
        }
        while (first is ' ' or '\t' or '\r' or '\n');
        return first == '[';
    }

    private JsonTexts Texts => _reading.Texts;

    private bool ReadText()
    {
        try
        {
            bool hasText = _reading.Read();
            NextLine = Math.Max(NextLine, Texts.Line + (Texts.HasLineEnd ? 1 : 0));
            return hasText;
        }
        catch (IOException e)
        {
            HasEnded = true;
            throw SourceProblems.NotRead(Path, e, Texts.Line);
        }
    }

    private Dictionary<string, int> FindColumns() => _options.Header is null && _options.SkipLine == 0
        ? JsonColumns.Find(Input, Texts.IsArray, _options.Stop)
        : throw JsonProblems.CsvParameters(Path);

    private TableRow ToRow(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        string text = Texts.Text;
        var cells = new string[Header.Count];
        var values = new object?[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = string.Empty;
            values[i] = AbsentValue.Instance;
        }

        JournyInputException? problem = null;
        bool isMisread = Misreading.IndexIn(text) >= 0;
        foreach (KeyValuePair<string, object?> member in members)
        {
            int place = _places[member.Key];
            values[place] = member.Value;
            cells[place] = JsonReading.TextOf(member.Value);
            if (isMisread && problem is null && !IsIgnored(place) && Misreading.IndexIn(cells[place]) is >= 0 and var at)
            {
                problem = JsonProblems.Misread(_reading.Where, member.Key, cells[place], at, Pass.Encoding);
            }
        }

        return new TableRow(Texts.Line, cells, problem, text, values);
    }

    /// <summary>The row that stands for the rest of a damaged array.</summary>
    private TableRow EndOfArray(JournyInputException problem)
    {
        HasEnded = true;
        try
        {
            // At least one: an array may be one line.
            UnreadLines = Math.Max(1, Input.NotBlankAfter(Texts.Line, '\0'));
        }
        catch (IOException e)
        {
            throw SourceProblems.NotRead(Path, e, Texts.Line);
        }

        return new TableRow(Texts.Line, [], problem);
    }
}
