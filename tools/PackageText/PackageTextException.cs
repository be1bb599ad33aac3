using System;

namespace Journy.PackageText;

/// <summary>A file of the repository that no package can be made of.</summary>
internal sealed class PackageTextException(string file, string message) : Exception(message)
{
    /// <summary>The name of the file.</summary>
    public string File { get; } = file;
}
