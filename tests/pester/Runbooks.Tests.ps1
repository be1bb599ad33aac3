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

Describe 'samples/runbooks/nightly-sync.ps1' {
    BeforeAll {
        $folder = (New-Item -Path (Join-Path $TestDrive 'nightly') -ItemType Directory).FullName
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/nightly-sync.ps1'; Folder = $folder } -Script @'
            # The scheduler finds the module where modules are.
            $env:PSModulePath = (Split-Path (Split-Path (Split-Path $Manifest))) + [IO.Path]::PathSeparator + $env:PSModulePath
            Set-Location $Folder
            $csv = @{ Path = "$Folder/accounts.csv"; JournalPath = "$Folder/accounts.journy"; BaseUri = $BaseUri }
            'account_id,domain,mrr', 'night-1,one.example,10', 'night-2,two.example,20' | Set-Content accounts.csv
            $LASTEXITCODE = 0
            & $Script @csv
            "first night ends with $LASTEXITCODE"
            'account_id,domain,mrr', 'night-1,one.example,10', 'night-2,two.example,25', 'night-3,no domain,30' | Set-Content accounts.csv
            $csv.JournalPath = 'accounts.journy'
            & $Script @csv
            "second night ends with $LASTEXITCODE"

            # In the place of SQL Server: a table of the kind that Invoke-Sqlcmd gives.
            function Invoke-Sqlcmd {
                param($ConnectionString, $Query, $OutputAs)

                if ($OutputAs -ne 'DataRows' -or $Query -notlike 'SELECT * account_id,*' -or -not $ConnectionString) { throw 'Asked otherwise.' }
                $table = New-Object System.Data.DataTable
                $null = $table.Columns.Add('account_id', [int])
                $null = $table.Columns.Add('mrr', [decimal])
                $null = $table.Columns.Add('name', [string])
                $null = $table.Rows.Add(9001, 99.90, 'Acme')
                $null = $table.Rows.Add(9002, [DBNull]::Value, 'Beta')
                $table.Rows
            }

            & $Script -ConnectionString 'Server=crm' -JournalPath "$Folder/sql.journy" -BaseUri $BaseUri
            & $Script -ConnectionString 'Server=crm' -JournalPath "$Folder/sql.journy" -BaseUri $BaseUri
'@
        $first, $second, $database = $run.Output -split '(?m)^\w+ night ends with '
    }

    It 'sends what has changed since the night before, and fails where rows failed' {
        $first | Should -Match '(?m)^Sent +: 2$'
        $second | Should -Match '^0\b'
        $second | Should -Match '(?m)^Sent +: 1$'
        $second | Should -Match '(?m)^Unchanged +: 1$'
        $second | Should -Match '(?m)^Failed +: 1$'
        $second | Should -Match '(?m)^Not everything is in: .*accounts'
        @(Get-ChildItem -LiteralPath $folder -Filter 'accounts.*.failed.csv').Count | Should -Be 1
        $database | Should -Match '^1\b'
        @(Get-EmulatorRequest -After 0 | Where-Object { $_.body -match 'night-\d' }).Count | Should -Be 4
        (Get-EmulatorAccount 'night-1').properties.mrr | Should -Be 10
        (Get-EmulatorAccount 'night-2').properties.mrr | Should -Be 25
    }

    It 'takes the rows of a database' {
        $database | Should -Match '(?s)Sent +: 2\b.*Sent +: 0\b.*Unchanged +: 2\b'
        (Get-EmulatorAccount '9001').properties.mrr | Should -Be 99.9
        (Get-EmulatorAccount '9002').properties.PSObject.Properties.Name | Should -Be 'name'
    }
}

