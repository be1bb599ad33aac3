using System;
using System.IO;
using System.Linq;

namespace Journy.Loading;

/// <summary>
/// The version that a process has. An assembly stays in its process for good, also behind Remove-Module, so that no other version can
/// come after it.
/// </summary>
internal static class LoadedVersion
{
    // Where Journy.Loaded.ps1 of whatever version looks before its own assembly comes in.
    private const string FolderKey = "Journy.Folder";
    private const string RefusalKey = "Journy.Refusal";

    // All that the first import of a process asks for. A script reads a variable of the environment without any of the code that it
    // needs to call a method. It may be another process's, hence no more than a hint.
    private const string HintVariable = "JOURNY_MODULE_LOADED";

    private static readonly string AssemblyPath = typeof(LoadedVersion).Assembly.Location;

    /// <summary>Leaves word of this version for those that come.</summary>
    public static void Announce()
    {
        // Not where a program brought the assembly along without the rest of the module, as tests do.
        string folder = Path.GetDirectoryName(AssemblyPath)!;
        if (File.Exists(Path.Combine(folder, "Journy.Types.psd1")))
        {
            AppDomain.CurrentDomain.SetData(FolderKey, folder);
            AppDomain.CurrentDomain.SetData(RefusalKey, new Func<string, string?>(Refuse));
            Environment.SetEnvironmentVariable(HintVariable, "1");
        }
    }

    /// <summary>Why the module in a folder cannot be imported; null if it is this one, or a copy of the same build.</summary>
    private static string? Refuse(string folder)
    {
        string other = Path.Combine(folder, Path.GetFileName(AssemblyPath));
        bool isSame = other == AssemblyPath
            || (File.Exists(AssemblyPath) && File.ReadAllBytes(AssemblyPath).SequenceEqual(File.ReadAllBytes(other)));
        return isSame
            ? null
            : $"This session has another version of the Journy module already, from '{Path.GetDirectoryName(AssemblyPath)}', "
                + $"and cannot change it for the one in '{folder}'. Start a new session.";
    }
}
