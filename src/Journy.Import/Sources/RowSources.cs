using System;
using System.Linq;

namespace Journy.Import.Sources;

/// <summary>The kinds of files that rows can come from.</summary>
internal static class RowSources
{
    // Asked in this order, by name and content. A file that is none of the others is CSV.
    private static readonly (Func<TextInput, CsvSourceOptions, bool> Knows, Func<TextInput, CsvSourceOptions, IRowSource> Open)[] Kinds =
    [
        (JsonSource.Knows, (input, options) => new JsonSource(input, options)),
        ((_, _) => true, (input, options) => new CsvSource(input, options)),
    ];

    /// <summary>Opens a file as what it is, and reads what its columns are.</summary>
    /// <param name="path">The file, as the file system knows it.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="JournyInputException">The file cannot be read, or has no columns that can be used.</exception>
    /// <exception cref="OperationCanceledException">The stop token of the options.</exception>
    public static IRowSource Open(string path, CsvSourceOptions options) =>
        TextInput.Open(path, options, input => Kinds.First(kind => kind.Knows(input, options)).Open(input, options));
}
