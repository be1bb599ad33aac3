using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Journy.Import.Columns;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Scans;

/// <summary>
/// How text of a file seems to be written, by its first rows: its culture, the formats of its dates, its words for true, false and nothing.
/// Only what can be read in one way is suggested, and only if it gives a column a type. It reads nothing itself.
/// </summary>
internal sealed class ReadingSuggestion
{
    private const int MostRows = 5_000;
    private const int MostFormats = 5;
    private const int MostWords = 2;

    // Words that programs write for true and false, and people hardly write for anything else.
    private static readonly (string True, string False)[] Pairs =
    [
        ("VRAI", "FAUX"), ("WAHR", "FALSCH"), ("WAAR", "ONWAAR"), ("VERO", "FALSO"), ("VERDADERO", "FALSO"), ("VERDADEIRO", "FALSO"),
        ("t", "f"),
    ];

    // Nothing, wherever it stands.
    private static readonly HashSet<string> SureNulls = new(StringComparer.Ordinal)
    {
        "#N/A", "#N/B", "#NULL!", "#NV", "(null)", "<NULL>", "<null>", "[NULL]", @"\N",
    };

    // Nothing if it stands among numbers, dates or booleans; NULL also if it stands there more than once.
    private const string Null = "NULL";
    private static readonly HashSet<string> LikelyNulls = new(StringComparer.Ordinal)
    {
        "#DIV/0!", "#REF!", "#VALUE!", "-", "--", "N/A", "NA", "NaN", "NaT", "None", Null, "Null", "n/a", "nan", "nil", "none", "null",
        "undefined",
    };

    // One for each way to write numbers, with the order of dates that goes with it.
    private static readonly string[] CultureNames = ["nl-BE", "fr-FR", "de-DE", "en-US", "en-GB", "de-CH"];

    private ReadingSuggestion(TextRules rules, TextRules given)
    {
        Rules = rules;
        IsNew = rules.Mark != given.Mark;
    }

    /// <summary>What was given, with what is suggested.</summary>
    public TextRules Rules { get; }

    /// <summary>True if that is more than what was given.</summary>
    public bool IsNew { get; }

