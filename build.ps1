<#
.SYNOPSIS
Builds, tests, packs, installs and publishes the Journy module.

.DESCRIPTION
Runs in Windows PowerShell 5.1 and PowerShell 7, and needs the .NET SDK.
Several tasks are done in the order given.

Build    compiles everything and stages the module: a release build in
         out/Journy/<version>, a debug build in out/debug/Journy/<version>
Test     builds, then runs the tests; with -Promise also the long ones
Docs     turns the pages in docs into the module's help
Analyze  builds, then holds every script against PSScriptAnalyzer's rules,
         the syntax of Windows PowerShell 5.1 among them
Package  makes out/Journy.<version>.nupkg and .zip from a release build
Install  packs, then puts the module among the user's own, for the
         PowerShell that runs this script
Publish  packs, then says what would be published where; with
         -WhatIf:$false it is; needs Microsoft.PowerShell.PSResourceGet
Clean    removes what the other tasks made

The .NET SDK alone does the main ones: dotnet build, dotnet test,
dotnet pack src/Journy.PowerShell.

.PARAMETER Task
What to do: Build, Test, Docs, Analyze, Package, Install, Publish or Clean. Build where nothing is said.

.PARAMETER Configuration
Debug or Release, for Build and Test. What is packed is always a release build.

.PARAMETER Promise
With Test: also runs the long tests of the promises, which take some minutes.

.PARAMETER Repository
With Publish: the name of a registered repository, PSGallery where nothing is said.

.PARAMETER ApiKey
With Publish: the repository's key, as a SecureString. Read-Host -AsSecureString asks for one. A folder needs none.

.EXAMPLE
./build.ps1

Builds, and says where the module is staged.

.EXAMPLE
./build.ps1 -Task Clean, Test -Configuration Release

Starts afresh, builds and tests a release build.

.EXAMPLE
./build.ps1 -Task Install

Packs the module and installs it for the current user, as from the PowerShell Gallery.

.EXAMPLE
./build.ps1 -Task Publish

Packs the module and says what would be published.

.EXAMPLE
./build.ps1 -Task Publish -WhatIf:$false -ApiKey (Read-Host -AsSecureString -Prompt 'Key of the PowerShell Gallery')

Packs the module and publishes it to the PowerShell Gallery.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Analyze', 'Package', 'Install', 'Publish', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $Promise,

    [string] $Repository = 'PSGallery',

    [securestring] $ApiKey
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$solution = Join-Path -Path $PSScriptRoot -ChildPath 'Journy.PowerShell.sln'
$project = Join-Path -Path $PSScriptRoot -ChildPath 'src/Journy.PowerShell'
$helpGenerator = Join-Path -Path $PSScriptRoot -ChildPath 'tools/HelpGenerator'
$manifest = Join-Path -Path $PSScriptRoot -ChildPath 'Journy.psd1'
$version = (Import-PowerShellDataFile -LiteralPath $manifest).ModuleVersion
$staged = if ($Configuration -eq 'Release') { 'out' } else { 'out/debug' }
$stagedManifest = Join-Path -Path $PSScriptRoot -ChildPath "$staged/Journy/$version/Journy.psd1"
$package = Join-Path -Path $PSScriptRoot -ChildPath "out/Journy.$version.nupkg"
$archive = Join-Path -Path $PSScriptRoot -ChildPath "out/Journy.$version.zip"

function Invoke-DotNet {
    param([string[]] $Argument)

    & dotnet @Argument
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Argument -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Assert-Module {
    param([string] $Name)

    if (-not (Get-Module -Name $Name -ListAvailable)) {
        throw "This task needs the module $Name. Install it with: Install-Module $Name -Scope CurrentUser"
    }
}

function Invoke-Analysis {
    Assert-Module -Name PSScriptAnalyzer
    $settings = Join-Path -Path $PSScriptRoot -ChildPath 'PSScriptAnalyzerSettings.psd1'
    $scripts = @(
        foreach ($file in Get-ChildItem -LiteralPath $PSScriptRoot -Recurse -File) {
            $name = $file.FullName.Substring($PSScriptRoot.Length)
            if ($file.FullName -eq $manifest) {
                # Whole only where its files lie beside it.
                Get-Item -LiteralPath $stagedManifest
            }
            elseif ($file.Extension -in '.ps1', '.psm1', '.psd1' -and $name -notmatch '[\\/](bin|obj|out|TestResults)[\\/]') {
                $file
            }
        }
    )
    $findings = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings $settings })
    if ($findings.Count -gt 0) {
        $findings | Format-Table -Property ScriptName, Line, RuleName, Message -Wrap | Out-String | Write-Warning
        throw "PSScriptAnalyzer has $($findings.Count) findings."
    }

    "PSScriptAnalyzer has nothing to say about $($scripts.Count) scripts."
}

