using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Engine;

/// <summary>
/// A PowerShell as a process of its own, as users have it: always the one that NuGet has as a .NET tool, and beside it the one on
/// the PATH, if there is one that the module is for.
/// </summary>
internal sealed class RealShell
{
    /// <summary>The name of the one that NuGet has.</summary>
    public const string PackageName = "NuGet's";

    private const string InstalledName = "installed";

    // The oldest that the module is for.
    private static readonly Version Oldest = new(7, 4);

    private static readonly Lazy<RealShell?> LazyInstalled = new(FindInstalled);

    private readonly string _program;
    private readonly string[] _firstArguments;

    private RealShell(string program, params string[] firstArguments)
    {
        _program = program;
        _firstArguments = firstArguments;
    }

    /// <summary>
    /// The program of the PowerShell that the restore has fetched, for <c>dotnet</c>. It is the shell itself that is started: the
    /// tool's own command is a small program that starts another one, and who ends that leaves the shell running.
    /// </summary>
    public static string PackagePath { get; } = Path.Combine(
        Repository.NuGetPackages, "powershell", Repository.Metadata("PowerShellVersion"), "tools", "net10.0", "any",
        OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    /// <summary>The PowerShell that the restore has fetched.</summary>
    public static RealShell OfPackage { get; } = new(Repository.DotNet, PackagePath);

    /// <summary>The names of all that there are, for a theory.</summary>
    public static TheoryData<string> Names => LazyInstalled.Value is null ? [PackageName] : [PackageName, InstalledName];

    /// <summary>The one of a name.</summary>
    public static RealShell Of(string name) => name == PackageName ? OfPackage : LazyInstalled.Value!;

    /// <summary>How to start it, without a profile and with nobody to ask.</summary>
    /// <param name="arguments">What follows <c>-NonInteractive</c>.</param>
    /// <param name="environment">What is set or, with null, taken out of the environment.</param>
    public ProcessStartInfo StartInfo(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        ProcessStartInfo start = new(_program, ArgumentsOf(arguments));
        foreach ((string name, string? value) in EnvironmentOf(environment))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">What follows <c>-NonInteractive</c>.</param>
    /// <param name="environment">What is set or, with null, taken out of the environment.</param>
    /// <param name="cancellationToken">Ends it, with all that it started.</param>
    /// <param name="longest">When to end it; five minutes if null.</param>
    public Task<ProcessRun> RunAsync(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken,
        TimeSpan? longest = null) =>
        ProcessRun.OfAsync(_program, ArgumentsOf(arguments), EnvironmentOf(environment), cancellationToken, longest);

    private static Dictionary<string, string?> EnvironmentOf(IReadOnlyDictionary<string, string?> environment) => new(environment)
    {
        ["NO_COLOR"] = "1",
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["POWERSHELL_UPDATECHECK"] = "Off",
    };

    private static RealShell? FindInstalled()
    {
        string? program = InstalledPrograms.Find("pwsh");
        if (program is null)
        {
            return null;
        }

        using Process process = Process.Start(
            new ProcessStartInfo(program, ["-Version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string version = process.StandardOutput.ReadToEnd().Trim().Split(' ')[^1].Split('-')[0];
        process.WaitForExit();
        return Version.TryParse(version, out Version? found) && found >= Oldest ? new RealShell(program) : null;
    }

    private IEnumerable<string> ArgumentsOf(IEnumerable<string> arguments) =>
        _firstArguments.Concat(["-NoProfile", "-NonInteractive"]).Concat(arguments);
}
