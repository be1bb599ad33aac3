using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Shell;

/// <summary>The Pester tests in the PowerShell that is installed on this machine, where one is.</summary>
public sealed class PesterTests
{
    private const int NoPester = 3;

    /// <summary>Far more than they take, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_Pester_tests_pass()
    {
        Assert.SkipWhen(InstalledShell.Path is null, "There is no pwsh on the PATH: the tests in tests/pester were not run.");
        Dictionary<string, string?> environment = new()
        {
            ["JOURNY_API_KEY"] = null,
            ["JOURNY_TEST_EMULATOR"] = typeof(Journy.Emulator.JournyEmulator).Assembly.Location,
            ["JOURNY_TEST_MODULE"] = Repository.StagedManifest,
            ["NO_COLOR"] = "1",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        };

        ProcessRun run = await ProcessRun.OfAsync(
            InstalledShell.Path!,
            ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Root, "tests", "pester", "Invoke-PesterSuite.ps1")],
            environment,
            TestContext.Current.CancellationToken,
            Longest);

        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string last = lines.LastOrDefault() ?? string.Empty;
        Assert.SkipWhen(run.ExitCode == NoPester, $"{last} The tests in tests/pester were not run.");
        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.Matches(@"^\d{3,} passed, 0 failed, ", last);
    }
}