Describe 'samples/runbooks/azure-automation.ps1' {
    It 'keeps the journal in the container, and fails the job where rows failed' {
        # In the place of Azure: cmdlets of those names that work on a folder, and forget the sandbox after each job.
        $container = (New-Item -Path (Join-Path $TestDrive 'container') -ItemType Directory).FullName
        Set-Content -LiteralPath (Join-Path $container 'users.csv') -Value 'user_id,email', 'azure-1,', 'azure-2,jane@nowhere'
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/azure-automation.ps1'; Container = $container } -Script @'
            function Connect-AzAccount { param([switch] $Identity) if (-not $Identity) { throw 'Asked otherwise.' } }
            function New-AzStorageContext { param($StorageAccountName, [switch] $UseConnectedAccount) "$StorageAccountName $UseConnectedAccount" }
            function Get-AutomationVariable { param($Name) if ($Name -ne 'JournyApiKey') { throw 'Asked otherwise.' } $key }
            function Get-AzStorageBlob { param($Container, $Context) Get-ChildItem (Get-Variable Container -Scope Global -ValueOnly) }
            function Get-AzStorageBlobContent { param($Container, $Context, $Blob, $Destination) Copy-Item (Join-Path (Get-Variable Container -Scope Global -ValueOnly) $Blob) $Destination }
            function Remove-AzStorageBlob { param($Container, $Context, $Blob) Remove-Item (Join-Path (Get-Variable Container -Scope Global -ValueOnly) $Blob) }
            function Set-AzStorageBlobContent { param($Container, $Context, $File, $Blob, [switch] $Force) Copy-Item $File (Join-Path (Get-Variable Container -Scope Global -ValueOnly) $Blob) -Force:$Force }

            $global:Container = $Container
            $key = $env:JOURNY_API_KEY
            $env:JOURNY_API_KEY = $null
            Import-Module $Manifest
            foreach ($job in 1, 2) {
                try { & $Script -StorageAccountName crm -BaseUri $BaseUri | Out-Default } catch { "job $job failed: $_" }
                "blobs: $((Get-ChildItem $Container).Name)"
            }

            Set-Content (Join-Path $Container users.csv) 'user_id,email', 'azure-1,', 'azure-2,ok@example.com'
            & $Script -StorageAccountName crm -BaseUri $BaseUri
            "blobs: $((Get-ChildItem $Container).Name)"

            Set-Content (Join-Path $Container users.csv) 'name', 'nobody'
            try { & $Script -StorageAccountName crm -BaseUri $BaseUri } catch { "job 4 failed: $_" }
'@
        $run.Output | Should -Match "(?m)^job 1 failed: Import of 'journy/users\.csv' is incomplete: .*'journy/users\.failed\.csv'"
        $run.Output | Should -Match "(?m)^job 2 failed: Import of 'journy/users\.csv' is incomplete: .*'journy/users\.failed\.csv'"
        $run.Output | Should -Match "(?m)^job 4 failed: 'journy/users\.csv'"
        $run.Output -split "`r?`n" -match '^blobs: ' | Should -Be @(
            'blobs: users.csv users.csv.journy users.failed.csv'
            'blobs: users.csv users.csv.journy users.failed.csv'
            'blobs: users.csv users.csv.journy')
        $run.Output | Should -Match '(?s)Sent +: 1\b.*Sent +: 0\b.*Unchanged +: 1\b.*Sent +: 1\b.*Unchanged +: 1\b'
        $run.ExitCode | Should -Be 0
        @(Get-ChildItem -LiteralPath $container -Filter 'users.csv.journy').Count | Should -Be 1
        (Get-EmulatorUser 'azure-2').email | Should -BeExactly 'ok@example.com'
    }
}

