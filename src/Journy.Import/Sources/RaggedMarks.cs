using System;

namespace Journy.Import.Sources;

/// <summary>
/// What stands in a failed file where a row had too few or too many cells, so that the row fails again until somebody has looked
/// at it: sent as it stands, it would blank or blur data. Each begins with the character that no good cell holds.
/// </summary>
internal static class RaggedMarks
{
    /// <summary>Stands in place of a cell that the row did not have.</summary>
    public const string Missing = "\uFFFD missing cell";

    /// <summary>Stands behind the last cell where surplus cells were joined to it.</summary>
    public const string Surplus = " \uFFFD surplus cells";

    /// <summary>Stands in place of a cell that may be one of a column that is left out, since nobody knows where the row went wrong.</summary>
    public const string Hidden = "\uFFFD cell left out";

    /// <summary>What to do about a cell with a mark; null where it has none.</summary>
    public static string? FixOf(string cell) =>
        cell == Missing ? $"had no cell in the row that failed. Put its value in place of '{Missing}', or leave the cell blank"
        : cell == Hidden ? $"was left out of this file, since the row that failed has its cells in the wrong columns, some of which are not to be shown. Put its value from the input in place of '{Hidden}'"
        : cell.EndsWith(Surplus, StringComparison.Ordinal) ? $"holds the surplus cells of the row that failed. Put every value into its own column and take out '{Surplus.Trim()}'"
        : null;
}
