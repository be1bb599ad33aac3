# What every test file starts from: the staged module, an emulator of journy.io's API in a process of its own, and what it got.

Set-StrictMode -Version Latest

$root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../..'))
$emulator = $null
$emulatorUri = $null
$earlierKey = $null

function Get-RepositoryPath {
    <#
    .SYNOPSIS
    The path of something in the repository.
    #>
    [OutputType([string])]
    param([string] $ChildPath = '')

    return Join-Path $root $ChildPath
}

function Get-StagedManifest {
    <#
    .SYNOPSIS
    The manifest of the module as a user gets it: the one in JOURNY_TEST_MODULE, else what the latest build has staged.
    #>
    [OutputType([string])]
    param()

    $manifest = $env:JOURNY_TEST_MODULE
    if (-not $manifest) {
        $version = (Import-PowerShellDataFile (Join-Path $root 'Journy.psd1')).ModuleVersion
        $built = foreach ($folder in 'out/debug/Journy', 'out/Journy') {
            Get-Item -LiteralPath (Join-Path $root "$folder/$version/Journy.PowerShell.dll") -ErrorAction Ignore
        }
        $latest = $built | Sort-Object LastWriteTimeUtc | Select-Object -Last 1
        if (-not $latest) {
            throw 'There is no staged module. Run dotnet build first.'
        }

        $manifest = Join-Path $latest.DirectoryName 'Journy.psd1'
    }

    if (-not (Test-Path -LiteralPath $manifest)) {
        throw "There is no module at '$manifest'."
    }

    return $manifest
}

function Import-StagedModule {
    <#
    .SYNOPSIS
    Imports the staged module into the session, as a user does.
    #>
    param()

    Import-Module (Get-StagedManifest) -Global -ErrorAction Stop
}

function Start-Emulator {
    <#
    .SYNOPSIS
    Starts an emulator on a free port and returns its address. Its test key is in JOURNY_API_KEY until Stop-Emulator, and is
    shown nowhere.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Only tests call it.')]
    [OutputType([uri])]
    param([string[]] $Argument = @())

    $path = $env:JOURNY_TEST_EMULATOR
    if (-not $path) {
        $built = foreach ($configuration in 'Debug', 'Release') {
            Get-Item -Path (Join-Path $root "src/Journy.Emulator/bin/$configuration/net*/Journy.Emulator.dll") -ErrorAction Ignore
        }
        $path = $built | Sort-Object LastWriteTimeUtc | Select-Object -Last 1 -ExpandProperty FullName
    }

    if (-not $path) {
        throw 'The emulator has not been built. Run dotnet build first.'
    }

    $dotnet = $env:DOTNET_HOST_PATH
    if (-not $dotnet) {
        $dotnet = 'dotnet'
    }

    # Windows PowerShell knows no list of arguments.
    $start = New-Object System.Diagnostics.ProcessStartInfo $dotnet, ('"{0}" --port 0 --domain www.example.com {1}' -f $path, ($Argument -join ' '))
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    Stop-Emulator
    $script:emulator = [System.Diagnostics.Process]::Start($start)

    # The greeting ends with what it holds; it names address and key first.
    $key = $null
    do {
        $line = $script:emulator.StandardOutput.ReadLine()
        if ($line -match '^journy\.io emulator on (?<uri>\S+), local test key (?<key>\S+)$') {
            $script:emulatorUri = [uri] $Matches.uri
            $key = $Matches.key
        }
    } until ($null -eq $line -or $line.StartsWith('What it holds'))

    if (-not $key) {
        throw 'The emulator did not start.'
    }

    $script:earlierKey = $env:JOURNY_API_KEY
    $env:JOURNY_API_KEY = $key
    return $script:emulatorUri
}

function Stop-Emulator {
    <#
    .SYNOPSIS
    Ends the emulator, and puts the environment's key back.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Only tests call it.')]
    param()

    if ($script:emulator) {
        $script:emulator.Kill()
        $script:emulator.WaitForExit()
        $script:emulator.Dispose()
        $script:emulator = $null
        $env:JOURNY_API_KEY = $script:earlierKey
    }
}

function Get-EmulatorRecord {
    <#
    .SYNOPSIS
    What the emulator holds: its users, accounts or events.
    #>
    param([ValidateSet('users', 'accounts', 'events')] [string] $Kind)

    return (Invoke-RestMethod -Uri (New-Object uri $script:emulatorUri, '/_emulator/state?take=100000')).$Kind
}

function Get-EmulatorUser {
    <#
    .SYNOPSIS
    The user of an ID, as the emulator holds it.
    #>
    param([string] $UserId)

    return Get-EmulatorRecord users | Where-Object userId -EQ $UserId
}

function Get-EmulatorAccount {
    <#
    .SYNOPSIS
    The account of an ID, as the emulator holds it.
    #>
    param([string] $AccountId)

    return Get-EmulatorRecord accounts | Where-Object accountId -EQ $AccountId
}