function Get-UserModulePath {
    # The first of the paths is the current user's own, where the user has not put others before it.
    $documents = if ($PSVersionTable.PSEdition -ne 'Core') {
        Join-Path -Path ([Environment]::GetFolderPath('MyDocuments')) -ChildPath 'WindowsPowerShell/Modules'
    }
    elseif ($IsWindows) {
        Join-Path -Path ([Environment]::GetFolderPath('MyDocuments')) -ChildPath 'PowerShell/Modules'
    }
    else {
        $data = if ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME } else { Join-Path -Path $HOME -ChildPath '.local/share' }
        Join-Path -Path $data -ChildPath 'powershell/Modules'
    }

    [IO.Path]::GetFullPath($documents)
}

function Install-JournyModule {
    $modules = Get-UserModulePath
    $target = Join-Path -Path $modules -ChildPath "Journy/$version"
    if (Test-Path -LiteralPath $target) {
        # A session that has the module loaded holds its files on Windows, and then this says so.
        Remove-Item -LiteralPath $target -Recurse -Force
    }

    Expand-Archive -LiteralPath $archive -DestinationPath $modules -Force
    "Journy $version is installed in $target."
}

function Publish-JournyModule {
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([string])]
    param()

    Assert-Module -Name Microsoft.PowerShell.PSResourceGet
    $found = @(Get-PSResourceRepository | Where-Object { $_.Name -eq $Repository })
    if ($found.Count -eq 0) {
        throw "There is no repository called '$Repository'. Register-PSResourceRepository makes it known."
    }

    if (-not $PSCmdlet.ShouldProcess("$package to $Repository, $($found[0].Uri)", 'Publish')) {
        'Nothing was published. -WhatIf:$false does it.'
        return
    }

    $publish = @{ NupkgPath = $package; Repository = $Repository }
    if ($ApiKey) {
        # The gallery's protocol wants it in clear; it goes no further than this call.
        $publish.ApiKey = [Net.NetworkCredential]::new('', $ApiKey).Password
    }

    Publish-PSResource @publish -Confirm:$false
    "Journy $version is published to $Repository, $($found[0].Uri)."
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' {
            Invoke-DotNet build, $solution, --configuration, $Configuration
        }
        'Test' {
            Invoke-DotNet test, --solution, $solution, --configuration, $Configuration
            if ($Promise) {
                Invoke-DotNet test, --solution, $solution, --configuration, $Configuration, --filter-trait, 'Category=Promise', --explicit, only, --max-parallel-test-modules, 1
            }
        }
        'Docs' {
            Invoke-DotNet run, --project, $helpGenerator
        }
        'Analyze' {
            Invoke-DotNet build, $project, --configuration, $Configuration
            Invoke-Analysis
        }
        'Package' {
            Invoke-DotNet pack, $project, --configuration, Release
        }
        'Install' {
            Invoke-DotNet pack, $project, --configuration, Release
            if ($PSCmdlet.ShouldProcess((Get-UserModulePath), "Install Journy $version")) {
                Install-JournyModule
            }
        }
        'Publish' {
            Invoke-DotNet pack, $project, --configuration, Release

            # What is published cannot be taken back, so that only an explicit -WhatIf:$false does it.
            Publish-JournyModule -WhatIf:($WhatIfPreference -or -not $PSBoundParameters.ContainsKey('WhatIf'))
        }
        'Clean' {
            # Not by -Include: Windows PowerShell ignores it beside -LiteralPath, and would hand on every folder.
            Get-ChildItem -LiteralPath $PSScriptRoot -Directory -Recurse |
                Where-Object { $_.Name -in 'bin', 'obj', 'out', 'TestResults' } |
                Where-Object { Test-Path -LiteralPath $_.FullName } |
                Remove-Item -Recurse -Force
        }
    }
}
