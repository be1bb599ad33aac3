using System;
using System.Collections.Generic;

namespace Journy;

/// <summary>What an import would make of one column.</summary>
public sealed class ImportPreviewColumn
{
    /// <summary>The column.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>What it becomes: a property, an identifier, or nothing if it is left out.</summary>
    public string Target { get; internal init; } = string.Empty;

    /// <summary>The type that its cells are read as; null for identifiers, and if no cell is text, as in JSON, where values keep their own
    /// types.</summary>
    public string? Type { get; internal init; }

    /// <summary>How many rows are blank in it.</summary>
    public long Blanks { get; internal init; }

    /// <summary>The first distinct values that it has.</summary>
    public IReadOnlyList<string> Samples { get; internal init; } = Array.Empty<string>();

    /// <summary>What to know before it is imported; null if there is nothing.</summary>
    public string? Note { get; internal init; }

    /// <summary>The part of <see cref="Note"/> that is not said of several columns at once.</summary>
    internal string? CellNote { get; init; }

    /// <summary>True if every row is blank in it.</summary>
    internal bool IsBlank { get; init; }
}
