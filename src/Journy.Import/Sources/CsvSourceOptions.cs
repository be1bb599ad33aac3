using System;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>How a file is to be read, where the user said so.</summary>
internal sealed record CsvSourceOptions
{
    /// <summary>What stands between two cells; null: the one of comma, semicolon, tab and bar that the header uses most.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The file's encoding where it has no byte order mark, which always wins; null: UTF-8. Never guessed.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Leaves a last row without a line end to the next import if the file was written since then (UTC): it may be half
    /// written. Null to take it.</summary>
    public DateTime? DefersRowWrittenSince { get; init; }
}
