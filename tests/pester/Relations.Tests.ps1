# Memberships, events, web visitors: Add-JournyAccountUser, Remove-JournyAccountUser, Add-JournyEvent, Add-JournyUserDevice.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    Connect-Journy -BaseUri (Start-Emulator -Argument '--no-limit')
}

AfterAll {
    Disconnect-Journy
    Stop-Emulator
}

Describe 'Add-JournyAccountUser' {
    It 'puts the users of a CSV file into their accounts, up to 100 a call' {
        $file = Join-Path $TestDrive 'members.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value (@('account_id,user_id') + (1..150 | ForEach-Object { "big,u-$_" }) + 'small,u-1')
        $mark = Get-EmulatorMark
        $results = @(Import-Csv -LiteralPath $file | Add-JournyAccountUser)

        $results.Count | Should -Be 151
        $results.Action | Sort-Object -Unique | Should -Be 'Add'
        $results.InputIndex | Sort-Object | Should -Be (0..150)
        @(Get-EmulatorRequest -After $mark).Count | Should -Be 3
        (Get-EmulatorRequest -After $mark).target | Sort-Object -Unique | Should -Be '/accounts/users/add'
        (Get-EmulatorAccount 'big').members.Count | Should -Be 150
        (Get-EmulatorAccount 'small').members.userId | Should -Be 'u-1'
    }

    It 'takes users by parameter: IDs, addresses and pairs' {
        $mark = Get-EmulatorMark
        $results = @(Add-JournyAccountUser -AccountId 42 -User 7, 'jane@example.com', @{ UserId = 8; Email = 'joe@example.com' })

        $results.UserId | Should -Be '7', $null, '8'
        $results.Email | Should -Be $null, 'jane@example.com', 'joe@example.com'
        $request = Get-EmulatorRequest -After $mark
        $request.body | Should -BeExactly ('{"account":{"accountId":"42"},"users":[{"identification":{"userId":"7"}},' +
            '{"identification":{"email":"jane@example.com"}},{"identification":{"userId":"8","email":"joe@example.com"}}]}')
    }

    It 'finds the user at fault, and lets the others in' {
        $users = @(1..9 | ForEach-Object { "f-$_" }) + 'no@address'
        $results = @(Add-JournyAccountUser -AccountId fault -User $users -ErrorVariable failed -ErrorAction SilentlyContinue)

        $results.Count | Should -Be 9
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.BadArguments,*'
        (Get-EmulatorAccount 'fault').members.userId | Sort-Object | Should -Be ($users[0..8] | Sort-Object)
    }
}

Describe 'Remove-JournyAccountUser' {
    It 'takes the users of piped rows out of their accounts' {
        $null = Add-JournyAccountUser -AccountId out -User 1, 2, 3
        $mark = Get-EmulatorMark
        $results = @([pscustomobject]@{ account_id = 'out'; user_id = 1 }, [pscustomobject]@{ account_id = 'out'; user_id = 3 } | Remove-JournyAccountUser -Confirm:$false)

        $results.Action | Should -Be 'Remove', 'Remove'
        (Get-EmulatorRequest -After $mark).target | Should -Be '/accounts/users/remove'
        ((Get-EmulatorAccount 'out').members | Where-Object isRemoved).userId | Should -Be '1', '3'
    }

    It 'takes users by parameter' {
        $null = Add-JournyAccountUser -Domain out.example -User 1, 2
        $result = Remove-JournyAccountUser -Domain out.example -User 2 -Confirm:$false

        $result.Domain | Should -BeExactly 'out.example'
        $members = (Get-EmulatorRecord accounts | Where-Object domain -EQ 'out.example').members
        ($members | Where-Object isRemoved).userId | Should -Be '2'
    }
}

Describe 'Add-JournyEvent' {
    It 'records an event given by parameter' {
        $mark = Get-EmulatorMark
        $result = Add-JournyEvent -Name signed_up -UserId 42 -AccountId 7 -TriggeredAt '2026-02-01T14:05:06Z' -Metadata ([ordered]@{ plan = 'Pro'; seats = 3; trial = $true })

        $result.Name | Should -BeExactly 'signed_up'
        $result.TriggeredAt.UtcDateTime | Should -Be ([datetimeoffset] '2026-02-01T14:05:06Z').UtcDateTime
        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'POST /track'
        $request.body | Should -BeExactly ('{"identification":{"user":{"userId":"42"},"account":{"accountId":"7"}},"name":"signed_up",' +
            '"triggeredAt":"2026-02-01T14:05:06Z","metadata":{"plan":"Pro","seats":3,"trial":true}}')
    }

    It 'records each row of a CSV file, its other columns as metadata' {
        $file = Join-Path $TestDrive 'events.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value 'name,user_id,triggered_at,page', 'viewed,e-1,2026-02-01T10:00:00Z,/a', 'left,e-1,2026-02-01T11:00:00Z,/b'
        $results = @(Import-Csv -LiteralPath $file | Add-JournyEvent)

        $results.Name | Should -Be 'viewed', 'left'
        $events = @(Get-EmulatorRecord events | Where-Object userId -EQ 'e-1' | Sort-Object name)
        $events.name | Should -Be 'left', 'viewed'
        $events.metadata.page | Should -Be '/b', '/a'
    }

    It 'gives an event the time at which it came, where it has none' {
        $before = [datetimeoffset]::UtcNow.AddSeconds(-1)
        $result = Add-JournyEvent -Name now -UserId 42
        $result.TriggeredAt | Should -BeGreaterThan $before
        $result.TriggeredAt | Should -BeLessThan ([datetimeoffset]::UtcNow.AddSeconds(1))
    }

    It 'reports an event whose answer is lost as unknown, and never sends it twice' {
        $mark = Get-EmulatorMark
        Set-EmulatorFault 'drop-after'
        try {
            Add-JournyEvent -Name once -UserId 42 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
        finally {
            Clear-EmulatorFault
        }

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.OutcomeUnknown,*'
        @(Get-EmulatorRequest -After $mark).Count | Should -Be 1
        @(Get-EmulatorRecord events | Where-Object name -EQ 'once').Count | Should -Be 1
    }
}

Describe 'Add-JournyUserDevice' {
    It 'links a visitor to a user' {
        $mark = Get-EmulatorMark
        $result = Add-JournyUserDevice -DeviceId 'device-1' -UserId d-1

        $result.DeviceId | Should -BeExactly 'device-1'
        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'POST /link'
        $request.body | Should -BeExactly '{"deviceId":"device-1","identification":{"userId":"d-1"}}'
        (Get-EmulatorUser 'd-1').deviceIds | Should -Be 'device-1'
    }

    It 'links the visitors of a CSV file' {
        $file = Join-Path $TestDrive 'devices.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value 'device_id,user_id,other', 'device-2,d-2,x', 'device-3,d-2,y'
        $results = @(Import-Csv -LiteralPath $file | Add-JournyUserDevice)

        $results.DeviceId | Should -Be 'device-2', 'device-3'
        (Get-EmulatorUser 'd-2').deviceIds | Should -Be 'device-2', 'device-3'
    }
}
