using System;

namespace Journy.Import.Sources;

/// <summary>
/// What stands in a failed file for cells that a row had too few or too many of, so that the row fails again until somebody fixes it:
/// sent as it stands, it would blank or mix up data. Each mark has the character that no good cell holds.
/// </summary>
internal static class RaggedMarks
{
    /// <summary>Stands in place of a cell that the row did not have.</summary>
    public const string Missing = "\uFFFD missing cell";

    /// <summary>Stands behind the last cell if surplus cells were joined to it.</summary>
    public const string Surplus = " \uFFFD surplus cells";

    /// <summary>Stands in place of a cell that may belong to a hidden column, since nobody knows where the row went wrong.</summary>
    public const string Hidden = "\uFFFD cell left out";

    /// <summary>What is wrong with a cell that has a mark, and what to do; null if it has none.</summary>
    public static string? FixOf(string cell) =>
        cell == Missing ? $"had no cell in the row that failed. Put its value in place of '{Missing}', or leave the cell blank"
        : cell == Hidden ? "was left out of this file, since the row that failed has its cells in the wrong columns, "
            + $"some of which are not to be shown. Put its value from the input in place of '{Hidden}'"
        : cell.EndsWith(Surplus, StringComparison.Ordinal) ? "holds the surplus cells of the row that failed. "
            + $"Put every value into its own column and take out '{Surplus.Trim()}'"
        : null;
}
