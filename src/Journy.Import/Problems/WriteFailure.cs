using System;
using System.IO;
using System.Security;

namespace Journy.Import.Problems;

/// <summary>Tells a write that the file system refused from a mistake of this module.</summary>
internal static class WriteFailure
{
    /// <summary>
    /// Whether an exception of a write says that no more can be written: the disk is full, or gone, or no longer the user's. .NET reports
    /// a file that is as large as its file system or a quota allows as an argument out of range.
    /// </summary>
    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>Whether an exception says that a file cannot be made, opened or replaced. .NET reports a name that no file can have as an
    /// argument.</summary>
    public static bool IsOfFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;
}
