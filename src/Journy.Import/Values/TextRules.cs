using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Journy.Import.Values;

/// <summary>
/// How text is read as values: which texts are numbers, dates, true or false, and which ones say that there is nothing. Without
/// parameters, only what means the same to everybody.
/// </summary>
internal sealed class TextRules
{
    private readonly CultureNumbers? _numbers;
    private readonly CultureDates? _dates;
    private readonly DateFormats? _formats;
    private readonly HashSet<string> _true;
    private readonly HashSet<string> _false;
    private readonly HashSet<string> _null;
    private readonly Dictionary<string, string[]> _parts = new(StringComparer.Ordinal);

    // The parts in their order, each with its values.
    private readonly List<string> _marks = new();

    private TextRules(CultureInfo? culture, string[] dateFormats, string[] trueValues, string[] falseValues, string[] nullValues)
    {
        Culture = culture;
        DateFormats = dateFormats;
        TrueValues = trueValues;
        FalseValues = falseValues;
        NullValues = nullValues;
        _true = new HashSet<string>(trueValues.Select(OuterSpace.Trim), StringComparer.OrdinalIgnoreCase);
        _false = new HashSet<string>(falseValues.Select(OuterSpace.Trim), StringComparer.OrdinalIgnoreCase);
        _null = new HashSet<string>(nullValues.Select(OuterSpace.Trim), StringComparer.Ordinal);
        if (_true.FirstOrDefault(_false.Contains) is { } both)
        {
            throw ValueProblems.TrueAndFalse(both);
        }

        DateTimeFormatInfo names = culture?.DateTimeFormat ?? DateTimeFormatInfo.InvariantInfo;
        if (culture is not null)
        {
            _numbers = new CultureNumbers(culture.NumberFormat);
            _dates = new CultureDates(names);
            Keep(CulturePart, [culture.Name]);
            NumberFormatInfo numbers = culture.NumberFormat;
            string separators = $"{numbers.NumberDecimalSeparator}|{numbers.NumberGroupSeparator}";
            string sizes = string.Join(",", numbers.NumberGroupSizes);
            Keep(CultureDataPart, [$"{separators}|{sizes}|{numbers.NegativeSign}|{_dates.Description}"]);
        }

        if (dateFormats.Length > 0)
        {
            // Formats that are named are meant: beside them only ISO 8601 is read.
            _dates = null;
            _formats = new DateFormats(dateFormats, names);
        }

        // By the alphabet: journals hold a hash of the mark.
        Keep(DatePart, dateFormats);
        Keep(FalsePart, Sorted(_false));
        Keep(NullPart, Sorted(_null));
        Keep(TruePart, Sorted(_true));
    }

    /// <summary>The parts by which two sets of rules are compared: see <see cref="Parts"/>.</summary>
    public const string CulturePart = "Culture";

    /// <summary>The separators and names that the culture has.</summary>
    public const string CultureDataPart = "CultureData";

    /// <summary>The formats of dates.</summary>
    public const string DatePart = "DateFormat";

    /// <summary>The texts for true.</summary>
    public const string TruePart = "TrueValue";

    /// <summary>The texts for false.</summary>
    public const string FalsePart = "FalseValue";

    /// <summary>The texts for nothing.</summary>
    public const string NullPart = "NullValue";

    /// <summary>The rules without any parameter.</summary>
    public static TextRules Default { get; } = new(null, [], [], [], []);

    /// <summary>The culture that text was written by; null if none was named.</summary>
    public CultureInfo? Culture { get; }

    /// <summary>The formats of dates that were named.</summary>
    public IReadOnlyList<string> DateFormats { get; }

    /// <summary>The texts for true that were named.</summary>
    public IReadOnlyList<string> TrueValues { get; }

    /// <summary>The texts for false that were named.</summary>
    public IReadOnlyList<string> FalseValues { get; }

    /// <summary>The texts for nothing that were named.</summary>
    public IReadOnlyList<string> NullValues { get; }

    /// <summary>True if no parameter says anything.</summary>
    public bool IsDefault => _parts.Count == 0;

    /// <summary>What the parameters say, by part; a part that says nothing is not there.</summary>
    public IReadOnlyDictionary<string, string[]> Parts => _parts;

    /// <summary>All of it as one text, which differs if texts may be read differently.</summary>
    public string Mark => string.Join("\n", _marks);

    /// <summary>True if numbers stand for dates: seconds or milliseconds since 1970.</summary>
    public bool CountsTime => _formats is { HasSeconds: true } or { HasMilliseconds: true };

    /// <summary>Makes the rules of parameters.</summary>
    /// <exception cref="JournyInputException">A parameter cannot be used.</exception>
    public static TextRules Of(
        CultureInfo? culture, string[]? dateFormat, string[]? trueValue, string[]? falseValue, string[]? nullValue) =>
        culture is null && dateFormat is null && trueValue is null && falseValue is null && nullValue is null
            ? Default
            : new TextRules(culture, dateFormat ?? [], trueValue ?? [], falseValue ?? [], nullValue ?? []);

