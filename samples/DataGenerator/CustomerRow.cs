using System;
using System.Collections.Generic;

namespace Journy.Samples.DataGenerator;

/// <summary>One row of the sample file, as a reader of the file should see it.</summary>
/// <param name="Number">The row's number; the first below the header is 1.</param>
/// <param name="Line">The physical line that the row starts on; the header is line 1.</param>
/// <param name="Cells">The cells, which are as many as the columns unless <paramref name="Fault"/> says otherwise.</param>
/// <param name="Fault">Why the row must fail, if it must.</param>
public sealed record CustomerRow(int Number, int Line, IReadOnlyList<string> Cells, RowFault Fault)
{
    /// <summary>Gets the cell below a column's name.</summary>
    /// <param name="column">One of <see cref="CustomerFile.Columns"/>.</param>
    /// <returns>The cell; for a row that ends early, an empty one.</returns>
    public string this[string column]
    {
        get
        {
            for (int i = 0; i < CustomerFile.Columns.Count; i++)
            {
                if (CustomerFile.Columns[i] == column)
                {
                    return i < Cells.Count ? Cells[i] : string.Empty;
                }
            }

            throw new ArgumentException($"The sample file has no column '{column}'.", nameof(column));
        }
    }
}
