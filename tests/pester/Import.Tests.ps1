# The import cmdlets, as a nightly job uses them.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    # A file of each, its rows, what fixes the bad one, and where the calls go.
    $entities = @(
        @{
            Cmdlet = 'Import-JournyUser'; Entity = 'User'; Target = '/users/upsert'
            Header = 'user_id,email,plan'; Good = 'iu-1,jane@example.com,Pro', 'iu-2,,Free', 'iu-3,,Free'
            Changed = 'iu-2,,Pro'; Bad = 'iu-4,jane@nowhere,Pro'; FixedColumn = 'email'; FixedCell = 'joe@example.com'
        }
        @{
            Cmdlet = 'Import-JournyAccount'; Entity = 'Account'; Target = '/accounts/upsert'
            Header = 'account_id,domain,plan'; Good = 'ia-1,example.com,Pro', 'ia-2,,Free', 'ia-3,,Free'
            Changed = 'ia-2,,Pro'; Bad = 'ia-4,no domain,Pro'; FixedColumn = 'domain'; FixedCell = 'joe.example'
        }
        @{
            Cmdlet = 'Import-JournyAccountUser'; Entity = 'AccountUser'; Target = '/accounts/users/add'
            Header = 'account_id,user_id,email'; Good = 'im-1,m-1,', 'im-1,m-2,', 'im-2,m-3,'
            Changed = 'im-3,m-2,'; Bad = 'im-1,,jane@nowhere'; FixedColumn = 'email'; FixedCell = 'joe@example.com'
        }
        @{
            Cmdlet = 'Import-JournyEvent'; Entity = 'Event'; Target = '/track'
            Header = 'name,user_id,email,triggered_at'
            Good = 'login,ie-1,,2026-02-01T10:00:00Z', 'login,ie-1,,2026-02-01T11:00:00Z', 'left,ie-2,,2026-02-01T12:00:00Z'
            Changed = 'login,ie-1,,2026-02-01T11:30:00Z'; Bad = 'login,,jane@nowhere,2026-02-01T10:00:00Z'; FixedColumn = 'email'; FixedCell = 'joe@example.com'
        }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $baseUri = Start-Emulator -Argument '--no-limit'
    Connect-Journy -BaseUri $baseUri -SkipKeyCheck

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

Describe '<Cmdlet>' -ForEach $entities {
    BeforeAll {
        $file = Out-CsvFile "$Entity.csv" (@($Header) + $Good)
    }

    It 'shows what it would do with -Preview, and sends nothing' {
        $mark = Get-EmulatorMark
        $preview = & $Cmdlet $file -Preview

        $preview.GetType().FullName | Should -BeExactly 'Journy.ImportPreview'
        $preview.Entity | Should -Be $Entity
        $preview.Rows, $preview.ToSend, $preview.Unchanged, $preview.Invalid | Should -Be 3, 3, 0, 0
        $preview.Columns.Name | Should -Be ($Header -split ',')
        @(Get-EmulatorRequest -After $mark).method | Sort-Object -Unique | Should -Be 'GET'
        Test-Path -LiteralPath "$file.journy" | Should -BeFalse
    }

    It 'sends every row, and gives one summary' {
        $mark = Get-EmulatorMark
        $summary = @(& $Cmdlet $file)

        $summary.Count | Should -Be 1
        $summary[0].GetType().FullName | Should -BeExactly 'Journy.ImportSummary'
        $summary.Entity | Should -Be $Entity
        $summary.Path | Should -BeExactly $file
        $summary.Read, $summary.Sent, $summary.Unchanged, $summary.Partial, $summary.Failed, $summary.Unknown, $summary.NotAttempted | Should -Be 3, 3, 0, 0, 0, 0, 0
        $summary.JournalPath | Should -BeExactly "$file.journy"
        $summary.FailedPath | Should -BeNullOrEmpty
        (Get-EmulatorRequest -After $mark).target | Sort-Object -Unique | Should -BeExactly $Target
    }

    It 'sends nothing of the same file again, and afterwards what has changed' {
        $mark = Get-EmulatorMark
        $again = & $Cmdlet $file
        $again.Read, $again.Sent, $again.Unchanged | Should -Be 3, 0, 3
        Get-EmulatorMark | Should -Be $mark

        Set-Content -LiteralPath $file -Value $Header, $Good[0], $Changed, $Good[2] -Encoding UTF8
        (& $Cmdlet $file -Preview).ToSend | Should -Be 1
        $mark = Get-EmulatorMark
        $changes = & $Cmdlet $file
        $changes.Read, $changes.Sent, $changes.Unchanged | Should -Be 3, 1, 2
        @(Get-EmulatorRequest -After $mark).Count | Should -Be 1
    }

    It 'gives the failed rows back in a file that can be fixed and imported' {
        Set-Content -LiteralPath $file -Value $Header, $Good[0], $Bad -Encoding UTF8
        $summary = & $Cmdlet $file -ErrorVariable incomplete -ErrorAction SilentlyContinue

        $summary.Read, $summary.Unchanged, $summary.Failed | Should -Be 2, 1, 1
        @($incomplete).Count | Should -Be 1
        $incomplete[0].FullyQualifiedErrorId | Should -BeLike 'Journy.ImportIncomplete,*'
        [object]::ReferenceEquals($incomplete[0].TargetObject, $summary) | Should -BeTrue
        $row = @(Import-Csv -LiteralPath $summary.FailedPath)
        $row.Count | Should -Be 1
        $row.journy_line | Should -Be '3'
        $row.journy_error | Should -Match $FixedColumn
        $row.journy_request_id | Should -Not -BeNullOrEmpty
        $row[0].$FixedColumn = $FixedCell
        $row | Export-Csv -LiteralPath $summary.FailedPath -NoTypeInformation -Encoding UTF8
        $fixed = & $Cmdlet $summary.FailedPath
        $fixed.Read, $fixed.Sent, $fixed.Failed | Should -Be 1, 1, 0
    }

    It 'takes rows from the pipeline, with a journal that is named' {
        $journal = Join-Path $TestDrive "$Entity-piped.journy"
        $rows = $Header, $Changed | ConvertFrom-Csv
        $first = $rows | & $Cmdlet -JournalPath $journal
        $second = $rows | & $Cmdlet -JournalPath $journal
        $third = $rows | & $Cmdlet -NoJournal

        $first.Sent, $second.Sent, $second.Unchanged, $third.Sent | Should -Be 1, 0, 1, 1
        $first.JournalPath | Should -BeExactly $journal
        $third.JournalPath | Should -BeNullOrEmpty
        { $rows | & $Cmdlet -ErrorAction Stop } | Should -Throw -ErrorId 'Journy.InvalidParameter,*'
    }

    It 'says what to do with text' {
        $mark = Get-EmulatorMark
        { 'users.csv' | & $Cmdlet } | Should -Throw "*Nothing was sent. For a file of that name: $Cmdlet 'users.csv'.*ConvertFrom-Csv*" -ErrorId 'Journy.NotARow,*'
        { $Header, $Changed | & $Cmdlet -NoJournal } | Should -Throw -ErrorId 'Journy.NotARow,*'
        Get-EmulatorMark | Should -Be $mark
    }

    It 'takes the path of a provider as -LiteralPath' {
        $literal = Out-CsvFile "$Entity-path[1].csv" (@($Header) + $Good)
        (& $Cmdlet -PSPath (Get-Item -LiteralPath $literal).PSPath -NoJournal).Read | Should -Be 3
    }

    It 'takes a file from the pipeline' {
        $piped = Out-CsvFile "$Entity-file.csv" (@($Header) + $Good)
        $summary = Get-Item -LiteralPath $piped | & $Cmdlet
        $summary.Path | Should -BeExactly $piped
        $summary.Read, $summary.Sent | Should -Be 3, 3
    }

    It 'refuses the journal of another workspace, and says so' {
        # The emulator has two addresses.
        $other = Connect-Journy -BaseUri "$baseUri".Replace('127.0.0.1', 'localhost') -SkipKeyCheck -PassThru
        try {
            & $Cmdlet $file -Connection $other -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.JournalMismatch,*'
        }
        finally {
            Connect-Journy -BaseUri $baseUri -SkipKeyCheck
        }
    }
}

Describe 'Import-JournyUser' {
    It 'imports a file, finds the types of its columns, and gives one summary' {
        $file = Out-CsvFile 'users.csv' 'user_id,Email,plan,seats,zip', 'i-1,jane@example.com,Pro,5,0123', 'i-2,,Free,7,4567'
        $summary = Import-JournyUser $file

        @($summary).Count | Should -Be 1
        $summary.GetType().FullName | Should -BeExactly 'Journy.ImportSummary'
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

    It 'fails a job that stops at errors, after the summary was given' {
        $file = Out-CsvFile 'stop.csv' 'user_id,Email', 's-1,', 's-2,jane@nowhere'
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

    It 'writes those who are gone to a file that no listing of its folder imports, and that removes them' {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'gone')).FullName
        Set-Content -LiteralPath "$folder/before.txt" -Value 'user_id,email', 'ig-1,', 'ig-2,gone@example.com' -Encoding UTF8
        Copy-Item -LiteralPath "$folder/before.txt" -Destination "$folder/users.csv"
        Import-JournyUser "$folder/users.csv" | Out-Null
        Set-Content -LiteralPath "$folder/users.csv" -Value 'user_id,email', 'ig-1,' -Encoding UTF8
        (Import-JournyUser "$folder/users.csv" -AbsentPath "$folder/gone.csv" -PreviousPath "$folder/before.txt").Absent | Should -Be 1

        $mark = Get-EmulatorMark
        $summary = @(Get-ChildItem -Path "$folder/*.csv" | Import-JournyUser -WarningVariable warning -WarningAction SilentlyContinue)
        $summary.Path | Should -BeExactly (Join-Path $folder 'users.csv')
        "$warning" | Should -BeLike "*gone.csv'*Import-Csv -LiteralPath '*gone.csv' | Remove-JournyUser removes them.*"
        Get-EmulatorMark | Should -Be $mark

        $removed = @(Import-Csv -LiteralPath "$folder/gone.csv" | Remove-JournyUser -Confirm:$false)
        $removed.Count | Should -Be 1
        $removed[0].UserId, $removed[0].Email | Should -BeExactly 'ig-2', 'gone@example.com'
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

    It 'names the command that imports fixed rows with the types that they had' {
        $mark = Get-EmulatorMark
        $rows = [pscustomobject]@{ user_id = 'retry-1'; email = 'jane@nowhere'; code = '12'; mrr = 9.5d; tags = 'a', 'b'; since = [datetime]'2026-02-01T10:00:00Z' }
        Push-Location $TestDrive
        try {
            $summary = $rows | Import-JournyUser -NoJournal -ErrorVariable incomplete -ErrorAction SilentlyContinue
        }
        finally {
            Pop-Location
        }

        "$($incomplete[0])" | Should -Match ([regex]::Escape($summary.RetryCommand))
        $failed = Import-Csv -LiteralPath $summary.FailedPath
        $failed.email = 'jane@example.com'
        $failed | Export-Csv -LiteralPath $summary.FailedPath -NoTypeInformation -Encoding UTF8
        $fixed = & ([scriptblock]::Create($summary.RetryCommand))
        $fixed.Sent | Should -Be 1
        $sent = @(Get-EmulatorRequest -After $mark)
        $sent.Count | Should -Be 2
        $meant, $retried = $sent.Body | ForEach-Object { ($_ | ConvertFrom-Json).properties | ConvertTo-Json -Compress }
        $retried | Should -BeExactly $meant
        $retried | Should -Match '"code":"12"'
    }

    It 'fails the lines of a database tool that are no rows, by file and by pipe' {
        $file = Out-CsvFile 'sqlcmd.csv' 'user_id,seats', '-------,-----', 'tool-1,5', 'tool-2,6', '', '(2 rows affected)'
        $summary = Import-JournyUser $file -ErrorAction SilentlyContinue
        $summary.Sent, $summary.Failed | Should -Be 2, 2
        $piped = Import-Csv -LiteralPath $file | Set-JournyUser -ErrorVariable strays -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @($piped).Count | Should -Be 2
        @($strays | ForEach-Object FullyQualifiedErrorId | Select-Object -Unique) | Should -BeLike 'Journy.NotARow,*'
        $strays.Count | Should -Be 2
    }

    It 'goes on where an import ended early, and sends nothing twice' {
        # So slow that the time is over long before the rows are.
        $file = Out-CsvFile 'limit.csv' (@('user_id,plan') + (1..40 | ForEach-Object { "l-$_,Pro" }))
        Set-EmulatorLatency 100
        try {
            $mark = Get-EmulatorMark
            $summary = Import-JournyUser $file -TimeLimitMinutes 0.01 -ThrottleLimit 2 -ErrorVariable incomplete -ErrorAction SilentlyContinue
        }
        finally {
            Clear-EmulatorFault
            Set-EmulatorLatency 0
        }

        $summary.NotAttempted | Should -BeGreaterThan 0
        $summary.Sent | Should -BeGreaterThan 0
        $summary.Read | Should -Be 40
        $summary.NotAttemptedFromLine | Should -BeGreaterThan 1
        $incomplete[0].FullyQualifiedErrorId | Should -BeLike 'Journy.ImportIncomplete,*'
        "$($incomplete[0])" | Should -Match ([regex]::Escape($summary.ContinueCommand))
        $rest = & ([scriptblock]::Create($summary.ContinueCommand.Replace('-TimeLimitMinutes 0.01', '')))
        $rest.Unchanged | Should -Be $summary.Sent
        $rest.Sent | Should -Be $summary.NotAttempted
        @(Get-EmulatorRequest -After $mark).Count | Should -Be 40
    }

    It 'ends at -MaxErrors, and sends all again with -Resend' {
        $file = Out-CsvFile 'errors.csv' (@('user_id,email', 'x-1,jane@nowhere') + (1..60 | ForEach-Object { "x-$_," }))
        $summary = Import-JournyUser $file -MaxErrors 0 -ThrottleLimit 1 -ErrorAction SilentlyContinue
        $summary.Failed | Should -Be 1
        $summary.NotAttempted | Should -BeGreaterThan 0
        $summary.Read | Should -Be 61

        $file = Out-CsvFile 'resend.csv' 'user_id', 'rs-1', 'rs-2'
        (Import-JournyUser $file).Sent, (Import-JournyUser $file).Sent, (Import-JournyUser $file -Resend).Sent | Should -Be 2, 0, 2
    }
}

Describe 'Import-JournyAccountUser' {
    It 'puts a file of users into one account, up to 100 a call' {
        $file = Out-CsvFile 'team.csv' (@('user_id') + (1..120 | ForEach-Object { "team-$_" }))
        $mark = Get-EmulatorMark
        $summary = Import-JournyAccountUser $file -AccountId team

        $summary.Sent | Should -Be 120
        @(Get-EmulatorRequest -After $mark).Count | Should -Be 2
        (Get-EmulatorAccount 'team').members.Count | Should -Be 120
    }
}

Describe 'Import-JournyEvent' {
    It 'takes name and metadata for every row' {
        $file = Out-CsvFile 'named.csv' 'user_id,triggered_at,page', 'n-1,2026-02-01T10:00:00Z,/a'
        (Import-JournyEvent $file -Name viewed -Metadata @{ source = 'log' }).Sent | Should -Be 1

        $recorded = Get-EmulatorRecord events | Where-Object userId -EQ 'n-1'
        $recorded.name | Should -BeExactly 'viewed'
        $recorded.metadata.page | Should -BeExactly '/a'
        $recorded.metadata.source | Should -BeExactly 'log'
    }

    It 'needs the time of every event' {
        $file = Out-CsvFile 'timeless.csv' 'name,user_id', 'login,t-1'
        Import-JournyEvent $file -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.InvalidHeader,*'
    }

    It 'gives events whose answer was lost back in a file, and never sends them twice' {
        $file = Out-CsvFile 'unknown.csv' 'name,user_id,triggered_at', 'once,u-1,2026-02-01T10:00:00Z'
        Set-EmulatorFault 'drop-after'
        try {
            $summary = Import-JournyEvent $file -ErrorVariable incomplete -ErrorAction SilentlyContinue
        }
        finally {
            Clear-EmulatorFault
        }

        $summary.Read, $summary.Sent, $summary.Unknown | Should -Be 1, 0, 1
        $incomplete[0].FullyQualifiedErrorId | Should -BeLike 'Journy.ImportIncomplete,*'
        (Import-Csv -LiteralPath $summary.UnknownPath).user_id | Should -BeExactly 'u-1'
        $mark = Get-EmulatorMark
        (Import-JournyEvent $file -ErrorAction SilentlyContinue).Sent | Should -Be 0
        Get-EmulatorMark | Should -Be $mark
        @(Get-EmulatorRecord events | Where-Object userId -EQ 'u-1').Count | Should -Be 1
    }
}

Describe 'Events that were recorded' {
    BeforeEach {
        $folder = (New-Item -Path (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $user = "known-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
        $start = 'Import-Module $Manifest; Set-Location $Folder; Connect-Journy -BaseUri $BaseUri -SkipKeyCheck'
        $rows = 1..3 | ForEach-Object { "paid,$user,2026-02-0${_}T10:00:00Z,o-$_,$($_)0" }
        Set-Content -LiteralPath (Join-Path $folder 'events.csv') -Value (@('name,user_id,triggered_at,order_id,amount') + $rows)
        function Get-Recorded { @(Get-EmulatorRecord events | Where-Object userId -EQ $user) }
    }

    It 'stay what they were where the export gains a column' {
        $run = Invoke-Shell -Variable @{ Folder = $folder } -Script @"
            $start
            Import-JournyEvent events.csv
            (Get-Content events.csv) -replace '$', ',EUR' -replace 'amount,EUR', 'amount,currency' | Set-Content events.csv
            Add-Content events.csv 'paid,$user,2026-02-09T10:00:00Z,o-9,90,USD'
            Import-JournyEvent events.csv
"@
        $run.Output | Should -Match '(?s)Sent +: 3\b.*Sent +: 1\b.*Unchanged +: 3\b'
        @(Get-Recorded).Count | Should -Be 4
    }

    It 'stop the import where they would count again, and the command that it names sends them' {
        $run = Invoke-Shell -Variable @{ Folder = $folder } -Script @"
            $start
            Import-JournyEvent events.csv
            try { Import-JournyEvent events.csv -ExcludeProperty amount } catch { `$refused = `$_ }
            "refused: `$refused"
            "`$refused" -match 'to send them again: (?<command>Import-JournyEvent .+)`$'
            try { Import-JournyEvent events.csv -ExcludeProperty amount -AcceptEventCount 2 } catch { "too few: `$_" }
            Invoke-Expression `$Matches.command
"@
        $run.Output | Should -Match '(?m)^refused: .*3 events that were recorded before would be sent again.*Nothing was sent\.'
        $run.Output | Should -Match '(?m)^too few: .*Nothing was sent\.'
        $run.Output | Should -Match '(?s)too few.*Sent +: 3\b'
        @(Get-Recorded).Count | Should -Be 6
    }

    It 'are known by -EventKey, whatever else they say, by file and by pipe' {
        $run = Invoke-Shell -Variable @{ Folder = $folder } -Script @"
            $start
            Import-JournyEvent events.csv -EventKey order_id
            (Get-Content events.csv) -replace ',10$', ',11' | Set-Content events.csv
            Import-JournyEvent events.csv -EventKey order_id 3>&1
            Import-Csv events.csv | Import-JournyEvent -EventKey order_id -JournalPath events.csv.journy 3>&1
            try { Import-JournyEvent events.csv } catch { "without: `$_" }
"@
        $run.Output | Should -Match '(?s)Sent +: 3\b.*Sent +: 0\b.*Unchanged +: 3\b.*Sent +: 0\b.*Unchanged +: 3\b.*without: .*-EventKey'
        @(Get-Recorded).Count | Should -Be 3
    }
}

Describe 'The import cmdlets with -WhatIf' {
    It 'say what they would do, and do nothing' {
        $file = Out-CsvFile 'whatif.csv' 'user_id,account_id,name,triggered_at', 'wi-1,wi-2,login,2026-02-01T10:00:00Z'
        $mark = Get-EmulatorMark
        $run = Invoke-Shell -Variable @{ File = $file } -Script @'
            Import-Module $Manifest
            Connect-Journy -BaseUri $BaseUri -SkipKeyCheck
            Import-JournyUser $File -WhatIf
            Import-JournyAccount $File -WhatIf
            Import-JournyAccountUser $File -WhatIf
            Import-JournyEvent $File -WhatIf
'@
        $lines = @($run.Output -split "`n")
        $lines.Count | Should -Be 4 -Because $run.Output
        $lines | ForEach-Object { $_ | Should -Match '^What if: .*whatif\.csv' }
        Get-EmulatorMark | Should -Be $mark
        @(Get-ChildItem (Join-Path $TestDrive 'whatif*')).Name | Should -Be 'whatif.csv'
    }
}
