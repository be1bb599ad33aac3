using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Import.Outcomes;

/// <summary>
/// What the cells of a file of piped rows mean: a file is text, and its rows had values. A file holds only rows that agree, so that one
/// type a column brings every value back.
/// </summary>
internal sealed class OutcomeTypes
{
    private readonly JournyPropertyType?[] _types;
    private readonly ColumnPlan[] _plan;

    /// <summary>Begins with the first row of a file.</summary>
    public OutcomeTypes(ObjectCells cells)
    {
        _types = new JournyPropertyType?[cells.Count];
        _plan = new ColumnPlan[cells.Count];
        ListSeparator = cells.ListSeparator;
        for (int index = 0; index < _types.Length; index++)
        {
            _types[index] = cells.Types[index];
            _plan[index] = cells.PlanOf(index);
        }
    }

    /// <summary>What stands between the items of lists.</summary>
    public string ListSeparator { get; }

    /// <summary>The properties that are no text, by journy.io's names, with their types.</summary>
    public IEnumerable<KeyValuePair<string, JournyPropertyType>> ByTarget
    {
        get
        {
            for (int index = 0; index < _types.Length; index++)
            {
                if (_types[index] is { } type and not JournyPropertyType.Text)
                {
                    yield return new KeyValuePair<string, JournyPropertyType>(_plan[index].Target, type);
                }
            }
        }
    }

    /// <summary>The type of a column; null if no row said anything of it.</summary>
    public JournyPropertyType? this[int index] => _types[index];

    /// <summary>Takes another row with the same columns.</summary>
    /// <returns>False if it does not agree with those before; then it is not taken.</returns>
    public bool TryAdd(ObjectCells cells)
    {
        if (cells.ListSeparator != ListSeparator)
        {
            return false;
        }

        var types = new JournyPropertyType?[_types.Length];
        for (int index = 0; index < types.Length; index++)
        {
            types[index] = cells.Types[index] ?? _types[index];
            if (_types[index] is { } known && types[index] != known)
            {
                return false;
            }
        }

        types.CopyTo(_types, 0);
        return true;
    }
}
