# What a scheduler sees of a job, and what the patterns of about_Journy_Runbooks count: as they are written there.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $topic = Get-Content -Raw -LiteralPath (Get-RepositoryPath 'docs/about_Journy_Runbooks.md')
    $blocks = [regex]::Matches($topic, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }

    function Get-Pattern {
        param([string] $With)

        $found = @($blocks | Where-Object { $_.Contains($With) })
        if ($found.Count -ne 1) { throw "There are $($found.Count) patterns with '$With'." }
        return $found[0]
    }
}

AfterAll {
    Stop-Emulator
}

Describe 'The pattern that counts records' {
    BeforeAll {
        function Invoke-Pattern {
            param([int] $Rows, [int] $Bad, [string] $Emulator = '', [string] $Before = '')

            $null = Start-Emulator -Argument "--no-limit $Emulator"
            $folder = (New-Item -Path (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
            $lines = @('user_id,email') + @(1..$Rows | ForEach-Object { if ($_ -le $Bad) { "c-$_,jane@nowhere" } else { "c-$_," } })
            Set-Content -LiteralPath (Join-Path $folder 'users.csv') -Value $lines
            return Invoke-Shell -Variable @{ Folder = $folder } -Script (@(
                    'Import-Module $Manifest'
                    'Set-Location $Folder'
                    'Connect-Journy -BaseUri $BaseUri -SkipKeyCheck'
                    $Before
                    Get-Pattern -With 'OutVariable'
                    '"all are in"'
                ) -join "`n")
        }
    }

    It 'ends well where all were sent' {
        $run = Invoke-Pattern -Rows 20
        $run.Output | Should -Match '(?m)^all are in$'
        $run.Output | Should -Not -Match 'not sent|Ended early'
        $run.ExitCode | Should -Be 0
    }

    It 'counts the records that failed, each with its warning' {
        $run = Invoke-Pattern -Rows 20 -Bad 3
        $run.Output | Should -Match '\b3 of 20 users were not sent'
        @($run.Output -split "`n" -match '^WARNING: Record \d+ of the input, user c-\d').Count | Should -Be 3
        $run.ExitCode | Should -Be 1
    }

    It 'counts those too that were still before the pipe when the run ended' {
        $run = Invoke-Pattern -Rows 1000 -Emulator '--disable-key-at 299'
        $run.Output | Should -Match '\b702 of 1000 users were not sent'
        $run.Output | Should -Match '(?m)^WARNING: Ended early: The run has ended'
        $run.ExitCode | Should -Be 1
        @(Get-EmulatorRecord users).Count | Should -Be 298
    }

    It 'counts all where nothing could be sent at all' {
        $run = Invoke-Pattern -Rows 20 -Before 'Disconnect-Journy; $env:JOURNY_API_KEY = $null'
        $run.Output | Should -Match '\b20 of 20 users were not sent'
        $run.ExitCode | Should -Be 1
    }

    It 'counts under <Name>' -ForEach @(
        @{ Name = 'strict mode'; Before = 'Set-StrictMode -Version Latest' }
        @{ Name = '$ErrorActionPreference Stop'; Before = '$ErrorActionPreference = "Stop"' }
    ) {
        $run = Invoke-Pattern -Rows 100 -Bad 2 -Emulator '--disable-key-at 51' -Before $Before

        # The records with a bad address are refused, and are calls all the same.
        $run.Output | Should -Match '\b52 of 100 users were not sent'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'The exit code of a job' {
    BeforeAll {
        $null = Start-Emulator -Argument '--no-limit'
        $start = 'Import-Module $Manifest; Set-Location $Folder; Connect-Journy -BaseUri $BaseUri -SkipKeyCheck'
        $folder = (New-Item -Path (Join-Path $TestDrive 'exit') -ItemType Directory).FullName
        Set-Content -LiteralPath (Join-Path $folder 'users.csv') -Value (@('user_id,email') + @(1..6 | ForEach-Object { "x-$_,jane@nowhere" }) + 'x-7,')
        Set-Content -LiteralPath (Join-Path $folder 'users-2.csv') -Value 'user_id', 'x-8'
    }

    It 'is <Code> for <Name>' -ForEach @(
        @{ Name = '-File without Stop'; Script = 'Import-JournyUser users.csv'; AsCommand = $false; Code = 0 }
        @{ Name = '-File with -ErrorAction Stop'; Script = 'Import-JournyUser users.csv -ErrorAction Stop'; AsCommand = $false; Code = 1 }
        @{ Name = '-File with $ErrorActionPreference'; Script = '$ErrorActionPreference = "Stop"; Import-JournyUser users.csv; exit 0'; AsCommand = $false; Code = 1 }
        @{ Name = '-Command that ends with it'; Script = 'Import-JournyUser users.csv'; AsCommand = $true; Code = 1 }
        @{ Name = '-Command that goes on behind it'; Script = 'Import-JournyUser users.csv; "done"'; AsCommand = $true; Code = 0 }
        @{ Name = '-Command with -ErrorAction Stop'; Script = 'Import-JournyUser users.csv -ErrorAction Stop; "done"'; AsCommand = $true; Code = 1 }
        @{ Name = 'a file without a fault'; Script = 'Import-JournyUser users-2.csv -ErrorAction Stop'; AsCommand = $false; Code = 0 }
    ) {
        $run = Invoke-Shell -Variable @{ Folder = $folder } -Script "$start`n$Script" -AsCommand:$AsCommand
        $run.ExitCode | Should -Be $Code -Because $run.Output
        $run.Output | Should -Match '(?m)^Read +: \d'
    }

    It 'is 1 for the patterns of the topic, whose files are all imported' {
        $stops = Invoke-Shell -Variable @{ Folder = $folder } -Script "$start`n`$null = New-Item outcome -ItemType Directory -Force`n$(Get-Pattern -With 'Import-JournyUser users.csv -OutcomeDirectory outcome')"
        $stops.ExitCode | Should -Be 1 -Because $stops.Output
        $all = Invoke-Shell -Variable @{ Folder = $folder } -Script "$start`n$(Get-Pattern -With 'users-2.csv')"
        $all.ExitCode | Should -Be 1 -Because $all.Output
        @($all.Output -split "`n" -match '^Read +:').Count | Should -Be 2
    }
}
