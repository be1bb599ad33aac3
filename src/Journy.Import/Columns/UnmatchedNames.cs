using System.Collections.Generic;
using System.Linq;
using Journy.Import.Problems;
using Journy.Results;

namespace Journy.Import.Columns;

/// <summary>Names in a parameter that no column has: most likely mistyped.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="What">What it names: columns or properties.</param>
/// <param name="Names">The names, each with the column that was most likely meant.</param>
internal sealed record UnmatchedNames(string Parameter, string What, IReadOnlyList<(string Name, string? Nearest)> Names)
{
    /// <summary>The names for a message: <c>nationalnumber (did you mean 'national_number'?)</c>.</summary>
    public string Described => string.Join(
        ", ",
        Names.Select(name => name.Nearest is null
            ? PlainText.Of(VisibleName.Of(name.Name), 200)
            : $"{PlainText.Of(VisibleName.Of(name.Name), 200)} (did you mean '{PlainText.Of(VisibleName.Of(name.Nearest), 200)}'?)"));
}
