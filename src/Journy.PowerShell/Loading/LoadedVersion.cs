using System;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Journy.Loading;

/// <summary>
/// The version that a process has. An assembly stays in its process for good, also behind Remove-Module, so that no other version can
/// come after it.
/// </summary>
internal static class LoadedVersion
{
    // Where every version leaves the path of the assembly that was first.
    private const string PathKey = "Journy.AssemblyPath";

    private static readonly string AssemblyPath = typeof(LoadedVersion).Assembly.Location;

    private static readonly string Loaded = Announce();

    /// <summary>Why the module that is being imported cannot be; null if it is the one that the process has, or a copy of the same build.</summary>
    public static string? Refuse() =>
        ImportedFolder() is not { } folder || IsLoaded(Path.Combine(folder, Path.GetFileName(AssemblyPath)))
            ? null
            : $"This session has another version of the Journy module already, from '{Path.GetDirectoryName(Loaded)}', and cannot change it for the one in '{folder}'. Start a new session.";

    private static string Announce()
    {
        AppDomain process = AppDomain.CurrentDomain;
        if (process.GetData(PathKey) is string first)
        {
            return first;
        }

        process.SetData(PathKey, AssemblyPath);
        if (!Api.NetFramework.IsUsed)
        {
            process.FirstChanceException += (_, thrown) => Explain(thrown.Exception);
        }

        return AssemblyPath;
    }

    // .NET refuses another build of an assembly that it has, before any code of that build could say what to do. PowerShell shows the
    // message of that error, which nobody else can change. Should .NET call the field otherwise one day, it stays as it was.
    private static void Explain(Exception exception)
    {
        if (exception is FileLoadException
            && exception.Message.IndexOf($"'{typeof(LoadedVersion).Assembly.GetName().Name},", StringComparison.Ordinal) >= 0
            && Refuse() is { } refusal)
        {
            typeof(Exception).GetField("_message", BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(exception, refusal);
        }
    }

    // PowerShell does not say where a module comes from. But it reads the views first, and keeps the files of them in order.
    private static string? ImportedFolder()
    {
        InitialSessionStateEntryCollection<SessionStateFormatEntry>? views = Runspace.DefaultRunspace?.InitialSessionState?.Formats;
        for (int index = (views?.Count ?? 0) - 1; index >= 0; index--)
        {
            if (views![index].FileName is { } file && Path.GetFileName(file) == "Journy.Format.ps1xml")
            {
                return Path.GetDirectoryName(file);
            }
        }

        return null;
    }

    private static bool IsLoaded(string path) =>
        path == Loaded || (File.Exists(Loaded) && File.ReadAllBytes(Loaded).SequenceEqual(File.ReadAllBytes(path)));
}
