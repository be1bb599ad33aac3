# Set-JournyUser, Set-JournyAccount, Remove-JournyUser and Remove-JournyAccount.

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

Describe 'An ID that is typed' {
    It 'is what was typed: <Typed>' -ForEach @(
        @{ Typed = '-UserId 007'; Id = '007' }
        @{ Typed = '-Id 007'; Id = '007' }
        @{ Typed = '-User 007'; Id = '007' }
        @{ Typed = '007'; Id = '007' }
        @{ Typed = '42'; Id = '42' }
        @{ Typed = '-User 1e3'; Id = '1e3' }
        @{ Typed = '-UserId 0x10'; Id = '0x10' }
        @{ Typed = '1.50'; Id = '1.50' }
        @{ Typed = '-UserId 1e15'; Id = '1e15' }
        @{ Typed = '-UserId ([double]1e15)'; Id = '1000000000000000' }
        @{ Typed = '-User ([double]1e15)'; Id = '1000000000000000' }
        @{ Typed = '-UserId ([long]12)'; Id = '12' }
        @{ Typed = '$number'; Id = '7' }
        @{ Typed = '-User @{ UserId = 7 }'; Id = '7' }
        @{ Typed = "'007', '008'"; Id = '007', '008' }
        # Beyond rescue: PowerShell has made numbers of them before any command sees them. The help says so.
        @{ Typed = '007, 008'; Id = '7', '8' }
    ) {
        $number = 007
        (& ([scriptblock]::Create("Set-JournyUser $Typed"))).UserId | Should -BeExactly $Id
        (& ([scriptblock]::Create("Remove-JournyUser $Typed -Confirm:`$false"))).UserId | Should -BeExactly $Id
        if ($Typed -like '-User *' -or $Typed -like "*, *") {
            (& ([scriptblock]::Create("Add-JournyAccountUser $Typed -AccountId 008"))).UserId | Should -BeExactly $Id
        }
    }

    It 'of an account is what was typed' {
        (Set-JournyAccount 007).AccountId | Should -BeExactly '007'
        (Set-JournyAccount -Id 007).AccountId | Should -BeExactly '007'
        (Set-JournyAccount @{ AccountId = '7'; Domain = 'example.com' }).Domain | Should -BeExactly 'example.com'
        (Remove-JournyAccount 1e3 -Confirm:$false).AccountId | Should -BeExactly '1e3'
        (Add-JournyAccountUser 008 -AccountId 007).AccountId | Should -BeExactly '007'
        (Add-JournyEvent signed_up -UserId 007 -AccountId 008).UserId | Should -BeExactly '007'
        (Add-JournyUserDevice -DeviceId 009 -UserId 007).DeviceId | Should -BeExactly '009'
    }

    It 'with an @ is an address, and with a dot no account' {
        $user = Remove-JournyUser jane@example.com -Confirm:$false
        $user.UserId | Should -BeNullOrEmpty
        $user.Email | Should -BeExactly 'jane@example.com'
        $mark = Get-EmulatorMark
        Remove-JournyAccount example.com -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.InvalidParameter,*'
        "$($failed[0])" | Should -Match '-AccountId or -Domain'
        Get-EmulatorMark | Should -Be $mark
    }

    It 'that can name nobody is refused: <_>' -ForEach '(Get-Date)', '$true', '@{ a = 1 }', '(1, 2)', '([double]::NaN)' {
        $mark = Get-EmulatorMark
        { & ([scriptblock]::Create("Set-JournyUser -UserId $_")) } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        Get-EmulatorMark | Should -Be $mark
    }
}

Describe 'A list that arrives as one item' {
    It 'is taken record by record' {
        # As Invoke-RestMethod gives an array, and ConvertFrom-Json in Windows PowerShell.
        $list = ConvertFrom-Json '[{ "user_id": "l-1", "plan": "Pro" }, { "user_id": "l-2" }, { "plan": "nobody" }]'
        $results = @(Write-Output -NoEnumerate $list | Set-JournyUser -ErrorVariable failed -ErrorAction SilentlyContinue)
        $results.UserId | Should -Be 'l-1', 'l-2'
        $results.InputIndex | Should -Be 0, 1
        "$($failed[0].ErrorDetails)" | Should -BeLike 'Record 3 of the input*'

        (Set-JournyUser -InputObject $list[0, 1]).UserId | Should -Be 'l-1', 'l-2'
        (Remove-JournyUser -InputObject $list[0, 1] -Confirm:$false).UserId | Should -Be 'l-1', 'l-2'
        @(Set-JournyUser -InputObject @()).Count | Should -Be 0
        (Import-JournyUser -InputObject $list[0, 1] -NoJournal).Sent | Should -Be 2
        (Write-Output -NoEnumerate $list[0, 1] | Import-JournyUser -NoJournal).Sent | Should -Be 2
        (Import-JournyUser -InputObject @() -NoJournal).Read | Should -Be 0
        @(Get-JournyVerificationHash -InputObject $list[0, 1] -Secret s).Count | Should -Be 2
    }
}

