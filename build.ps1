<#
.SYNOPSIS
Builds, tests and cleans the Journy module.

.DESCRIPTION
Needs the .NET SDK alone. Runs in Windows PowerShell 5.1 and PowerShell 7.

Build  compiles everything and stages the module in out/Journy/<version>.
Test   builds, then runs the tests; with -Promise also the long promise tests.
Clean  removes what the other tasks made.

.PARAMETER Task
What to do: Build, Test or Clean. Several are done in the order given.

.PARAMETER Configuration
Debug or Release.

.PARAMETER Promise
With the task Test: also runs the long tests of the promises, which take some minutes.

.EXAMPLE
./build.ps1

Builds, and says where the module is staged.

.EXAMPLE
./build.ps1 -Task Clean, Test -Configuration Release

Starts afresh, builds and tests a release build.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $Promise
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$solution = Join-Path -Path $PSScriptRoot -ChildPath 'Journy.PowerShell.sln'

function Invoke-DotNet {
    param([string[]] $Argument)

    & dotnet @Argument
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Argument -join ' ') ended with exit code $LASTEXITCODE."
    }
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' {
            Invoke-DotNet build, $solution, --configuration, $Configuration
        }
        'Test' {
            Invoke-DotNet test, --solution, $solution, --configuration, $Configuration
            if ($Promise) {
                Invoke-DotNet test, --solution, $solution, --configuration, $Configuration, --filter-trait, 'Category=Promise', --explicit, only
            }
        }
        'Clean' {
            Get-ChildItem -LiteralPath $PSScriptRoot -Directory -Recurse -Force -Include bin, obj, out |
                Where-Object { Test-Path -LiteralPath $_.FullName } |
                Remove-Item -Recurse -Force
        }
    }
}
