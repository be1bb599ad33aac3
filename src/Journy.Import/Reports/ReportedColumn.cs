using System.Collections.Generic;
using System.Linq;
using Journy.Import.Columns;

namespace Journy.Import.Reports;

/// <summary>What an import made of a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Target">What it became: a property's name, or what it identifies; null if it was left out.</param>
/// <param name="Type">The type that its cells were read as; null if they have no type or each its own.</param>
internal sealed record ReportedColumn(string Name, string? Target, string? Type)
{
    /// <summary>The columns of an input.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="plan">What each is for.</param>
    /// <param name="isText">True if a column without a type is text, as in a file; piped values have types of their own.</param>
    public static IReadOnlyList<ReportedColumn> Of(IReadOnlyList<string> names, IReadOnlyList<ColumnPlan> plan, bool isText)
    {
        string? untyped = isText ? nameof(JournyPropertyType.Text) : null;
        return names
            .Select((name, index) => plan[index] switch
            {
                { Role: ColumnRole.None } => new ReportedColumn(name, null, null),
                { Role: ColumnRole.Property } property =>
                    new ReportedColumn(name, property.Target, property.Type?.ToString() ?? untyped),
                { } identifier => new ReportedColumn(name, RecordShape.LabelOf(identifier.Role), null),
            })
            .ToList();
    }
}
