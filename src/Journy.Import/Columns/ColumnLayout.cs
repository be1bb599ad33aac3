using System;
using System.Collections.Generic;

namespace Journy.Import.Columns;

/// <summary>What follows from the column names of a source: computed once, used for every row that has the same ones.</summary>
internal sealed class ColumnLayout
{
    private readonly int[] _indexOf = new int[(int)ColumnRole.Property + 1];

    public ColumnLayout(IReadOnlyList<string> names)
    {
        Names = names;
        Columns = new ColumnPlan[names.Count];
        for (int role = 0; role < _indexOf.Length; role++)
        {
            _indexOf[role] = -1;
        }
    }

    /// <summary>The layout of a record that comes from parameters alone.</summary>
    public static ColumnLayout Empty { get; } = new(Array.Empty<string>());

    /// <summary>The names that it was made for.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What each column is for, one a name.</summary>
    public ColumnPlan[] Columns { get; }

    /// <summary>Why no row with these columns can be sent; null if they can.</summary>
    public JournyInputException? Problem { get; set; }

    /// <summary>The index of the column with a role; -1 if there is none.</summary>
    public int IndexOf(ColumnRole role) => _indexOf[(int)role];

    /// <summary>Sets the index of the column with a role.</summary>
    public void Place(ColumnRole role, int index) => _indexOf[(int)role] = index;

    /// <summary>Whether it was made for these names.</summary>
    public bool IsFor(IReadOnlyList<string> names)
    {
        if (ReferenceEquals(Names, names))
        {
            return true;
        }

        if (Names.Count != names.Count)
        {
            return false;
        }

        for (int index = 0; index < names.Count; index++)
        {
            if (!string.Equals(Names[index], names[index], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
