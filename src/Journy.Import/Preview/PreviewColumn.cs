using System;
using System.Collections.Generic;

using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Journy.Import.Scans;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Preview;

/// <summary>What a preview saw of one column: blanks, samples, and what kinds its cells are of.</summary>
internal sealed class PreviewColumn
{
    private const int MostSamples = 3;
    private const int LongestSample = 40;
    private const int MostWords = 2;

    // A column with more different cells does not hold the names of events.
    private const int MostEventNames = 100;
    private const int FewRows = 10;

    // What people write for true and false, and for other things too.
    private static readonly (string Yes, string No)[] YesAndNo =
    [
        ("Yes", "No"), ("Y", "N"), ("Ja", "Nee"), ("Ja", "Nein"), ("J", "N"), ("Oui", "Non"), ("Sí", "No"), ("Si", "No"),
        ("Sim", "Não"), ("On", "Off"),
    ];

    private readonly List<string> _samples = new();
    private readonly TextRules _rules;
    private readonly DateForm _dates = new();

    // Its different cells, upper and lower case alike, as long as they may be two words.
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    // The parameter that says what the column would, for all rows.
    private readonly string? _instead;

    // By CellKind: how many cells are of it, and the first of them.
    private readonly long[] _kinds = new long[(int)CellKind.DateTime + 1];
    private readonly (string Cell, long Line)[] _firsts = new (string, long)[(int)CellKind.DateTime + 1];
    private long _blanks;
    private long _values;
    private bool _hasText;
    private long _json;
    private long _shortened;
    private (string Cell, long Line) _firstShortened;
    private long _spaced;
    private (string Cell, long Line) _firstSpaced;

    /// <summary>Prepares to look at a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">What it is for.</param>
    /// <param name="rules">How its text is read.</param>
    /// <param name="instead">The parameter that says for all rows what the column would; null if none does.</param>
    public PreviewColumn(string name, ColumnPlan plan, TextRules rules, string? instead)
    {
        _rules = rules;
        _instead = instead;
        Name = name;
        Plan = plan;
    }

    public string Name { get; }

    public ColumnPlan Plan { get; }

