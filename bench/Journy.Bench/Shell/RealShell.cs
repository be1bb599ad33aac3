using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Journy.Bench.Shell;

/// <summary>A PowerShell in a process of its own.</summary>
internal sealed class RealShell
{
    private readonly string _program;
    private readonly string[] _firstArguments;

    private RealShell(string program, params string[] firstArguments)
    {
        _program = program;
        _firstArguments = firstArguments;
    }

    /// <summary>The one on the PATH, whose assemblies are compiled ahead of time; null where there is none.</summary>
    public static RealShell? Installed { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .Where(File.Exists)
        .Select(path => new RealShell(path))
        .FirstOrDefault();

    /// <summary>
    /// The .NET tool of NuGet, whose assemblies are not compiled ahead of time. The shell itself: the tool's own command only starts it.
    /// </summary>
    public static RealShell Tool { get; } = new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Path.Combine(BenchContext.PowerShellTool, OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll"));

    /// <summary>Runs a script of the folder Scripts in a fresh process.</summary>
    /// <returns>The lines that it wrote.</returns>
    public IReadOnlyList<string> Run(IEnumerable<KeyValuePair<string, string>> environment, string script, params string[] arguments)
    {
        ProcessStartInfo start = new(
            _program,
            [
                .. _firstArguments,
                "-NoProfile",
                "-NonInteractive",
                "-File",
                Path.Combine(AppContext.BaseDirectory, "Scripts", script),
                .. arguments
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (KeyValuePair<string, string> variable in environment)
        {
            start.Environment[variable.Key] = variable.Value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("PowerShell did not start.");
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && errors.Result.Length == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"PowerShell ended with {process.ExitCode}: {errors.Result}");
    }
}
