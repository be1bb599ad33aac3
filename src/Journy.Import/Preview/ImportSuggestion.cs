using System;
using System.Collections;
using System.Collections.Generic;
using Journy.Import.Columns;
using Journy.Import.Sources;

namespace Journy.Import.Preview;

/// <summary>The parameters by which a file would be imported with what its columns seem to mean.</summary>
internal sealed class ImportSuggestion
{
    /// <summary>The parameters that the user gave, with those that are suggested among them; to be splatted beside the file.</summary>
    public Hashtable Parameters { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The whole command; null if it would not work, or if a name has characters that a terminal does not keep.</summary>
    public string? Command { get; init; }

    /// <summary>True if the parameters are more than those that the user gave.</summary>
    public bool IsNew { get; init; }

    /// <summary>How rows would be read by it; null if nothing is read of them otherwise.</summary>
    public RecordBinderOptions? Reading { get; init; }

    /// <summary>True if missing cells would count as blank.</summary>
    public bool AllowsShortRows { get; init; }

    /// <summary>Columns that could have been chosen instead.</summary>
    public IReadOnlyList<string> Others { get; init; } = Array.Empty<string>();

    /// <summary>What counts the rows that would name nobody by the command; null if there is none beside what the user gave.</summary>
    /// <param name="source">Where the rows come from.</param>
    public NamelessRows? CountNameless(IRowSource source) =>
        IsNew && Command is not null && Reading is not null ? new NamelessRows(Reading, AllowsShortRows, source) : null;

    /// <summary>What an error about columns says at its end; the command is the last, so that it can be copied.</summary>
    public string Sentence
    {
        get
        {
            string others = Others.Count == 0 ? string.Empty : $" These could be it too: {string.Join(", ", Others)}.";
            return IsNew && Command is not null
                ? $"{others} By the columns' names and cells, this should do: {Command}"
                : string.Empty;
        }
    }
}