    public void Look(string cell, bool isText, long line)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            _blanks++;
            return;
        }

        _values++;
        _hasText |= isText;
        if (isText && IsShortened(cell))
        {
            _firstShortened = _shortened++ == 0 ? (cell, line) : _firstShortened;
        }

        if (isText && Plan.Role == ColumnRole.Property && Plan.Type is null)
        {
            if (OuterSpace.IsOne(cell[0]) || OuterSpace.IsOne(cell[cell.Length - 1]))
            {
                _firstSpaced = _spaced++ == 0 ? (cell, line) : _firstSpaced;
            }

            if (_words.Count <= MostWords)
            {
                _words.Add(OuterSpace.Trim(cell));
            }

            _json += IsJson(cell) ? 1 : 0;
            int kind = (int)_rules.KindOf(cell);
            _dates.Add(cell);
            if (_kinds[kind]++ == 0)
            {
                _firsts[kind] = (cell, line);
            }
        }

        if (Plan.Role == ColumnRole.EventName && _words.Count <= MostEventNames)
        {
            _words.Add(OuterSpace.Trim(cell));
        }

        if (!Plan.IsHidden && _samples.Count < MostSamples)
        {
            string sample = Shown(cell);
            if (!_samples.Contains(sample))
            {
                _samples.Add(sample);
            }
        }
    }

    /// <summary>Tells what it is.</summary>
    /// <param name="rows">How many rows were looked at.</param>
    /// <param name="workspace">What was asked of the workspace.</param>
    /// <param name="misread">How many of its cells are text of another encoding, and the line of the first. They are not among the cells
    /// that were looked at.</param>
    public ImportPreviewColumn Describe(long rows, PreviewWorkspace workspace, (long Cells, long Line) misread)
    {
        string? note = Joined(
            NoteOfCells(workspace),
            Plan.IsHidden || misread.Cells == 0 ? null : PreviewNotes.Misread(misread.Cells, misread.Line));
        bool isProperty = Plan.Role == ColumnRole.Property;
        bool isNew = isProperty && _values > 0 && workspace.Properties is not null && workspace.Find(Plan.Target) is null;
        string? foundType = _values == 0 || _hasText ? nameof(JournyPropertyType.Text) : null;
        return new ImportPreviewColumn
        {
            Name = Name,
            Target = Plan.Role switch
            {
                ColumnRole.None => string.Empty,
                ColumnRole.Property => Plan.Target,
                _ => RecordShape.LabelOf(Plan.Role),
            },
            Type = isProperty ? Plan.Type?.ToString() ?? foundType : null,
            Blanks = Math.Max(_blanks, rows - _values),
            Samples = _samples,
            Note = Joined(isNew ? "new to the workspace" : null, note),
            CellNote = note,
            IsBlank = Plan.Role != ColumnRole.None && _values == 0,
        };
    }

    private string? NoteOfCells(PreviewWorkspace workspace) =>
        Plan.Role == ColumnRole.None ? "left out"
        : _values == 0 ? "blank in every row"
        : Plan.Role != ColumnRole.Property
            ? Joined(_instead is null ? NoteOfNames() : PreviewNotes.Replaced(_instead, Name), NoteOfShortened())
        : Joined(
            workspace.Properties is not null && workspace.Find(Plan.Target) is { IsComputed: true } ? "computed by journy.io" : null,
            Joined(NoteOfOthers() ?? NoteOfWords(), Joined(NoteOfShortened(), Joined(NoteOfJson(), NoteOfSpace()))));

    private static string? Joined(string? first, string? second) =>
        first is null ? second : second is null ? first : first + "; " + second;

    // White space around a cell is shown, since it is sent.
    private static string Shown(string cell) => OuterSpace.Trim(cell).Length == cell.Length
        ? PlainText.Of(cell, LongestSample)
        : PlainText.Of("'" + VisibleName.Of(cell) + "'", LongestSample);

    private static bool IsJson(string cell)
    {
        string text = cell.Trim();
        return text.Length > 1 && ((text[0] == '{' && text[text.Length - 1] == '}') || (text[0] == '[' && text[text.Length - 1] == ']'));
    }

    // 1.23457E+15, as spreadsheets show a long number and save it.
    private static bool IsShortened(string cell) =>
        cell.Length is >= 6 and <= 11 && cell[cell.Length - 4] == 'E' && cell[cell.Length - 3] == '+'
        && cell.All(c => c is (>= '0' and <= '9') or '.' or ',' or 'E' or '+');

    private string? NoteOfNames()
    {
        bool areMany = _words.Count > MostEventNames || (_values >= FewRows && _words.Count > _values / 2);
        return Plan.Role == ColumnRole.EventName && areMany
            ? PreviewNotes.ManyNames(_words.Count, MostEventNames, _values, Name)
            : null;
    }

    private string? NoteOfShortened() =>
        _shortened == 0 ? null : PreviewNotes.Shortened(_shortened, _firstShortened.Cell, _firstShortened.Line);

    private string? NoteOfJson() => _json == 0 || _json < _values * CellSample.NearlyAll ? null : PreviewNotes.Json;

    private string? NoteOfSpace() => _spaced == 0 || _kinds[(int)CellKind.Text] == 0
        ? null
        : PreviewNotes.Space(_spaced, Shown(_firstSpaced.Cell), _firstSpaced.Line);

    /// <summary>That the cells are two words which may mean true and false; null if they are not.</summary>
    private string? NoteOfWords()
    {
        if (_words.Count != MostWords)
        {
            return null;
        }

        foreach ((string yes, string no) in YesAndNo)
        {
            if (_words.Contains(yes) && _words.Contains(no))
            {
                return PreviewNotes.YesAndNo(yes, no);
            }
        }

        return null;
    }

    /// <summary>Why a column that is nearly all numbers, dates or booleans stays text; null if it is not.</summary>
    private string? NoteOfOthers()
    {
        long cells = _kinds.Sum();
        if (cells > 0 && _kinds[(int)CellKind.Text] == cells && _dates.Note is { } dates)
        {
            return dates;
        }

        foreach ((CellKind kind, JournyPropertyType type) in new[]
        {
            (CellKind.Number, JournyPropertyType.Number),
            (CellKind.Boolean, JournyPropertyType.Boolean),
            (CellKind.DateTime, JournyPropertyType.DateTime),
        })
        {
            long fitting = _kinds[(int)kind];
            if (fitting < cells && fitting >= cells * CellSample.NearlyAll)
            {
                (string cell, long line) = _firsts
                    .Where((first, index) => index != (int)kind && _kinds[index] > 0)
                    .OrderBy(first => first.Line)
                    .First();
                return PreviewNotes.NearlyAll(fitting, cells, type, PlainText.Of(cell, LongestSample), line, Plan.Target);
            }
        }

        return null;
    }
}
