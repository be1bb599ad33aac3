using System;
using System.IO;
using System.Linq;

namespace Journy.Tests.Samples;

/// <summary>Programs that are installed on this machine.</summary>
internal static class InstalledPrograms
{
    /// <summary>The place of a program; null where there is none on the PATH.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
        .FirstOrDefault(File.Exists);
}