    /// <summary>Looks for it.</summary>
    /// <param name="source">A source from which no row was read yet.</param>
    /// <param name="plan">What each of its columns is for.</param>
    /// <param name="given">How the user says that text is read; that stays.</param>
    /// <param name="readsProperties">False if only identities matter: then only texts for nothing are suggested.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static ReadingSuggestion Of(
        IRowSource source, IReadOnlyList<ColumnPlan> plan, TextRules given, bool readsProperties, CancellationToken cancellationToken)
    {
        List<(string Name, TextRules Rules)> cultures = given.Culture is null && readsProperties ? CulturesOf() : new();
        List<Column> columns = plan
            .Select((column, index) => (Plan: column, Name: source.Names[index], At: source.DataColumns[index]))
            .Where(column => !column.Plan.IsHidden && column.Plan.Type is null or JournyPropertyType.Text)
            .Select(column => new Column(
                column.At, column.Plan.Role == ColumnRole.Property && !CodeColumns.Has(column.Name), given, cultures))
            .ToList();
        int rows = 0;
        while (rows < MostRows && source.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (source.Current.Problem is null)
            {
                columns.ForEach(column => column.Add(source.Current.Cells[column.At]));
                rows++;
            }
        }

        List<Column> values = readsProperties ? columns.FindAll(column => column.IsValue && column.Cells > 0) : new();
        int culture = CultureOf(values, cultures);
        string[] formats = given.DateFormats.Count > 0 || given.Culture is not null
            ? given.DateFormats.ToArray()
            : values.Select(column => column.Format).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostFormats).ToArray();
        (string True, string False)[] pairs = given.TrueValues.Count + given.FalseValues.Count > 0
            ? []
            : Pairs.Where(pair => values.Exists(column => column.Has(pair))).ToArray();
        string[] trueValues = pairs.Length == 0 ? given.TrueValues.ToArray() : pairs.Select(pair => pair.True).Distinct().ToArray();
        string[] falseValues = pairs.Length == 0 ? given.FalseValues.ToArray() : pairs.Select(pair => pair.False).Distinct().ToArray();
        bool IsTyped(Column column) => column.IsTyped
            || (culture >= 0 && column.FitsCulture(culture))
            || (column.Format is { } format && formats.Contains(format))
            || pairs.Any(column.Has);
        string[] nulls = given.NullValues.Count > 0
            ? given.NullValues.ToArray()
            : NullsOf(columns, column => values.Contains(column) && IsTyped(column));
        CultureInfo? suggested = given.Culture ?? (culture < 0 ? null : new CultureInfo(cultures[culture].Name, useUserOverride: false));
        return new ReadingSuggestion(
            TextRules.Of(suggested, NullIfNone(formats), NullIfNone(trueValues), NullIfNone(falseValues), NullIfNone(nulls)), given);
    }

    private static string[]? NullIfNone(string[] values) => values.Length == 0 ? null : values;

    private static List<(string Name, TextRules Rules)> CulturesOf()
    {
        List<(string, TextRules)> cultures = new();
        foreach (string name in CultureNames)
        {
            CultureInfo? culture = null;
            try
            {
                culture = new CultureInfo(name, useUserOverride: false);
            }
            catch (CultureNotFoundException)
            {
                // A machine may have none but the invariant one.
            }

            if (culture is not null)
            {
                cultures.Add((name, TextRules.Of(culture, null, null, null, null)));
            }
        }

        return cultures;
    }

    /// <summary>The one culture that reads all columns which are numbers in some culture; -1 if there is none, or if another one reads them
    /// as other numbers.</summary>
    private static int CultureOf(List<Column> values, List<(string Name, TextRules Rules)> cultures)
    {
        List<Column> evidence = values.FindAll(column => column.IsNumberOfSomeCulture);
        List<int> fitting = Enumerable.Range(0, cultures.Count)
            .Where(index => evidence.Count > 0 && evidence.TrueForAll(column => column.FitsCulture(index))

                // 51.054 is a number as it stands, and another one with groups.
                && values.TrueForAll(column => !column.IsNumber || column.SaysTheSame(index)))
            .ToList();
        if (fitting.Count == 0)
        {
            return -1;
        }

        // 1,234 is a thousand for some, and one for others.
        bool HasComma(int index) => cultures[index].Rules.Culture!.NumberFormat.NumberDecimalSeparator == ",";
        bool isComma = HasComma(fitting[0]);
        bool isTwofold = Enumerable.Range(0, cultures.Count)
            .Any(index => HasComma(index) != isComma && evidence.TrueForAll(column => column.FitsCulture(index)));

        // Cultures that write decimals with a point differ in the order of day and month.
        bool hasDates = values.Exists(column => column.MayBeDate) && !values.Exists(column => column.Format is not null);
        return isTwofold || (!isComma && hasDates) ? -1 : fitting[0];
    }

    private static string[] NullsOf(List<Column> columns, Predicate<Column> isTyped)
    {
        List<string> found = new();
        foreach (string text in columns.SelectMany(column => column.Nulls.Keys).Distinct(StringComparer.Ordinal))
        {
            List<Column> having = columns.FindAll(column => column.Nulls.ContainsKey(text));
            bool isUsed = SureNulls.Contains(text) || having.TrueForAll(isTyped)
                || (text == Null && having.Sum(column => column.Nulls[text]) > 1);
            if (isUsed)
            {
                found.Add(text);
            }
        }

        return found.ToArray();
    }

    /// <summary>What the cells of one column have in common.</summary>
    private sealed class Column
    {
        private readonly TextRules _given;
        private readonly List<(string Name, TextRules Rules)> _cultures;
        private readonly bool[] _fits;
        private readonly bool[] _saysTheSame;
        private readonly DateForm _form = new();
        private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
        private CellFits _found = CellFits.Any;

        public Column(int at, bool isValue, TextRules given, List<(string Name, TextRules Rules)> cultures)
        {
            At = at;
            IsValue = isValue;
            _given = given;
            _cultures = cultures;
            _fits = cultures.Select(_ => true).ToArray();
            _saysTheSame = cultures.Select(_ => true).ToArray();
        }

        public int At { get; }

        /// <summary>True for a property that may have a type.</summary>
        public bool IsValue { get; }

        /// <summary>The cells that say something.</summary>
        public int Cells { get; private set; }

        /// <summary>By text that may mean nothing: how many cells have it.</summary>
        public Dictionary<string, int> Nulls { get; } = new(StringComparer.Ordinal);

        public bool IsTyped => _found != CellFits.None;

        public bool IsNumber => (_found & CellFits.Number) != 0;

        public bool IsNumberOfSomeCulture => !IsTyped && Array.IndexOf(_fits, true) >= 0;

        public bool MayBeDate => !IsTyped && _form.MayBeDate;

        /// <summary>The one format that reads all cells as dates; null if there is none, or if they have a type without it.</summary>
        public string? Format => !IsTyped && _form.IsDate ? _form.Only : null;

        public bool FitsCulture(int culture) => _fits[culture];

        public bool SaysTheSame(int culture) => _saysTheSame[culture];

        public bool Has((string True, string False) pair) =>
            _words.Count == MostWords && _words.Contains(pair.True) && _words.Contains(pair.False);

        public void Add(string written)
        {
            string cell = OuterSpace.Trim(written);
            if (cell.Length == 0 || _given.IsNull(cell))
            {
                return;
            }

            if (SureNulls.Contains(cell) || LikelyNulls.Contains(cell))
            {
                Nulls[cell] = Nulls.TryGetValue(cell, out int count) ? count + 1 : 1;
                return;
            }

            Cells++;
            if (!IsValue)
            {
                return;
            }

            _found &= _found == CellFits.None ? CellFits.None : _given.FitsOf(cell);
            _form.Add(cell);
            if (_words.Count <= MostWords)
            {
                _words.Add(cell);
            }

            for (int index = 0; index < _cultures.Count; index++)
            {
                _fits[index] = _fits[index] && (_cultures[index].Rules.FitsOf(cell) & CellFits.Number) != 0;
                _saysTheSame[index] = _saysTheSame[index] && _fits[index]
                    && _cultures[index].Rules.NumberOf(cell) == _given.NumberOf(cell);
            }
        }
    }
}
