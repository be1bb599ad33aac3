namespace Journy.Import.Columns;

/// <summary>Lines among the rows of an export that are no records.</summary>
internal enum StrayLine
{
    /// <summary>None of these: a record.</summary>
    None,

    /// <summary>The header once more: one export was appended to another.</summary>
    Header,

    /// <summary>A header with the same names in another order: the cells below it belong to other columns.</summary>
    OtherHeader,

    /// <summary>The line of dashes that database tools write below the header.</summary>
    Dashes,

    /// <summary>The number of rows that database tools write below a result.</summary>
    RowCount,

    /// <summary>The sums below a report.</summary>
    Totals,
}
