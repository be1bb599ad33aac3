using System.Collections.Generic;

namespace Journy.Import.Values;

/// <summary>One record as its source has it: names in the source's order, each with its value.</summary>
/// <param name="Names">The names. Rows of one file share one list, so that what follows from the names is worked out once.</param>
/// <param name="Values">The values, one a name.</param>
internal readonly record struct SourceRow(IReadOnlyList<string> Names, object?[] Values)
{
    /// <summary>A value that can be read as often as needed: a sequence is enumerated once, here, and kept.</summary>
    public object? ValueAt(int index) =>
        Values[index] is string text ? text : Values[index] = ValueConverter.ReadOnce(Values[index], Names[index]);
}