Describe 'samples/runbooks/github-actions.ps1' {
    It 'imports every file with a journal of its own, and writes what GitHub shows' {
        $folder = (New-Item -Path (Join-Path $TestDrive 'actions') -ItemType Directory).FullName
        Set-Content -LiteralPath (Join-Path $folder 'a.csv') -Value 'user_id', 'actions-1', 'actions-2'
        Set-Content -LiteralPath (Join-Path $folder 'b.csv') -Value 'user_id,email', 'actions-3,jane@nowhere'
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/github-actions.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            Set-Location $Folder
            $env:GITHUB_STEP_SUMMARY = Join-Path $Folder summary.md
            & $Script -Path ./*.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome -BaseUri $BaseUri
            "exit code $LASTEXITCODE"
            & $Script -Path ./a.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome -BaseUri $BaseUri
            "exit code $LASTEXITCODE"
'@
        $run.Output | Should -Match '(?m)^::error::.*b\.csv'
        $run.Output | Should -Match '(?s)exit code 1.*Unchanged +: 2\b.*exit code 0'
        $summary = Get-Content -LiteralPath (Join-Path $folder 'summary.md')
        $summary | Should -Contain '| a.csv | 2 | 2 | 0 | 0 | 0 | 0 |'
        $summary | Should -Contain '| b.csv | 1 | 0 | 0 | 0 | 1 | 0 |'
        $summary | Should -Contain '| a.csv | 2 | 0 | 2 | 0 | 0 | 0 |'
        (Get-ChildItem -LiteralPath (Join-Path $folder 'journal')).Name | Sort-Object | Should -Be 'a.csv.journy', 'b.csv.journy'
        @(Get-ChildItem -LiteralPath (Join-Path $folder 'outcome') -Filter 'b.*.failed.csv').Count | Should -Be 1
    }

    It 'goes on with the other files where one cannot be read' {
        $folder = (New-Item -Path (Join-Path $TestDrive 'unreadable') -ItemType Directory).FullName
        Set-Content -LiteralPath (Join-Path $folder 'a.csv') -Value 'name', 'nobody'
        Set-Content -LiteralPath (Join-Path $folder 'b.csv') -Value 'user_id', 'actions-4'
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/github-actions.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            Set-Location $Folder
            & $Script -Path ./*.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome -BaseUri $BaseUri
            exit $LASTEXITCODE
'@
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Match '(?m)^::error::.*a\.csv'
        $run.Output | Should -Not -Match 'b\.csv.*was not imported'
        (Get-EmulatorUser 'actions-4').userId | Should -Be 'actions-4'
    }

    It 'fails where no file meets its wildcard' {
        $folder = (New-Item -Path (Join-Path $TestDrive 'nothing') -ItemType Directory).FullName
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/github-actions.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            Set-Location $Folder
            & $Script -Path ./*.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome -BaseUri $BaseUri
            exit $LASTEXITCODE
'@
        $run.ExitCode | Should -Be 1 -Because $run.Output
        $run.Output | Should -Match "(?m)^::error::There is no file '\./\*\.csv'"
    }

    It 'writes its table and its annotations too where the run ends early' {
        $folder = (New-Item -Path (Join-Path $TestDrive 'ended') -ItemType Directory).FullName
        foreach ($name in 'a', 'b', 'c') {
            Set-Content -LiteralPath (Join-Path $folder "$name.csv") -Value 'user_id', "$name-1", "$name-2"
        }

        # The check of the key and the two rows of the first file are answered.
        $null = Start-Emulator -Argument '--no-limit --disable-key-at 4'
        try {
            $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/github-actions.ps1'; Folder = $folder } -Script @'
                Import-Module $Manifest
                Set-Location $Folder
                $env:GITHUB_STEP_SUMMARY = Join-Path $Folder summary.md
                & $Script -Path ./*.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome -BaseUri $BaseUri
                exit $LASTEXITCODE
'@
        }
        finally {
            $null = Start-Emulator -Argument '--no-limit'
        }

        $run.ExitCode | Should -Be 1 -Because $run.Output
        $run.Output | Should -Match '(?m)^::error::.*b\.csv.*HTTP 403'
        $run.Output | Should -Match '(?m)^::error::''c\.csv'' was not imported'
        @($run.Output -split "`n" -match '^::error::').Count | Should -Be 2
        $summary = Get-Content -LiteralPath (Join-Path $folder 'summary.md')
        $summary | Should -Contain '| a.csv | 2 | 2 | 0 | 0 | 0 | 0 |'
        $summary | Where-Object { $_ -match '^\| b\.csv \| 2 \| 0 \| 0 \| 0 \| [12] \| [01] \|$' } | Should -Not -BeNullOrEmpty
    }

    It 'is called by the workflow with parameters that it has' {
        $parameters = (Get-Command (Get-RepositoryPath 'samples/runbooks/github-actions.ps1')).Parameters
        $call = Get-Content -LiteralPath (Get-RepositoryPath 'samples/runbooks/github-actions.yml') | Where-Object { $_ -match '\./scripts/github-actions\.ps1 ' }
        @($call).Count | Should -Be 1
        $names = [regex]::Matches($call, ' -(\w+) ') | ForEach-Object { $_.Groups[1].Value }
        $names.Count | Should -BeGreaterThan 2
        $names | Where-Object { -not $parameters.ContainsKey($_) } | Should -BeNullOrEmpty
    }
}

Describe 'samples/events/from-log.ps1' {
    It 'records each line once, however often it reads the file' {
        $folder = (New-Item -Path (Join-Path $TestDrive 'log') -ItemType Directory).FullName
        $log = Join-Path $folder 'shop.log'
        $lines = @(
            '2026-02-01T14:05:06Z order_placed user=log-1 account=log-7 amount=99.90 currency=EUR'
            'a line of quite another kind'
            '2026-02-01T14:05:07Z cache_cleared entries=12'
            '2026-02-01T14:05:09Z signed_out user=log-1'
            '2026-02-01T14:05:09Z signed_out user=log-1'
        )
        Set-Content -LiteralPath $log -Value $lines
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/events/from-log.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            Set-Location $Folder
            $journal = Join-Path $Folder shop.journy
            & $Script -Path ./shop.log -JournalPath $journal -BaseUri $BaseUri
            Add-Content ./shop.log '2026-02-01T14:06:00Z order_placed user=log-2 amount=5 currency=EUR', '2026-02-01T14:06:01Z signed_out user=log-2'
            & $Script -Path ./*.log -Name order_placed -JournalPath $journal -BaseUri $BaseUri

            # Half a line: of user log-4, as it seems.
            [IO.File]::AppendAllText("$Folder/shop.log", '2026-02-01T14:07:00Z signed_out user=log-4')
            & $Script -Path ./shop.log -JournalPath $journal -BaseUri $BaseUri
            [IO.File]::AppendAllText("$Folder/shop.log", "2`n")
            & $Script -Path ./shop.log -JournalPath $journal -BaseUri $BaseUri
'@
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match '(?s)Read +: 3\b.*Sent +: 3\b.*Read +: 2\b.*Sent +: 1\b.*Unchanged +: 1\b.*Sent +: 1\b.*Sent +: 1\b'
        $recorded = @(Get-EmulatorRecord events | Where-Object userId -Like 'log-*' | Sort-Object number)
        $recorded.name | Sort-Object | Should -Be 'order_placed', 'order_placed', 'signed_out', 'signed_out', 'signed_out', 'signed_out'
        $recorded.userId | Should -Contain 'log-42'
        $recorded.userId | Should -Not -Contain 'log-4'
        $first = $recorded | Where-Object accountId -EQ 'log-7'
        $first.metadata.amount | Should -Be 99.9
        $first.metadata.currency | Should -BeExactly 'EUR'
        ([datetimeoffset] $first.triggeredAt).UtcDateTime | Should -Be ([datetimeoffset] '2026-02-01T14:05:06Z').UtcDateTime
    }
}

Describe 'samples/migrate-from-python-sdk.md' {
    BeforeAll {
        $page = Get-Content -Raw -LiteralPath (Get-RepositoryPath 'samples/migrate-from-python-sdk.md')
    }

    It 'has PowerShell that runs as it stands' {
        $snippets = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        $snippets.Count | Should -BeGreaterThan 6
        Set-Content -LiteralPath (Join-Path $TestDrive 'users.csv') -Value 'user_id,plan', 'sdk-1,Pro'
        $mark = Get-EmulatorMark
        $run = Invoke-Shell -Variable @{ Folder = "$TestDrive" } -Script (@'
            $ErrorActionPreference = 'Stop'
            Set-Location $Folder
            Import-Module $Manifest
            $PSDefaultParameterValues['Connect-Journy:BaseUri'] = $BaseUri
'@ + "`n" + ($snippets -join "`n"))

        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match 'Journy\.BadArguments,\S+ request \S+, \d+ calls left'
        $requests = @(Get-EmulatorRequest -After $mark | ForEach-Object { "$($_.method) $($_.target)" }) | Sort-Object -Unique
        $requests | Should -Be @(
            'DELETE /accounts', 'DELETE /users', 'GET /tracking/snippet?domain=www.example.com', 'GET /validate', 'POST /accounts/upsert',
            'POST /accounts/users/add', 'POST /accounts/users/remove', 'POST /link', 'POST /track', 'POST /users/upsert')
    }

    It 'names every call of the SDK' {
        # As version 2.3.1 has them.
        foreach ($call in 'add_event', 'upsert_user', 'delete_user', 'upsert_account', 'delete_account', 'add_users_to_account',
            'remove_users_from_account', 'link', 'get_tracking_snippet', 'get_api_key_details', 'for_user', 'for_account',
            'for_user_in_account', 'happened_at', 'with_metadata', 'by_user_id', 'by_email', 'by_account_id', 'by_domain') {
            $page | Should -MatchExactly "\b$call\b"
        }
    }
}
