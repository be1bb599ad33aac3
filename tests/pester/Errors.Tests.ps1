# What went wrong, as scripts find out about it.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $baseUri = Start-Emulator -Argument '--no-limit'
    Connect-Journy -BaseUri $baseUri -SkipKeyCheck
}

AfterAll {
    Disconnect-Journy
    Stop-Emulator
}

Describe 'A record that fails' {
    It 'is an error of its own, and the others go on' {
        $rows = @{ user_id = 'e-1' }, @{ plan = 'Pro' }, @{ user_id = 'e-3'; email = 'no.address@nowhere' }, @{ user_id = 'e-4' }
        $results = @($rows | Set-JournyUser -ErrorVariable failed -ErrorAction SilentlyContinue)

        $results.UserId | Should -Be 'e-1', 'e-4'
        $results.InputIndex | Should -Be 0, 3
        @($failed).Count | Should -Be 2
        $failed.FullyQualifiedErrorId | Sort-Object | Should -Be @(
            'Journy.BadArguments,Journy.Commands.SetJournyUserCommand', 'Journy.NoIdentity,Journy.Commands.SetJournyUserCommand')
    }

    It 'names its row and the fields at fault, and carries status and request ID' {
        @{ user_id = 'e-5' }, @{ user_id = 'e-6'; email = 'no.address@nowhere' } | Set-JournyUser -ErrorVariable failed -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty

        $problem = $failed[0]
        "$problem" | Should -Match 'Record 2 of the input'
        "$problem" | Should -Match 'identification\.email'
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        $problem.TargetObject.UserId | Should -BeExactly 'e-6'
        $problem.Exception.GetType().FullName | Should -BeExactly 'Journy.JournyApiException'
        $problem.Exception.Status | Should -Be 400
        "$problem" | Should -Match ([regex]::Escape($problem.Exception.RequestId))
        $problem.Exception.Fields.Keys | Should -Contain 'identification.email'
    }

    It 'is caught with -ErrorAction Stop' {
        $caught = $null
        try {
            Set-JournyUser -UserId 'e-7' -Email 'no.address@nowhere' -ErrorAction Stop
        }
        catch {
            $caught = $_
        }

        $caught.FullyQualifiedErrorId | Should -BeLike 'Journy.BadArguments,*'
        $caught.Exception.Fields.Keys | Should -Contain 'identification.email'
    }

    It 'is caught by its type' {
        $status = 0
        try {
            Add-JournyUserDevice -DeviceId d -Email 'no.address@nowhere' -ErrorAction Stop
        }
        catch [Journy.JournyApiException] {
            $status = $_.Exception.Status
        }

        $status | Should -Be 400
    }

    It 'that is no row at all is refused with the fix in the message' {
        Get-Item -LiteralPath $PSScriptRoot | Set-JournyUser -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.NotARow,*'
        "$($failed[0])" | Should -Match 'Import-(Csv|Journy)'
    }

    It 'stays silent with -ErrorAction Ignore, and in $Error it is found otherwise' {
        $Error.Clear()
        Set-JournyUser -Property @{ plan = 'Pro' } -ErrorAction Ignore | Should -BeNullOrEmpty
        $Error.Count | Should -Be 0
        Set-JournyUser -Property @{ plan = 'Pro' } -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $Error[0].FullyQualifiedErrorId | Should -BeLike 'Journy.NoIdentity,*'
    }
}

Describe 'A run that cannot go on' {
    It 'ends the command with an error that try catches, whatever -ErrorAction says' {
        $caught = $null
        $stranger = Connect-Journy -ApiKey 'not-a-key-of-anybody' -BaseUri $baseUri -SkipKeyCheck -PassThru
        Connect-Journy -BaseUri $baseUri -SkipKeyCheck
        $mark = Get-EmulatorMark
        try {
            $null = 1..50 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser -Connection $stranger -ThrottleLimit 4 -ErrorAction SilentlyContinue
        }
        catch {
            $caught = $_
        }

        $caught.FullyQualifiedErrorId | Should -BeLike 'Journy.Unauthorized,*'
        $caught.CategoryInfo.Category | Should -Be 'AuthenticationError'
        @(Get-EmulatorRequest -After $mark).Count | Should -BeLessOrEqual 5
    }

    It 'ends a script run with powershell -File with exit code 1' {
        $run = Invoke-Shell @'
            $ErrorActionPreference = 'Stop'
            Import-Module $Manifest
            Connect-Journy -ApiKey not-a-key-of-anybody -BaseUri $BaseUri
            'not reached'
'@
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -Match '(?m)^not reached'
        $run.Output | Should -Match 'Connect-Journy'
    }
}
