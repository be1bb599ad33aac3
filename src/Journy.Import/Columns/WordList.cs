using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Import.Columns;

/// <summary>Words of names, in small letters and without accents, as <see cref="CodeColumns.Words"/> gives them.</summary>
internal static class WordList
{
    /// <summary>The words of lines that have blanks between them.</summary>
    public static HashSet<string> Of(params string[] lines) => new(lines.SelectMany(line => line.Split(' ')), StringComparer.Ordinal);
}
