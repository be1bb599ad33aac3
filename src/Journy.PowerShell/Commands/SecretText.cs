using System.Collections.Generic;
using System.Linq;
using Journy.Import.Problems;
using Journy.Results;

namespace Journy.Commands;

/// <summary>What messages say of columns that have the name of a secret.</summary>
internal static class SecretText
{
    private const int MostNames = 20;
    private const int LongestName = 100;

    /// <summary>The names, in quotes.</summary>
    public static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Quoted)) + (names.Count > MostNames ? ", …" : string.Empty);

    /// <summary>What to type to leave them out for good, or to send one all the same.</summary>
    public static string Fix(IReadOnlyList<string> names) =>
        $"To leave them out: -ExcludeProperty {Names(names)}. "
        + $"To send one all the same, name it: -PropertyMap @{{ {Quoted(names[0])} = {Quoted(names[0])} }}.";

    private static string Quoted(string name) => QuotedText.Of(PlainText.Of(name, LongestName));
}
