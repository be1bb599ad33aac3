using System;
using System.IO;
using System.Security;

namespace Journy.Import.Problems;

/// <summary>Tells a write that the file system refused from a mistake of this module.</summary>
internal static class WriteFailure
{
    /// <summary>
    /// Whether an exception of a write says that no more can be written: the disk is full, or gone, or no longer the user's; or, which
    /// .NET reports as an argument out of range, the file is as large as its file system or a quota lets it be.
    /// </summary>
    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>Whether an exception says that a file cannot be made, opened or replaced; or, which .NET reports as an argument, that there is
    /// no file of that name.</summary>
    public static bool IsOfFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;
}
