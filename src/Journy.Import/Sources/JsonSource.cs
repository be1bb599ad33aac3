using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Api;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// A file of JSON Lines, one object a line, or of one JSON array of objects. Values keep their types: text stays text, whatever it looks
/// like. The columns are all names of all records, in the order in which they come first; a record need not have all of them.
/// </summary>
/// <remarks>A line that cannot be used is a row with a problem, and the lines behind it are read. In an array it is unknowable where
/// the record after a broken one begins: as with a stray quote of CSV, the rest is not read.</remarks>
internal sealed class JsonSource : TextSource
{
    // More is no table: names that are data themselves.
    private const int MostColumns = 10_000;

    private static readonly string[] Extensions = [".jsonl", ".ndjson", ".json"];
    private static readonly string[] OtherExtensions = [".csv", ".tsv", ".tab", ".psv"];

    private readonly CsvSourceOptions _options;
    private readonly Dictionary<string, int> _places;
    private readonly JsonTexts _texts;

    /// <summary>Reads the names of all records.</summary>
    /// <param name="input">The file.</param>
    /// <param name="options">How to read it, where the user said so.</param>
    /// <exception cref="JournyInputException">The file has no record that can be used.</exception>
    public JsonSource(TextInput input, CsvSourceOptions options)
        : this(input, options, null)
    {
    }

    private JsonSource(TextInput input, CsvSourceOptions options, Dictionary<string, int>? places)
        : base(input, ownsInput: places is null)
    {
        _options = options;
        _texts = new JsonTexts(Pass.Text, IsArray(input));
        _places = places ?? FindColumns();
        string[] names = _places.OrderBy(place => place.Value).Select(place => place.Key).ToArray();
        UseColumns(names, names);
    }

    /// <inheritdoc/>
    public override bool IsTyped => true;

    private protected override char? CellDelimiter => null;

    /// <summary>Whether a file is JSON: by its name, or by what it begins with if its name says nothing and no parameter says that it is
    /// CSV.</summary>
    public static bool Knows(TextInput input, CsvSourceOptions options)
    {
        string name = input.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? System.IO.Path.GetFileNameWithoutExtension(input.Path) : input.Path;
        string extension = System.IO.Path.GetExtension(name).ToLowerInvariant();
        if (Extensions.Contains(extension))
        {
            return true;
        }

        if (OtherExtensions.Contains(extension) || options.Delimiter is not null || options.Header is not null || options.SkipLine > 0)
        {
            return false;
        }

        // A header of CSV is no JSON object, whatever it begins with.
        bool isArray = IsArray(input);
        using TextPass begin = input.Begin();
        JsonTexts texts = new(begin.Text, isArray);
        return texts.Read() && Parse(texts, out _, out _) is not null;
    }

    /// <inheritdoc/>
    private protected override TextSource Create(bool findsHeader) => new JsonSource(Input, _options, _places);