Describe 'Text that meets numbers' {
    It 'is told what types would fit' {
        $file = Join-Path $TestDrive 'ways.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value 'user_id,seats,trial,zip', 'w-1,5,true,0123', 'w-2,6,false,0124'
        (Import-JournyUser $file).Sent | Should -Be 2

        $results = @(Import-Csv -LiteralPath $file | Set-JournyUser -WarningVariable warnings -WarningAction SilentlyContinue)
        $results.Status | Should -Be 'Partial', 'Partial'
        $warnings.Count | Should -Be 3
        "$($warnings[2])" | Should -Match "-PropertyType @\{ 'seats' = 'Number'; 'trial' = 'Boolean' \}"
        "$($warnings[2])" | Should -Match 'Import-JournyUser'

        # The cure, and the other way round.
        (Import-Csv -LiteralPath $file | Set-JournyUser -PropertyType @{ seats = 'Number'; trial = 'Boolean' }).Status | Should -Be 'Accepted', 'Accepted'
        (Import-Csv -LiteralPath $file | Import-JournyUser -JournalPath "$file.journy" -PropertyType @{ seats = 'Number'; trial = 'Boolean' }).Unchanged | Should -Be 2
        $null = @{ user_id = 'w-1'; zip = 123 } | Set-JournyUser -WarningVariable warnings -WarningAction SilentlyContinue
        "$($warnings[1])" | Should -Match "-PropertyType @\{ 'zip' = 'Text' \}"
    }

    It 'is left alone where no type would help, or the value was written by hand' {
        $null = Set-JournyUser -UserId w-3 -Property @{ score = 5 }
        $null = Set-JournyUser -UserId w-3 -Property @{ score = '6' } -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        $null = @{ user_id = 'w-3'; score = 'five' } | Set-JournyUser -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
    }
}

Describe 'Set-JournyUser' {
    It 'sends each row of a CSV file and gives a result for each, in order' {
        $file = Join-Path $TestDrive 'users.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value @(
            'user_id,Email,plan,mrr,trial'
            'c-1,jane@example.com,Pro,99.90,true'
            'c-2,,Free,,false'
            ',joe@example.com,007,1,true'
        )
        $results = @(Import-Csv -LiteralPath $file | Set-JournyUser -PropertyType @{ mrr = 'Number'; trial = 'Boolean' })

        $results.InputIndex | Should -Be 0, 1, 2
        $results.Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
        $results.UserId | Should -Be 'c-1', 'c-2', $null
        $results.Email | Should -Be 'jane@example.com', $null, 'joe@example.com'
        $results[0].GetType().FullName | Should -BeExactly 'Journy.UserResult'
        $first = Get-EmulatorUser 'c-1'
        $first.email | Should -BeExactly 'jane@example.com'
        $first.properties.plan | Should -BeExactly 'Pro'
        $first.properties.mrr | Should -Be 99.9
        $first.properties.trial | Should -BeTrue
        (Get-EmulatorUser 'c-2').properties.PSObject.Properties.Name | Should -Not -Contain 'mrr'
        (Get-EmulatorRecord users | Where-Object email -EQ 'joe@example.com').properties.plan | Should -BeExactly '007'
    }

    It 'sends what is given by parameter exactly as written' {
        $mark = Get-EmulatorMark
        $result = Set-JournyUser -UserId 42 -Email 'jane@example.org' -Property ([ordered]@{ plan = 'Pro'; note = ''; old = $null; seats = 5; tags = 'a', 'b' })

        $result.Status | Should -Be 'Accepted'
        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'POST /users/upsert'
        $request.body | Should -BeExactly '{"identification":{"userId":"42","email":"jane@example.org"},"properties":{"plan":"Pro","note":"","old":null,"seats":5,"tags":["a","b"]}}'
    }

    It 'reads columns of any name, and leaves out what is excluded' {
        [pscustomobject]@{ 'Customer Id' = 'm-1'; 'First Name' = 'Jane'; Secret = 'x'; Since = '2026-02-01' } |
            Set-JournyUser -PropertyMap @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' } -ExcludeProperty Secret -PropertyType @{ Since = 'DateTime' } |
            Should -Not -BeNullOrEmpty

        $user = Get-EmulatorUser 'm-1'
        $user.properties.PSObject.Properties.Name | Sort-Object | Should -Be 'first_name', 'Since'
        ([datetime] $user.properties.Since).ToUniversalTime() | Should -Be ([datetimeoffset] '2026-02-01T00:00:00Z').UtcDateTime
    }

    It 'says which property journy.io took the record without' {
        $null = Set-JournyUser -UserId t-1 -Property @{ score = 5 }
        $result = Set-JournyUser -UserId t-1 -Property @{ score = 'five'; plan = 'Pro' } -WarningVariable warnings -WarningAction SilentlyContinue

        $result.Status | Should -Be 'Partial'
        $result.RejectedProperties.Keys | Should -Be 'score'
        "$warnings" | Should -Match 'score'
        (Get-EmulatorUser 't-1').properties.plan | Should -BeExactly 'Pro'
    }

    It 'keeps blank cells from wiping data unless told to' {
        $null = Set-JournyUser -UserId b-1 -Property @{ plan = 'Pro'; city = 'Ghent' }
        $null = [pscustomobject]@{ user_id = 'b-1'; plan = '' } | Set-JournyUser
        (Get-EmulatorUser 'b-1').properties.plan | Should -BeExactly 'Pro'
        $null = [pscustomobject]@{ user_id = 'b-1'; plan = '' } | Set-JournyUser -BlankValue Delete
        (Get-EmulatorUser 'b-1').properties.PSObject.Properties.Name | Should -Be 'city'
    }

    It 'gives results in the order of the input, also where answers overtake each other' {
        Set-EmulatorLatency '0..60'
        try {
            $results = @(1..40 | ForEach-Object { @{ user_id = "o-$_" } } | Set-JournyUser)
        }
        finally {
            Set-EmulatorLatency 0
        }

        $results.InputIndex | Should -Be (0..39)
        $results.UserId | Should -Be (1..40 | ForEach-Object { "o-$_" })
    }

    It 'lets the last row of a user win' {
        $null = 1..40 | ForEach-Object { @{ user_id = 'w-1'; version = $_ } } | Set-JournyUser
        (Get-EmulatorUser 'w-1').properties.version | Should -Be 40
    }
}

