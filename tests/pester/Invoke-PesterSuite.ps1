<#
.SYNOPSIS
Runs the Pester tests of the staged module, and says in plain lines what failed.

.DESCRIPTION
Needs Pester 5 or 6, and what dotnet build makes: the staged module and the emulator. The exit code is 0 where all passed,
1 where something failed, and 3 where there is no Pester to run them with.

Where the environment variable JOURNY_TEST_MODULE holds the path of a manifest, that module is tested instead, and
JOURNY_TEST_EMULATOR does the same for the emulator's DLL.

.PARAMETER Path
The test files or folders. Without it, all beside this script.

.PARAMETER PesterVersion
The version of Pester, where several are installed. Without it, the newest.

.EXAMPLE
./tests/pester/Invoke-PesterSuite.ps1

Runs everything with the newest Pester that is installed.

.EXAMPLE
./tests/pester/Invoke-PesterSuite.ps1 -Path ./tests/pester/Records.Tests.ps1 -PesterVersion 5.9.1

Runs one file with an older Pester.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,

    [version] $PesterVersion
)

$ErrorActionPreference = 'Stop'
$noPester = 3

# Whoever calls this may be strict. The tests are written as users write, and expect what users get.
Set-StrictMode -Off

$pester = Get-Module -ListAvailable -Name Pester |
    Where-Object { if ($PesterVersion) { $_.Version -eq $PesterVersion } else { $_.Version.Major -ge 5 } } |
    Sort-Object Version |
    Select-Object -Last 1
if (-not $pester) {
    "There is no Pester $(if ($PesterVersion) { $PesterVersion } else { '5 or newer' }) on this machine."
    exit $noPester
}

Import-Module $pester.Path
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$result = Invoke-Pester -Configuration $configuration

function Show-Failure([string] $Name, $ErrorRecord) {
    "FAILED $Name"
    foreach ($record in $ErrorRecord) {
        "    $($record.Exception.Message -replace '\r?\n', "`n    ")"
    }
}

foreach ($container in $result.FailedContainers) {
    Show-Failure "$($container.Item)" $container.ErrorRecord
}

foreach ($block in $result.FailedBlocks) {
    Show-Failure $block.ExpandedPath $block.ErrorRecord
}

foreach ($test in $result.Failed) {
    Show-Failure $test.ExpandedPath $test.ErrorRecord
}

foreach ($test in $result.Skipped) {
    "SKIPPED $($test.ExpandedPath)"
}

$counts = '{0} passed, {1} failed, {2} skipped' -f $result.PassedCount, $result.FailedCount, $result.SkippedCount
"$counts in $([int] $result.Duration.TotalSeconds) s with Pester $($pester.Version) in PowerShell $($PSVersionTable.PSVersion)"
exit [int] ($result.Result -ne 'Passed')
