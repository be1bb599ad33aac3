using Journy.Import.Sources;

namespace Journy.Tests.Import;

/// <summary>Opens files as CSV, whatever they look like.</summary>
internal static class CsvFile
{
    public static CsvSource Open(string path, CsvSourceOptions? options = null)
    {
        options ??= new CsvSourceOptions();
        return TextInput.Open(path, options, input => new CsvSource(input, options));
    }
}
