using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Help;

/// <summary>The help in a real shell.</summary>
public sealed class HelpShellTests : EmulatorTest, IDisposable
{
    /// <summary>Far more than they take, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly TempFolder _folder = new();

    protected override EmulatorOptions Options => new() { RateLimit = null, Domains = ["www.example.com", "shop.example.com"] };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task Get_Help_finds_every_page_and_topic(string shell)
    {
        ProcessRun run = await RunAsync(shell, """
            foreach ($command in Get-Command -Module Journy) {
                $help = Get-Help $command.Name
                $examples = Get-Help $command.Name -Examples | Out-String -Width 80
                if ($examples -notlike '*Example 3: *') { "$($command.Name): the examples are not shown" }
                if (-not $help.description -or $help.Synopsis -match '\n') { "$($command.Name): there is no help" }
            }

            foreach ($topic in Get-ChildItem (Join-Path (Split-Path $env:TEST_MODULE) en-US/about_*.help.txt)) {
                $name = $topic.Name -replace '\.help\.txt$'
                if ((Get-Help $name | Out-String) -notlike '*SHORT DESCRIPTION*') { "${name}: the topic is not found" }
            }
            """);

        Assert.Equal(string.Empty, run.Output);
    }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task Every_example_runs_with_the_cmdlets_that_the_tests_have_stand_ins_for(string shell)
    {
        ExampleSession.WriteFiles(_folder);
        Directory.CreateDirectory(_folder.File("examples"));
        foreach (string name in HelpPage.Names.Concat(HelpPage.Topics))
        {
            foreach ((string code, int index) in HelpExampleTests.CodeOf(name).Select((code, index) => (code, index)))
            {
                File.WriteAllText(_folder.File(Path.Combine("examples", $"{name} {index + 1}.ps1")), code);
            }
        }

        ProcessRun run = await RunAsync(shell, $$"""
            {{ExampleSession.OtherModules}}
            $key = $env:JOURNY_API_KEY
            $ConfirmPreference = 'None'
            Set-Location $env:TEST_FOLDER
            $files = @(Get-ChildItem examples)
            foreach ($file in $files) {
                $code = Get-Content -Raw $file
                $uri = if ($code -like '*ProxyCredential*') { 'https://journy.invalid' } else { $env:TEST_URI }
                $PSDefaultParameterValues['Connect-Journy:BaseUri'] = $uri
                Connect-Journy -SkipKeyCheck

                # A journal goes with its file, and examples share files.
                Remove-Item *.journy, state/*, users.*-*.csv -Exclude users.20260430-140500.failed.csv
                try {
                    & ([scriptblock]::Create($code)) 2>&1 3>$null 6>$null |
                        Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } |
                        ForEach-Object { "$($file.BaseName): $_" }
                }
                catch {
                    "$($file.BaseName): $_"
                }
            }

            "$($files.Count) examples"
            """);

        // Before the results, -WhatIf prints what it would do, and nothing can redirect that in all versions.
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int examples = HelpPage.Names.Concat(HelpPage.Topics).Sum(name => HelpExampleTests.CodeOf(name).Count);
        Assert.Equal([$"{examples} examples"], lines.Where(line => !line.StartsWith("What if: ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task PlatyPS_takes_every_page_as_one_of_its_own(string shell)
    {
        const string Missing = "There is no PlatyPS.";
        ProcessRun run = await RunAsync(shell, $$"""
            if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) { '{{Missing}}'; return }
            Import-Module Microsoft.PowerShell.PlatyPS
            foreach ($page in Get-ChildItem '{{Path.Combine(HelpPage.Folder, "*-Journy*.md")}}') {
                if (-not (Test-MarkdownCommandHelp -Path $page.FullName)) {
                    "$($page.Name): Test-MarkdownCommandHelp -DetailView says why." }
            }
            """);

        Assert.SkipWhen(
            run.Output.Trim() == Missing, "Microsoft.PowerShell.PlatyPS is not installed: the pages were not held against its schema.");
        Assert.Equal(string.Empty, run.Output);
    }

    private async Task<ProcessRun> RunAsync(string shell, string script)
    {
        Dictionary<string, string?> environment = new()
        {
            ["JOURNY_API_KEY"] = Emulator.ApiKey,
            ["TEST_FOLDER"] = _folder.Path,
            ["TEST_MODULE"] = Repository.StagedManifest,
            ["TEST_MODULES"] = Repository.StagedModules,
            ["TEST_URI"] = Emulator.BaseAddress.AbsoluteUri,
        };
        const string Prepare = """
            $env:PSModulePath = $env:TEST_MODULES + [IO.Path]::PathSeparator + $env:PSModulePath
            Import-Module $env:TEST_MODULE

            """;
        ProcessRun run = await RealShell.Of(shell).RunAsync(["-Command", Prepare + script], environment, Cancel, Longest);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        return run;
    }
}