function Get-EmulatorMark {
    <#
    .SYNOPSIS
    How many requests the emulator has had, for Get-EmulatorRequest.
    #>
    [OutputType([int])]
    param()

    return [int] (Invoke-RestMethod -Uri (New-Object uri $script:emulatorUri, '/_emulator/summary')).requests.total
}

function Get-EmulatorRequest {
    <#
    .SYNOPSIS
    The requests after a mark, in the order in which they came.
    #>
    param([int] $After)

    return (Invoke-RestMethod -Uri (New-Object uri $script:emulatorUri, "/_emulator/ledger?take=100000&after=$After")).entries
}

function Set-EmulatorFault {
    <#
    .SYNOPSIS
    Makes every request meet a fault until Clear-EmulatorFault.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Only tests call it.')]
    param([string[]] $Kind)

    $body = @{ rate = 1; seed = 1; kinds = $Kind } | ConvertTo-Json
    $null = Invoke-RestMethod -Method Post -Uri (New-Object uri $script:emulatorUri, '/_emulator/faults') -Body $body -ContentType 'application/json'
}

function Clear-EmulatorFault {
    <#
    .SYNOPSIS
    Lets nothing go wrong from the next request on.
    #>
    param()

    $null = Invoke-RestMethod -Method Delete -Uri (New-Object uri $script:emulatorUri, '/_emulator/faults')
}

function Set-EmulatorLatency {
    <#
    .SYNOPSIS
    Makes every answer take so many milliseconds longer, or a number out of a range such as 0..60.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Only tests call it.')]
    param([string] $Milliseconds)

    $latency = @{ latencyMs = $Milliseconds }
    if ($Milliseconds -like '*..*') { $latency.seed = 1 }
    $null = Invoke-RestMethod -Method Post -Uri (New-Object uri $script:emulatorUri, '/_emulator/faults') -Body ($latency | ConvertTo-Json) -ContentType 'application/json'
}

function Invoke-Shell {
    <#
    .SYNOPSIS
    Runs a script in a shell of its own, of this shell's kind, and returns its exit code and all that it showed.

    .DESCRIPTION
    The script has $Manifest, the staged module's, and $BaseUri, the emulator's address. The key is in JOURNY_API_KEY.
    #>
    param(
        [Parameter(Mandatory)]
        [string] $Script,

        [System.Collections.IDictionary] $Variable = @{},

        # Given to -Command, whose exit code is another one than that of -File.
        [switch] $AsCommand
    )

    $values = @{ Manifest = Get-StagedManifest; BaseUri = "$script:emulatorUri" }
    foreach ($name in $Variable.Keys) {
        $values[$name] = $Variable[$name]
    }

    $lines = @(
        '$ProgressPreference = "SilentlyContinue"'
        'if (Test-Path Variable:PSStyle) { $PSStyle.OutputRendering = "PlainText" }'
        foreach ($name in $values.Keys) {
            "`$$name = '$($values[$name] -replace "'", "''")'"
        }
        $Script
    )
    $file = Join-Path ([System.IO.Path]::GetTempPath()) ('journy-{0:n}.ps1' -f [guid]::NewGuid())
    [System.IO.File]::WriteAllLines($file, [string[]] $lines, (New-Object System.Text.UTF8Encoding $true))
    try {
        # What the shell writes to its error stream is an error here only where a test says so.
        $ErrorActionPreference = 'Continue'
        $arguments = if ($AsCommand) {
            # -Command in a form that no quoting of arguments changes.
            '-EncodedCommand', [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($lines -join "`n"))
        }
        else {
            '-File', $file
        }
        $program, $options = @(Find-Shell) + '-NoProfile', '-NonInteractive' + $arguments
        $shown = & $program @options 2>&1 | ForEach-Object { "$_" }
        $exitCode = $LASTEXITCODE
    }
    finally {
        Remove-Item -LiteralPath $file
    }

    return [pscustomobject]@{ ExitCode = $exitCode; Output = ($shown -join "`n") }
}

function Find-Shell {
    # The program, and what stands before its arguments. PowerShell as a .NET tool is a DLL that dotnet runs.
    $own = (Get-Process -Id $PID).Path
    if ([System.IO.Path]::GetFileNameWithoutExtension($own) -eq 'dotnet') {
        return $own, (Join-Path $PSHOME 'pwsh.dll')
    }

    $name = if ($PSVersionTable.PSEdition -eq 'Desktop') { 'powershell' } else { 'pwsh' }
    foreach ($candidate in (Join-Path $PSHOME "$name.exe"), (Join-Path $PSHOME $name)) {
        if (Test-Path -LiteralPath $candidate) {
            return $candidate
        }
    }

    return $name
}

Export-ModuleMember -Function *-Emulator*, Get-RepositoryPath, Get-StagedManifest, Import-StagedModule, Invoke-Shell