Describe 'Set-JournyAccount' {
    It 'sends each row of a CSV file and gives a result for each, in order' {
        $file = Join-Path $TestDrive 'accounts.csv'
        Set-Content -LiteralPath $file -Encoding UTF8 -Value 'account_id,domain,name,mrr', 'a-1,acme.example,Acme,1200', 'a-2,,Beta,'
        $results = @(Import-Csv -LiteralPath $file | Set-JournyAccount -PropertyType @{ mrr = 'Number' })

        $results.AccountId | Should -Be 'a-1', 'a-2'
        $results.Domain | Should -Be 'acme.example', $null
        $results.Status | Should -Be 'Accepted', 'Accepted'
        $results[0].GetType().FullName | Should -BeExactly 'Journy.AccountResult'
        $account = Get-EmulatorAccount 'a-1'
        $account.domain | Should -BeExactly 'acme.example'
        $account.properties.name | Should -BeExactly 'Acme'
        $account.properties.mrr | Should -Be 1200
    }

    It 'sends what is given by parameter exactly as written' {
        $mark = Get-EmulatorMark
        $null = Set-JournyAccount -AccountId 42 -Domain 'example.com' -Property ([ordered]@{ name = 'Acme'; mrr = 99.9; churned = $false })

        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'POST /accounts/upsert'
        $request.body | Should -BeExactly '{"identification":{"accountId":"42","domain":"example.com"},"properties":{"name":"Acme","mrr":99.9,"churned":false}}'
    }
}

Describe 'Remove-JournyUser' {
    It 'deletes the users of piped rows and no others' {
        $null = 'r-1', 'r-2', 'r-3' | ForEach-Object { Set-JournyUser -UserId $_ -Property @{ plan = 'Pro' } }
        $results = @([pscustomobject]@{ user_id = 'r-1' }, [pscustomobject]@{ user_id = 'r-2' } | Remove-JournyUser -Confirm:$false)

        $results.UserId | Should -Be 'r-1', 'r-2'
        $results.Action | Should -Be 'Remove', 'Remove'
        Get-EmulatorUser 'r-1' | Should -BeNullOrEmpty
        Get-EmulatorUser 'r-2' | Should -BeNullOrEmpty
        Get-EmulatorUser 'r-3' | Should -Not -BeNullOrEmpty
    }

    It 'deletes by parameter' {
        $mark = Get-EmulatorMark
        $null = Remove-JournyUser -Email 'gone@example.com' -Confirm:$false

        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'DELETE /users'
        $request.body | Should -BeExactly '{"identification":{"email":"gone@example.com"}}'
    }
}

