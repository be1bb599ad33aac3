using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Package;

/// <summary>The package installed out of a folder, as a company's own repository is, and used from there.</summary>
[Collection(nameof(PackedModule))]
public sealed class InstallTests(PackedModule packed) : EmulatorTest
{
    // Far more than it takes, on a machine that has much else to do.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task PSResourceGet_installs_it_and_a_file_is_imported_from_the_package_alone()
    {
        ProcessRun run = await RunAsync("""
            Register-PSResourceRepository -Name Folder -Uri $env:TEST_REPOSITORY -Trusted
            Install-PSResource Journy -Repository Folder
            """);
        AssertUsed(run);
    }

    [Fact]
    public async Task PowerShellGet_installs_it_and_a_file_is_imported_from_the_package_alone()
    {
        ProcessRun run = await RunAsync("""
            Import-Module PowerShellGet -MinimumVersion 2.0
            Register-PSRepository -Name Folder -SourceLocation $env:TEST_REPOSITORY -InstallationPolicy Trusted
            Install-Module Journy -Repository Folder -Scope CurrentUser
            """);
        AssertUsed(run);
    }

    private void AssertUsed(ProcessRun run)
    {
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.Equal(
            """
            True
            3 read, 3 sent
            Journy.Client Journy.PowerShell Sylvan.Data.Csv
            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n").Trim());
        Assert.Equal(3, Writes.Count);
    }

    private async Task<ProcessRun> RunAsync(string install)
    {
        string? pwsh = InstalledPrograms.Find("pwsh");
        Assert.SkipWhen(pwsh is null, "There is no pwsh on the PATH: the package was not installed.");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only on Linux and macOS can a home folder of the test's own be given: the package was not installed.");
        using TempFolder home = new();

        // Where these folders are missing, the installers keep their settings in the current one.
        Directory.CreateDirectory(home.File(".local/share"));
        Directory.CreateDirectory(home.File(".config"));
        string file = home.Write("user_id,plan\n1,Pro\n2,Free\n3,Pro\n");
        Dictionary<string, string?> environment = new()
        {
            ["HOME"] = home.Path,
            ["XDG_DATA_HOME"] = null,
            ["XDG_CONFIG_HOME"] = null,
            ["XDG_CACHE_HOME"] = null,
            ["PSModulePath"] = null,
            ["JOURNY_API_KEY"] = Emulator.ApiKey,
            ["NO_COLOR"] = "1",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
            ["TEST_FILE"] = file,
            ["TEST_REPOSITORY"] = packed.Folder,
            ["TEST_URI"] = Emulator.BaseAddress.AbsoluteUri,
        };
        string use = """
            Import-Module Journy
            (Get-Module Journy).ModuleBase.StartsWith($HOME)
            Connect-Journy -BaseUri $env:TEST_URI -SkipKeyCheck
            Import-JournyUser -Path $env:TEST_FILE | ForEach-Object { "$($_.Read) read, $($_.Sent) sent" }
            $loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location.StartsWith((Get-Module Journy).ModuleBase) }
            ($loaded.ForEach({ $_.GetName().Name }) | Sort-Object) -join ' '
            """;
        return await ProcessRun.OfAsync(
            pwsh!, ["-NoProfile", "-NonInteractive", "-Command", $"$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'\n{install}\n{use}"], environment, Cancel, Longest);
    }
}