    /// <inheritdoc/>
    private protected override bool TryRead(out TableRow row)
    {
        row = default;
        if (HasEnded || !ReadText())
        {
            bool isDamaged = !HasEnded && _texts.Damage is not null && Input.Damage is null;
            HasEnded = true;
            if (isDamaged)
            {
                row = EndOfArray($"the file {_texts.Damage}.");
            }

            return isDamaged;
        }

        if (Parse(_texts, out string fault, out bool isJson) is { } members)
        {
            row = ToRow(members);
            return true;
        }

        if (!isJson && !_texts.IsArray && !_texts.HasLineEnd && (Input.Damage is not null || Input.Defers || HasGrown))
        {
            // The rest of the line is still to come; or nobody has it.
            HasEnded = true;
            DeferredLine = Input.Damage is null && Input.Defers ? _texts.Line : null;
            CutLine = Input.Damage is null && !Input.Defers ? _texts.Line : null;
            return false;
        }

        row = !isJson && _texts.IsArray
            ? EndOfArray($"the record {fault}")
            : new TableRow(_texts.Line, [], new JournyInputException(JournyReason.NotARow, $"{Where}: the record {fault}"), _texts.Text);
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

    /// <summary>The values of a record; null if it cannot be used.</summary>
    /// <param name="texts">Where it stands.</param>
    /// <param name="fault">Why it cannot be used.</param>
    /// <param name="isJson">False if it is not valid JSON at all.</param>
    private static List<KeyValuePair<string, object?>>? Parse(JsonTexts texts, out string fault, out bool isJson)
    {
        fault = $"is longer than {SourceProblems.Number(JsonTexts.LongestRecord)} characters.";
        isJson = !texts.IsTooLong;
        try
        {
            return texts.IsTooLong ? null : JsonRecord.Read(texts.Text, NestedObject.Instance);
        }
        catch (InvalidDataException exception)
        {
            isJson = false;
            fault = exception.Message;
        }
        catch (FormatException exception)
        {
            fault = exception.Message;
        }

        return null;
    }

    private static string TextOf(object? value) => value switch
    {
        string text => text,
        null or AbsentValue => string.Empty,
        bool truth => truth ? "true" : "false",
        double number => JsonNumber.Shortest(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object?[] items => string.Join(";", items.Select(TextOf)),
        _ => "{}",
    };

    private string Where => _texts.IsArray
        ? $"Line {SourceProblems.Number(_texts.Line)}, record {SourceProblems.Number(_texts.Count)} of the array"
        : $"Line {SourceProblems.Number(_texts.Line)}";

    private bool ReadText()
    {
        try
        {
            bool hasText = _texts.Read();
            NextLine = Math.Max(NextLine, _texts.Line + (_texts.HasLineEnd ? 1 : 0));
            return hasText;
        }
        catch (IOException e)
        {
            HasEnded = true;
            throw SourceProblems.NotRead(Path, e, _texts.Line);
        }
    }

    private Dictionary<string, int> FindColumns()
    {
        if (_options.Header is not null || _options.SkipLine > 0)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter, $"-Header and -SkipLine are for CSV. '{Path}' is JSON, whose records name their values: leave them out.");
        }

        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        string? firstFault = null;
        using TextPass pass = Input.Begin();
        JsonTexts texts = new(pass.Text, _texts.IsArray);
        while (texts.Read())
        {
            _options.Stop.ThrowIfCancellationRequested();
            List<KeyValuePair<string, object?>>? members = Parse(texts, out string fault, out bool isJson);
            if (members is null)
            {
                firstFault ??= $" The one on line {SourceProblems.Number(texts.Line)} {fault}";
                if (texts.IsArray && !isJson)
                {
                    break;
                }
            }

            foreach (KeyValuePair<string, object?> member in members ?? [])
            {
                if (!places.ContainsKey(member.Key))
                {
                    places[member.Key] = places.Count;
                }
            }

            if (places.Count > MostColumns)
            {
                throw SourceProblems.InvalidHeader(
                    Path, $"has over {SourceProblems.Number(MostColumns)} different names of values, by line {SourceProblems.Number(texts.Line)}: its names seem to be data");
            }
        }

        return places.Count > 0 ? places : throw new JournyInputException(
            JournyReason.InvalidHeader,
            $"'{Path}' has no record that can be read.{firstFault} Write one JSON object a line, or one array of objects.");
    }

    private TableRow ToRow(List<KeyValuePair<string, object?>> members)
    {
        string text = _texts.Text;
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
            cells[place] = TextOf(member.Value);
            if (isMisread && problem is null && !IsIgnored(place) && Misreading.IndexIn(cells[place]) is >= 0 and var at)
            {
                problem = new JournyInputException(
                    JournyReason.InvalidEncoding,
                    $"{Where}: {SourceProblems.Echo(member.Key)}, {SourceProblems.Echo(cells[place])}, {Misreading.Describe(cells[place][at], Pass.Encoding)}.");
            }
        }

        return new TableRow(_texts.Line, cells, problem, text, values);
    }

    /// <summary>What is told in place of the rest of an array.</summary>
    private TableRow EndOfArray(string what)
    {
        HasEnded = true;
        try
        {
            // At least one: an array may be one line.
            UnreadLines = Math.Max(1, Input.NotBlankAfter(_texts.Line, '\0'));
        }
        catch (IOException e)
        {
            throw SourceProblems.NotRead(Path, e, _texts.Line);
        }

        return new TableRow(_texts.Line, [], new JournyInputException(
            JournyReason.DamagedFile,
            $"{Where}: {what} Where the next record of the array begins cannot be known, so what follows was not read. Correct the file and import it again: with its journal, only what is missing is sent."));
    }
}
