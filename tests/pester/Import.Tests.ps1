# The import cmdlets, as a nightly job uses them.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    Connect-Journy -BaseUri (Start-Emulator -Argument '--no-limit')

    function Out-CsvFile([string] $Name, [string[]] $Line) {
        $path = Join-Path $TestDrive $Name
        Set-Content -LiteralPath $path -Value $Line -Encoding UTF8
        return $path
    }
}

AfterAll {
    Disconnect-Journy
    Stop-Emulator
}

Describe 'Import-JournyUser' {
    It 'imports a file, finds the types of its columns, and gives one summary' {
        $file = Out-CsvFile 'users.csv' 'user_id,Email,plan,seats,zip', 'i-1,jane@example.com,Pro,5,0123', 'i-2,,Free,7,4567'
        $summary = Import-JournyUser $file

        @($summary).Count | Should -Be 1
        $summary.GetType().FullName | Should -BeExactly 'Journy.Results.ImportSummary'
        $summary.Path | Should -BeExactly $file
        $summary.Entity | Should -Be 'User'
        $summary.Read, $summary.Sent, $summary.Partial, $summary.Failed, $summary.NotAttempted | Should -Be 2, 2, 0, 0, 0
        $summary.FailedPath | Should -BeNullOrEmpty
        $user = Get-EmulatorUser 'i-1'
        $user.email | Should -BeExactly 'jane@example.com'
        $user.properties.seats | Should -Be 5
        $user.properties.seats | Should -Not -BeOfType [string]
        $user.properties.zip | Should -BeExactly '0123'
    }

    It 'gives the failed rows back in a file that can be mended and imported' {
        $file = Out-CsvFile 'mend.csv' 'user_id,Email,plan', 'm-1,jane@example.com,Pro', 'm-2,no address,Pro', ',,Free', 'm-4,,Free'
        $summary = Import-JournyUser $file -ErrorVariable incomplete -ErrorAction SilentlyContinue

        $summary.Read, $summary.Sent, $summary.Failed | Should -Be 4, 2, 2
        @($incomplete).Count | Should -Be 1
        $incomplete[0].FullyQualifiedErrorId | Should -BeLike 'Journy.ImportIncomplete,*'
        [object]::ReferenceEquals($incomplete[0].TargetObject, $summary) | Should -BeTrue
        $rows = @(Import-Csv -LiteralPath $summary.FailedPath)
        $rows.journy_line | Sort-Object | Should -Be '3', '4'
        ($rows | Where-Object user_id -EQ 'm-2').journy_error | Should -Match 'e-mail'
        ($rows | Where-Object user_id -EQ 'm-2').journy_request_id | Should -Not -BeNullOrEmpty
        foreach ($row in $rows) {
            $row.Email = "m-$($row.journy_line)@example.com"
        }

        $rows | Export-Csv -LiteralPath $summary.FailedPath -NoTypeInformation -Encoding UTF8
        $again = Import-JournyUser $summary.FailedPath
        $again.Read, $again.Sent, $again.Failed | Should -Be 2, 2, 0
        (Get-EmulatorUser 'm-2').email | Should -BeExactly 'm-3@example.com'
        (Get-EmulatorUser 'm-2').properties.PSObject.Properties.Name | Should -Be 'plan'
    }

    It 'fails a job that stops at errors, after the summary was given' {
        $file = Out-CsvFile 'stop.csv' 'user_id,Email', 's-1,', 's-2,no address'
        $caught = $null
        try {
            Import-JournyUser $file -OutVariable out -ErrorAction Stop
        }
        catch {
            $caught = $_
        }

        $caught.FullyQualifiedErrorId | Should -BeLike 'Journy.ImportIncomplete,*'
        $caught.TargetObject.Failed | Should -Be 1
        Get-EmulatorUser 's-1' | Should -Not -BeNullOrEmpty
    }

    It 'takes columns of any name, wildcards and a folder for what failed' {
        $null = Out-CsvFile 'w1.csv' 'Customer Id,First Name,Index', 'w-1,Jane,1'
        $null = Out-CsvFile 'w2.csv' 'Customer Id,First Name,Index', 'w-2,Joe,1', ',Jim,2'
        $folder = New-Item -Path (Join-Path $TestDrive 'outcome') -ItemType Directory
        $import = @{
            PropertyMap      = @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }
            ExcludeProperty  = 'Index'
            OutcomeDirectory = $folder
            ErrorAction      = 'SilentlyContinue'
        }
        $summaries = @(Import-JournyUser (Join-Path $TestDrive 'w?.csv') @import)

        $summaries.Sent | Should -Be 1, 1
        Split-Path $summaries[1].FailedPath | Should -BeExactly $folder.FullName
        (Get-EmulatorUser 'w-1').properties.PSObject.Properties.Name | Should -Be 'first_name'
        (Get-EmulatorUser 'w-2').properties.first_name | Should -BeExactly 'Joe'
    }

    It 'names a file that is not there, and sends nothing for a slip in a name' {
        Import-JournyUser (Join-Path $TestDrive 'none.csv') -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.FileNotReadable,*'
        $file = Out-CsvFile 'slip.csv' 'user_id,plan', 'slip-1,Pro'
        $mark = Get-EmulatorMark
        Import-JournyUser $file -PropertyMap @{ plam = 'plan' } -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.InvalidParameter,*'
        Get-EmulatorMark | Should -Be $mark
    }

    It 'sends nothing with -WhatIf and says what it would do' {
        $file = Out-CsvFile 'whatif.csv' 'user_id,plan', 'wi-1,Pro'
        $mark = Get-EmulatorMark
        $run = Invoke-Shell -Variable @{ File = $file } -Script @'
            Import-Module $Manifest
            Connect-Journy -BaseUri $BaseUri -SkipKeyCheck
            Import-JournyUser $File -WhatIf
'@
        $run.Output | Should -Match '(?m)^What if: .*whatif\.csv'
        Get-EmulatorMark | Should -Be $mark
        @(Get-ChildItem (Join-Path $TestDrive 'whatif*')).Name | Should -Be 'whatif.csv'
    }
}
