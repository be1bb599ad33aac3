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
public sealed class InstallTests(PackedModule packed) : EmulatorTest, IDisposable
{
    // Far more than it takes, on a machine that has much else to do.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private const string Register = "Register-PSResourceRepository -Name Folder -Uri $env:TEST_REPOSITORY -Trusted\n";

    private const string Use = """

        Import-Module Journy
        (Get-Module Journy).ModuleBase.StartsWith($HOME)
        Connect-Journy -BaseUri $env:TEST_URI -SkipKeyCheck
        Import-JournyUser -Path $env:TEST_FILE | ForEach-Object { "$($_.Read) read, $($_.Sent) sent" }
        $loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location.StartsWith((Get-Module Journy).ModuleBase) }
        ($loaded.ForEach({ $_.GetName().Name }) | Sort-Object) -join ' '
        """;

    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task PSResourceGet_installs_it_and_a_file_is_imported_from_the_package_alone(string shell)
    {
        await AssertRunAsync(shell, Register + "Install-PSResource Journy -Repository Folder");
        AssertUsed(await RunAsync(shell, Use));
    }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task PowerShellGet_installs_it_and_a_file_is_imported_from_the_package_alone(string shell)
    {
        await AssertRunAsync(shell, """
            Import-Module PowerShellGet -MinimumVersion 2.0
            Register-PSRepository -Name Folder -SourceLocation $env:TEST_REPOSITORY -InstallationPolicy Trusted
            Install-Module Journy -Repository Folder -Scope CurrentUser
            """);
        AssertUsed(await RunAsync(shell, Use));
    }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task After_an_update_the_next_session_has_the_new_version_and_after_uninstalling_none(string shell)
    {
        Assert.Equal(
            PackedModule.EarlierVersion,
            await AssertRunAsync(
                shell,
                Register
                + $"Install-PSResource Journy -Repository Folder -Version {PackedModule.EarlierVersion}; "
                + "(Import-Module Journy -PassThru).Version -join '.'"));

        // The session that updates goes on with what it has loaded.
        Assert.Equal(
            PackedModule.EarlierVersion,
            await AssertRunAsync(
                shell, "Import-Module Journy; Update-PSResource Journy -Repository Folder; (Get-Module Journy).Version -join '.'"));
        Assert.Equal(PackedModule.Version, await AssertRunAsync(shell, "(Import-Module Journy -PassThru).Version -join '.'"));
        AssertUsed(await RunAsync(shell, Use));
        Assert.Equal(
            string.Empty, await AssertRunAsync(shell, "Uninstall-PSResource Journy -Version '*'; Get-Module Journy -ListAvailable"));
    }

    private async Task<string> AssertRunAsync(string shell, string script)
    {
        ProcessRun run = await RunAsync(shell, script);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        return run.Output.Trim();
    }

    private void AssertUsed(ProcessRun run)
    {
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.Equal(
            """
            True
            3 read, 3 sent
            Journy.Client Journy.Import Journy.PowerShell Sylvan.Data.Csv
            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n").Trim());
        Assert.Equal(3, Writes.Count);
    }

    private async Task<ProcessRun> RunAsync(string shell, string script)
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "Only on Linux and macOS can a home folder of the test's own be given: the package was not installed.");
        await packed.ReadyAsync();

        // Where these folders are missing, the installers keep their settings in the current one.
        Directory.CreateDirectory(_home.File(".local/share"));
        Directory.CreateDirectory(_home.File(".config"));
        Dictionary<string, string?> environment = new()
        {
            ["HOME"] = _home.Path,
            ["XDG_DATA_HOME"] = null,
            ["XDG_CONFIG_HOME"] = null,
            ["XDG_CACHE_HOME"] = null,
            ["PSModulePath"] = null,
            ["JOURNY_API_KEY"] = Emulator.ApiKey,
            ["TEST_FILE"] = _home.Write("user_id,plan\n1,Pro\n2,Free\n3,Pro\n"),
            ["TEST_REPOSITORY"] = packed.Folder,
            ["TEST_URI"] = Emulator.BaseAddress.AbsoluteUri,
        };
        const string Prepare = "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'\n";
        return await RealShell.Of(shell).RunAsync(["-Command", Prepare + script], environment, Cancel, Longest);
    }
}
