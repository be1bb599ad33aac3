namespace Journy.Import.Scans;

/// <summary>What a scan found in one column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The type that all of its cells fit.</param>
/// <param name="Blanks">How many of the usable rows have nothing in it.</param>
internal sealed record ColumnScan(string Name, JournyPropertyType Type, long Blanks)
{
    /// <summary>How many cells are not what the column must hold; 0 if it may hold anything.</summary>
    public long Others { get; init; }

    /// <summary>The first of them.</summary>
    public string FirstOther { get; init; } = string.Empty;

    /// <summary>The line that it stands in.</summary>
    public long FirstOtherLine { get; init; }
}
