# The samples that are scripts, run end to end by a shell of their own.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $baseUri = Start-Emulator -Argument '--no-limit'
}

AfterAll {
    Stop-Emulator
}

Describe 'samples/import-users.ps1' {
    It 'imports the sample file, says which rows failed, and goes on' {
        # A copy, so that nothing lies beside the sample file afterwards.
        $file = Copy-Item -LiteralPath (Get-RepositoryPath 'samples/data/customers.csv') -Destination $TestDrive -PassThru
        $script = Get-RepositoryPath 'samples/import-users.ps1'
        $run = Invoke-Shell -Variable @{ Script = $script; File = $file.FullName } -Script @'
            & $Script -Path $File -ModulePath $Manifest -BaseUri $BaseUri -UpdateUserId 39b1eE0Fd57aFeC -DeleteUserId FFf2EA2C36eA8ed
'@
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match '(?m)^Read +: 1,000$'
        $run.Output | Should -Match '(?m)^Sent +: 994$'
        $run.Output | Should -Match '(?m)^Failed +: 6$'
        $run.Output | Should -Match 'Journy\.ImportIncomplete'
        $run.Output | Should -Match '(?m)^Error ID : Journy\.NoIdentity'

        # 994 of the file, without the one that was deleted.
        @(Get-EmulatorRecord users).Count | Should -Be 993
        (Get-EmulatorUser '39b1eE0Fd57aFeC').properties.plan | Should -BeExactly 'Pro'
        Get-EmulatorUser 'FFf2EA2C36eA8ed' | Should -BeNullOrEmpty

        # The second import finds the good rows unchanged, and the six as they were.
        $run.Output | Should -Match '994 rows are unchanged and were not sent; 0 were sent, 6 failed again'
        $failed = @(Get-ChildItem -Path $TestDrive -Filter '*.failed.csv')
        $failed.Count | Should -Be 2
        @($failed | ForEach-Object { Import-Csv -LiteralPath $_.FullName }).Count | Should -Be 12
    }
}
