namespace Journy.Import.Columns;

/// <summary>What one column of a source is for.</summary>
/// <param name="Role">Identifier, property or nothing.</param>
/// <param name="Target">The property's name on journy.io; the source's name for identifiers.</param>
/// <param name="Type">The type that the property was given; null to take values as they are.</param>
/// <param name="IsFound">True if the type was found in the cells, and only what fits it without a change is one of it; false if
/// the user named it.</param>
/// <param name="IsHidden">True if the column was excluded or withheld: nothing that this module writes or says holds its cells.</param>
/// <param name="IsNameless">True if its values would be sent had the column a name.</param>
internal readonly record struct ColumnPlan(
    ColumnRole Role, string Target, JournyPropertyType? Type, bool IsFound = false, bool IsHidden = false, bool IsNameless = false);