    /// <summary>Whether a text says that there is nothing. White space around it does not count, upper and lower case do.</summary>
    public bool IsNull(string text) => _null.Count > 0 && _null.Contains(OuterSpace.Trim(text));

    /// <summary>The row with null for each text that says that there is nothing.</summary>
    public SourceRow WithoutNulls(SourceRow row)
    {
        object?[]? values = null;
        for (int index = 0; _null.Count > 0 && index < row.Values.Length; index++)
        {
            if (row.Values[index] is not UnreadableMember && ValueConverter.Unwrap(row.Values[index]) is string text && IsNull(text))
            {
                values ??= (object?[])row.Values.Clone();
                values[index] = null;
            }
        }

        return values is null ? row : new SourceRow(row.Names, values);
    }

    /// <summary>The kinds that a cell fits; none if it is blank.</summary>
    public CellFits FitsOf(string cell)
    {
        if (IsDefault || string.IsNullOrWhiteSpace(cell))
        {
            return CellKinds.Of(cell) switch
            {
                CellKind.Number => CellFits.Number,
                CellKind.Boolean => CellFits.Boolean,
                CellKind.DateTime => CellFits.DateTime,
                _ => CellFits.None,
            };
        }

        string text = OuterSpace.Trim(cell);
        return (IsNumber(text) ? CellFits.Number : CellFits.None)
            | (BooleanOf(text) is not null ? CellFits.Boolean : CellFits.None)
            | (TryReadMoment(text, isAsked: false, out _) ? CellFits.DateTime : CellFits.None);
    }

    /// <summary>What a cell is taken for: true or false before a number, since their words were named, and a date last.</summary>
    public CellKind KindOf(string cell)
    {
        CellFits fits = FitsOf(cell);
        return IsBlank(cell) ? CellKind.Blank
            : (fits & CellFits.Boolean) != 0 ? CellKind.Boolean
            : (fits & CellFits.Number) != 0 ? CellKind.Number
            : (fits & CellFits.DateTime) != 0 ? CellKind.DateTime
            : CellKind.Text;
    }

    /// <summary>A number of JSON as these rules read it.</summary>
    public string Write(string number) => _numbers is null ? number : _numbers.Write(number);

    /// <summary>Whether a cell holds nothing.</summary>
    public bool IsBlank(string cell) => string.IsNullOrWhiteSpace(cell) || IsNull(cell);

    /// <summary>Whether a cell is of a kind that its property must have.</summary>
    public bool IsOf(string cell, CellKind kind) => kind == CellKind.DateTime
        ? TryReadMoment(OuterSpace.Trim(cell), isAsked: true, out _)
        : (FitsOf(cell) & (kind == CellKind.Number ? CellFits.Number : CellFits.Boolean)) != 0;

    /// <summary>A number as JSON writes it; null if the text is no number.</summary>
    public string? NumberOf(string text) => _numbers is null ? NumberText.Parse(text)
        : _numbers.ToInvariant(OuterSpace.Trim(text)) is { } number ? NumberText.Parse(number) : null;

    /// <summary>What a text says by the words for true and false; null if it is none of them.</summary>
    public bool? BooleanOf(string text)
    {
        string word = OuterSpace.Trim(text);
        return _true.Contains(word) ? true
            : _false.Contains(word) ? false
            : string.Equals(word, "true", StringComparison.OrdinalIgnoreCase) ? true
            : string.Equals(word, "false", StringComparison.OrdinalIgnoreCase) ? false
            : null;
    }

    /// <summary>Reads a date.</summary>
    /// <param name="written">The text.</param>
    /// <param name="isAsked">True if it must be a date: only then a number may be one.</param>
    /// <param name="moment">The moment.</param>
    public bool TryReadMoment(string written, bool isAsked, out Moment moment)
    {
        string text = OuterSpace.Trim(written);
        return (_formats is not null && _formats.TryRead(text, isAsked, out moment))
            || IsoMoment.TryRead(text, out moment)
            || (_dates is not null && _dates.TryRead(text, out moment));
    }

    private bool IsNumber(string text) => _numbers is null
        ? text.Length > 0 && NumberText.IsPlain(text, 0, text.Length)
        : _numbers.ToInvariant(text) is { Length: > 0 } number && NumberText.IsPlain(number, 0, number.Length);

    private static string[] Sorted(HashSet<string> words) => words.OrderBy(word => word, StringComparer.Ordinal).ToArray();

    private void Keep(string part, string[] values)
    {
        if (values.Length > 0)
        {
            _parts[part] = values;
            _marks.Add(part);
            _marks.AddRange(values);
        }
    }
}
