using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>The columns of -EventKey, which make a row one event, whatever else it holds.</summary>
internal sealed class EventKey
{
    private readonly IReadOnlyList<string> _given;
    private readonly ColumnPlanner _planner;

    /// <summary>Takes the columns.</summary>
    /// <param name="given">Their names, by the source or journy.io.</param>
    /// <param name="planner">What knows the names of journy.io.</param>
    public EventKey(IReadOnlyList<string> given, ColumnPlanner planner)
    {
        _given = given;
        _planner = planner;
    }

    /// <summary>What the columns are called on journy.io, in one order however the key is written.</summary>
    public IReadOnlyList<string> Names => _given
        .Select(_planner.TargetOf)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>The names that a source does not have.</summary>
    /// <param name="names">The source's columns.</param>
    public IReadOnlyList<string> MissingIn(IReadOnlyList<string> names)
    {
        ColumnPlan[] plan = _planner.Plan(names).Columns;
        return Names.Where(key => IndexOf(names, plan, key) < 0).ToList();
    }

    /// <summary>A row's key, in the order of the names.</summary>
    /// <exception cref="JournyInputException">A cell of it is blank.</exception>
    public string[] Read(SourceRow row, ColumnLayout layout) => Names.Select(key =>
    {
        int index = IndexOf(row.Names, layout.Columns, key);
        string? cell = index < 0 ? null : ValueConverter.ToIdentifier(row.ValueAt(index), key);
        return cell is not null && OuterSpace.Trim(cell) is { Length: > 0 } text
            ? text
            : throw RecordProblems.BlankEventKey(key);
    }).ToArray();

    private int IndexOf(IReadOnlyList<string> names, ColumnPlan[] plan, string key)
    {
        for (int index = 0; index < names.Count; index++)
        {
            if (!plan[index].IsHidden && string.Equals(_planner.TargetOf(names[index]), key, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }
}
