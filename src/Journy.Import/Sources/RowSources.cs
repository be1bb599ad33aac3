using System;

namespace Journy.Import.Sources;

/// <summary>The kinds of files that rows can come from.</summary>
internal static class RowSources
{
    /// <summary>Opens a file as what it is, and reads what its columns are.</summary>
    /// <param name="path">The file, as the file system knows it.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="JournyInputException">The file cannot be read, or has no columns that can be used.</exception>
    /// <exception cref="OperationCanceledException">The stop token of the options.</exception>
    public static IRowSource Open(string path, CsvSourceOptions options) =>
        TextInput.Open(path, options, input => Open(input, options));

    // Each is asked by name and content. A file that is none of the others is CSV.
    private static IRowSource Open(TextInput input, CsvSourceOptions options) =>
        JsonSource.Knows(input, options) ? new JsonSource(input, options)
        : new CsvSource(input, options);
}
