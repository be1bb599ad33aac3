using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Package;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Shell;

/// <summary>
/// The tests in tests/pester in a real shell, with one version of Pester. They test the package as made, which PSResourceGet
/// installs out of a folder; on Windows, where no home folder of a test's own can be given to it, the staged module.
/// </summary>
/// <remarks>Whose results are where is in the file name that dotnet test shows of each.</remarks>
public abstract class PesterTests(PackedModule packed)
{
    /// <summary>Names the one file to run, such as <c>Records.Tests.ps1</c>.</summary>
    private const string FileVariable = "JOURNY_TEST_PESTER";

    // Far more than they take, on a machine that has very much else to do.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>The version of Pester.</summary>
    protected abstract string PesterVersion { get; }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task Every_test_passes(string shell)
    {
        string? onlyFile = Environment.GetEnvironmentVariable(FileVariable);
        string folder = Path.Combine(Repository.Root, "tests", "pester");
        using TempFolder home = new();
        Directory.CreateDirectory(home.File(".local/share"));
        Directory.CreateDirectory(home.File(".config"));
        Dictionary<string, string?> environment = new()
        {
            ["JOURNY_API_KEY"] = null,
            ["JOURNY_TEST_EMULATOR"] = typeof(Journy.Emulator.JournyEmulator).Assembly.Location,
            ["NUGET_PACKAGES"] = Repository.NuGetPackages,
            ["PSModulePath"] = Path.Combine(AppContext.BaseDirectory, "modules"),
        };
        List<string> arguments = ["-File"];
        if (OperatingSystem.IsWindows())
        {
            environment["JOURNY_TEST_MODULE"] = Repository.StagedManifest;
            arguments.Add(Path.Combine(folder, "Invoke-PesterSuite.ps1"));
        }
        else
        {
            await packed.ReadyAsync();
            environment["JOURNY_TEST_MODULE"] = null;
            environment["HOME"] = home.Path;
            environment["XDG_DATA_HOME"] = null;
            environment["XDG_CONFIG_HOME"] = null;
            environment["XDG_CACHE_HOME"] = null;
            arguments.AddRange([Path.Combine(folder, "Test-Package.ps1"), "-PackagePath", packed.Folder]);
        }

        arguments.AddRange(["-PesterVersion", PesterVersion]);
        if (onlyFile is not null)
        {
            arguments.AddRange(["-Path", Path.Combine(folder, onlyFile)]);
        }

        ProcessRun run = await RealShell.Of(shell).RunAsync(arguments, environment, TestContext.Current.CancellationToken, Longest);

        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Match counts = Regex.Match(lines.LastOrDefault() ?? string.Empty, @"^(\d+) passed, \d+ failed, \d+ skipped");
        string[] skipped = [.. lines.Where(line => line.StartsWith("SKIPPED ", StringComparison.Ordinal))];
        string why = Array.Exists(skipped, line => line.EndsWith(".is clean", StringComparison.Ordinal))
            ? ", no PSScriptAnalyzer"
            : string.Empty;
        TestContext.Current.AddAttachment($"Pester {PesterVersion}, {shell} PowerShell, {counts.Value}{why}", run.Output);

        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0 && counts.Success, run.Output + run.Errors);
        Assert.True(onlyFile is not null || int.Parse(counts.Groups[1].Value, null) >= 200, run.Output);

        // Nothing else is missing from the machines that these tests are for.
        Assert.All(skipped, line => Assert.True(OperatingSystem.IsWindows() || line.EndsWith(".is clean", StringComparison.Ordinal), line));
    }
}
