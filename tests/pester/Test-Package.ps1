<#
.SYNOPSIS
Installs the packed module as a user does, and runs the Pester tests against it.

.DESCRIPTION
For the build's machines. Runs in Windows PowerShell 5.1 and PowerShell 7. The emulator has to be
built in Release, unless JOURNY_TEST_EMULATOR says where its DLL is.

.PARAMETER PackagePath
The folder with the package.

.PARAMETER PesterVersion
The version of Pester. Without it, the newest that is installed, or that there is.

.PARAMETER Path
The test files or folders. Without it, all.

.EXAMPLE
./tests/pester/Test-Package.ps1 -PackagePath package

Installs the package out of the folder and tests it in the PowerShell that runs this.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $PackagePath,

    [version] $PesterVersion,

    [string[]] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$root = (Resolve-Path -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath '../..')).Path
$folder = (Resolve-Path -LiteralPath $PackagePath).Path
"PowerShell $($PSVersionTable.PSVersion), $($PSVersionTable.PSEdition)"

if ($PSVersionTable.PSVersion.Major -lt 7) {
    # Windows PowerShell has PowerShellGet, and not yet PSResourceGet.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $null = Install-PackageProvider -Name NuGet -MinimumVersion 2.8.5.201 -Scope CurrentUser -Force
    Register-PSRepository -Name JournyPackage -SourceLocation $folder -InstallationPolicy Trusted
    Install-Module -Name Journy -Repository JournyPackage -Scope CurrentUser -Force
}
else {
    Register-PSResourceRepository -Name JournyPackage -Uri $folder -Trusted
    Install-PSResource -Name Journy -Repository JournyPackage
}

$hasPester = [bool] (Get-Module -Name Pester -ListAvailable | Where-Object { if ($PesterVersion) { $_.Version -eq $PesterVersion } else { $_.Version -ge [version] '5.7' } })
if (-not $hasPester) {
    # The one that comes with Windows is of version 3.
    if ($PSVersionTable.PSVersion.Major -lt 7) {
        $wanted = if ($PesterVersion) { @{ RequiredVersion = $PesterVersion } } else { @{ MinimumVersion = '5.7' } }
        Install-Module -Name Pester @wanted -Repository PSGallery -Scope CurrentUser -Force -SkipPublisherCheck
    }
    else {
        $wanted = if ($PesterVersion) { "[$PesterVersion]" } else { '[5.7,7.0)' }
        Install-PSResource -Name Pester -Version $wanted -Repository PSGallery -TrustRepository
    }
}

$module = Get-Module -Name Journy -ListAvailable | Select-Object -First 1
"Journy $($module.Version) in $($module.ModuleBase)"
$env:JOURNY_TEST_MODULE = Join-Path -Path $module.ModuleBase -ChildPath 'Journy.psd1'
if (-not $env:JOURNY_TEST_EMULATOR) {
    $env:JOURNY_TEST_EMULATOR = Join-Path -Path $root -ChildPath 'src/Journy.Emulator/bin/Release/net10.0/Journy.Emulator.dll'
}

$suite = @{}
foreach ($name in 'PesterVersion', 'Path') {
    if ($PSBoundParameters.ContainsKey($name)) { $suite[$name] = $PSBoundParameters[$name] }
}

& (Join-Path -Path $root -ChildPath 'tests/pester/Invoke-PesterSuite.ps1') @suite
exit $LASTEXITCODE
