using System;
using System.Collections.Generic;
using System.Globalization;
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

    private readonly List<string> _samples = new();
    private readonly TextRules _rules;
    private readonly DateForm _dates = new();

    // By CellKind: how many cells are of it, and the first of them.
    private readonly long[] _kinds = new long[(int)CellKind.DateTime + 1];
    private readonly (string Cell, long Line)[] _firsts = new (string, long)[(int)CellKind.DateTime + 1];
    private long _blanks;
    private long _values;

    public PreviewColumn(string name, ColumnPlan plan, TextRules rules)
    {
        _rules = rules;
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
        if (isText && Plan.Role == ColumnRole.Property && Plan.Type is null)
        {
            int kind = (int)_rules.KindOf(cell);
            _dates.Add(cell);
            if (_kinds[kind]++ == 0)
            {
                _firsts[kind] = (cell, line);
            }
        }

        if (!Plan.IsHidden && _samples.Count < MostSamples)
        {
            string sample = PlainText.Of(cell, LongestSample);
            if (!_samples.Contains(sample))
            {
                _samples.Add(sample);
            }
        }
    }

    public ImportPreviewColumn Describe(long rows, PreviewWorkspace workspace) => new()
    {
        Name = Name,
        Target = Plan.Role switch
        {
            ColumnRole.None => string.Empty,
            ColumnRole.Property => Plan.Target,
            _ => RecordShape.LabelOf(Plan.Role),
        },
        Type = Plan.Role == ColumnRole.Property ? (Plan.Type ?? JournyPropertyType.Text).ToString() : null,
        Blanks = Math.Max(_blanks, rows - _values),
        Samples = _samples,
        Note = Plan.Role == ColumnRole.None ? "left out"
            : _values == 0 ? "blank in every row"
            : Plan.Role != ColumnRole.Property ? null
            : Joined(
                workspace.Properties is null ? null : workspace.Find(Plan.Target) switch
                {
                    null => "new to the workspace",
                    { IsComputed: true } => "computed by journy.io",
                    _ => null,
                },
                NoteOfOthers()),
    };

    private static string? Joined(string? first, string? second) => first is null ? second : second is null ? first : first + "; " + second;

    /// <summary>Why a column that is nearly all numbers, dates or booleans stays text; null if it is not.</summary>
    private string? NoteOfOthers()
    {
        long cells = _kinds.Sum();
        if (cells > 0 && _kinds[(int)CellKind.Text] == cells && _dates.Note is { } dates)
        {
            return dates;
        }

        foreach ((CellKind kind, string what, JournyPropertyType type) in new[]
        {
            (CellKind.Number, "numbers", JournyPropertyType.Number),
            (CellKind.Boolean, "true or false", JournyPropertyType.Boolean),
            (CellKind.DateTime, "dates", JournyPropertyType.DateTime),
        })
        {
            long fitting = _kinds[(int)kind];
            if (fitting < cells && fitting >= cells * CellSample.NearlyAll)
            {
                (string cell, long line) = _firsts.Where((first, index) => index != (int)kind && _kinds[index] > 0).OrderBy(first => first.Line).First();
                return string.Format(
                    CultureInfo.CurrentCulture,
                    "stays text: {0:N0} of {1:N0} cells are {2}, but not '{3}' in line {4:N0}; for {5} fix those, or add -PropertyType @{{ {6} = '{5}' }} to fail their rows",
                    fitting,
                    cells,
                    what,
                    PlainText.Of(cell, LongestSample),
                    line,
                    type,
                    QuotedText.Of(Plan.Target));
            }
        }

        return null;
    }
}
