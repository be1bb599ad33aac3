using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Scans;

/// <summary>Finds out whether the cells of columns with a secret's name can be secrets: <c>true</c> and a date are none.</summary>
internal static class SecretCells
{
    /// <summary>Finds the columns whose cells cannot be secrets, since each is blank, true or false, or a date.</summary>
    /// <param name="source">A source from which no row was read yet. It is read until every column has shown another cell.</param>
    /// <param name="names">The columns, as <see cref="IRowSource.Names"/> has them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IReadOnlyList<string> FindHarmless(IRowSource source, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Dictionary<string, int> open = Enumerable.Range(0, source.Names.Count)
            .Where(index => names.Contains(source.Names[index]))
            .ToDictionary(index => source.Names[index], index => source.DataColumns[index]);
        while (open.Count > 0 && source.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (KeyValuePair<string, int> column in open.ToList())
            {
                string[] cells = source.Current.Cells;
                if (column.Value < cells.Length
                    && CellKinds.Of(cells[column.Value]) is not (CellKind.Blank or CellKind.Boolean or CellKind.DateTime))
                {
                    open.Remove(column.Key);
                }
            }
        }

        return open.Keys.ToList();
    }
}