Describe 'Remove-JournyAccount' {
    It 'deletes the accounts of piped rows and no others' {
        $null = 'r-1', 'r-2', 'r-3' | ForEach-Object { Set-JournyAccount -AccountId $_ -Property @{ plan = 'Pro' } }
        $results = @([pscustomobject]@{ account_id = 'r-1' }, [pscustomobject]@{ account_id = 'r-2' } | Remove-JournyAccount -Confirm:$false)

        $results.AccountId | Should -Be 'r-1', 'r-2'
        $results.Action | Should -Be 'Remove', 'Remove'
        Get-EmulatorAccount 'r-1' | Should -BeNullOrEmpty
        Get-EmulatorAccount 'r-3' | Should -Not -BeNullOrEmpty
    }

    It 'deletes by parameter' {
        $mark = Get-EmulatorMark
        $null = Remove-JournyAccount -Domain 'gone.example' -Confirm:$false

        $request = Get-EmulatorRequest -After $mark
        "$($request.method) $($request.target)" | Should -BeExactly 'DELETE /accounts'
        $request.body | Should -BeExactly '{"identification":{"domain":"gone.example"}}'
    }
}

Describe 'Asking first' {
    BeforeDiscovery {
        $tried = @(
            @{ Call = 'Set-JournyUser -UserId ask-1 -Property @{ plan = 1 }'; Line = 'Create or update.*user ask-1' }
            @{ Call = '@{ user_id = "ask-2" } | Set-JournyUser'; Line = 'Create or update.*user ask-2' }
            @{ Call = 'Set-JournyAccount -AccountId ask-3'; Line = 'Create or update.*account ask-3' }
            @{ Call = 'Remove-JournyUser -UserId ask-4'; Line = 'Delete.*user ask-4' }
            @{ Call = 'Remove-JournyAccount -AccountId ask-5'; Line = 'Delete.*account ask-5' }
            @{ Call = 'Add-JournyAccountUser -AccountId ask-6 -User 1'; Line = 'Add to account.*user 1, account ask-6' }
            @{ Call = 'Remove-JournyAccountUser -AccountId ask-7 -User 1'; Line = 'Remove from account.*user 1, account ask-7' }
            @{ Call = 'Add-JournyUserDevice -DeviceId d -UserId ask-8'; Line = 'Link web visitor.*user ask-8' }
            @{ Call = 'Add-JournyEvent -Name login -UserId ask-9'; Line = "Record event.*'login' of user ask-9" }
        )
        $asking = $tried | Where-Object { $_.Call -like 'Remove-*' }
    }

    BeforeAll {
        $mark = Get-EmulatorMark

        # In a shell of its own, since what -WhatIf says goes to the host and nowhere else.
        $run = Invoke-Shell @'
            Import-Module $Manifest
            Connect-Journy -BaseUri $BaseUri -SkipKeyCheck
            Set-JournyUser -UserId ask-1 -Property @{ plan = 1 } -WhatIf
            @{ user_id = "ask-2" } | Set-JournyUser -WhatIf
            Set-JournyAccount -AccountId ask-3 -WhatIf
            Remove-JournyUser -UserId ask-4 -WhatIf
            Remove-JournyAccount -AccountId ask-5 -WhatIf
            Add-JournyAccountUser -AccountId ask-6 -User 1 -WhatIf
            Remove-JournyAccountUser -AccountId ask-7 -User 1 -WhatIf
            Add-JournyUserDevice -DeviceId d -UserId ask-8 -WhatIf
            Add-JournyEvent -Name login -UserId ask-9 -WhatIf

            # Nobody is there to say yes, so that asking is an error.
            foreach ($call in { Remove-JournyUser -UserId ask-4 }, { Remove-JournyAccount -AccountId ask-5 }, { Remove-JournyAccountUser -AccountId ask-7 -User 1 }) {
                try { $null = & $call } catch { "asked by $call" }
            }
'@
    }

    It 'says what <Call> -WhatIf would do' -ForEach $tried {
        $run.Output | Should -Match "(?m)^What if: .*$Line"
    }

    It 'asks before <Call>' -ForEach $asking {
        $run.Output | Should -Match ([regex]::Escape("asked by  $Call"))
    }

    It 'sends nothing' {
        Get-EmulatorMark | Should -Be $mark
    }
}
