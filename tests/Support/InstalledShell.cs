using System;
using System.IO;
using System.Linq;

namespace Journy.Tests.Samples;

/// <summary>The PowerShell that is installed on this machine.</summary>
internal static class InstalledShell
{
    /// <summary>Where it is; null where there is none on the PATH.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);
}
