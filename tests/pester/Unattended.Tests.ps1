# The samples for jobs: each with a bad row, a key that was revoked, and a file that cannot be read, by the exit codes that it promises.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    # What differs is how each is called.
    $jobs = @(
        @{ Name = 'samples/runbooks/secret-management.ps1'; Call = '& $Script -Path $File -BaseUri $BaseUri' }
        @{ Name = 'samples/runbooks/import-workspace.ps1'; Call = '& $Script -Workspace shop -Path $File -JournalDirectory "$Folder/journal" -SummaryDirectory "$Folder/summary" -OutcomeDirectory "$Folder/outcome" -BaseUri $BaseUri' }
        @{ Name = 'samples/container/import.ps1'; Call = '& $Script -Path $File -DataDirectory $Folder -KeyFile "$Folder/none" -BaseUri $BaseUri' }
    )
    $isDesktop = $PSVersionTable.PSEdition -eq 'Desktop'
    $hasSignals = -not $isDesktop -and -not $IsWindows
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $baseUri = Start-Emulator -Argument '--no-limit'

    function New-JobFolder {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Only tests call it.')]
        param()

        return (New-Item -Path (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }
}

AfterAll {
    Stop-Emulator
}

Describe '<Name>' -ForEach $jobs {
    BeforeAll {
        # All in one shell, since it takes longest to start.
        $folder = New-JobFolder
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath $Name; Folder = $folder; File = Join-Path $folder 'users.csv'; Call = $Call } -Script @'
            # In the place of a vault, which hands out a SecureString.
            function Get-Secret { param($Name, $Vault) if ("$Name $Vault" -ne 'JournyApiKey Jobs') { throw 'Asked otherwise.' } ConvertTo-SecureString $env:JOURNY_API_KEY -AsPlainText -Force }
            Import-Module $Manifest
            $key = $env:JOURNY_API_KEY
            $job = [scriptblock]::Create($Call)
            function Invoke-Job([string] $Case) { $global:LASTEXITCODE = 0; & $job | Out-Default; "[$Case ends with $LASTEXITCODE]" }

            Invoke-Job missing
            Set-Content $File 'user_id,plan', 'job-1,Pro', 'job-2,Free'
            Invoke-Job first
            Set-Content $File 'user_id,plan', 'job-1,Pro', 'job-2,Pro'
            Invoke-Job changed
            Set-Content $File 'user_id,email', 'job-3,', 'job-4,jane@nowhere'
            Invoke-Job bad
            Set-Content $File 'user_id', 'job-5'
            $env:JOURNY_API_KEY = 'revoked-' + 'key-of-a-workspace'
            Invoke-Job revoked
            $env:JOURNY_API_KEY = $key
            Set-Content $File 'name', 'nobody'
            Invoke-Job unreadable
'@
        $case = @{}
        foreach ($match in [regex]::Matches($run.Output, '(?s)(?<said>.*?)\[(?<case>\w+) ends with (?<code>\d+)\]')) {
            $case[$match.Groups['case'].Value] = @{ Code = [int] $match.Groups['code'].Value; Said = $match.Groups['said'].Value }
        }
    }

    It 'sends a file, then what changed, and ends with 0' {
        $case.first.Code | Should -Be 0 -Because $run.Output
        $case.first.Said | Should -Match '(?m)^Sent +: 2$'
        $case.changed.Code | Should -Be 0
        $case.changed.Said | Should -Match '(?s)Sent +: 1\b.*Unchanged +: 1\b'
        (Get-EmulatorUser 'job-2').properties.plan | Should -BeExactly 'Pro'
    }

    It 'ends with 1 for a bad row, and has the others in' {
        $case.bad.Code | Should -Be 1
        $case.bad.Said | Should -Match '(?m)^Failed +: 1$'
        $case.bad.Said | Should -Match '(?m)^Not everything is in: .*users\.csv.*failed\.csv'
        (Get-EmulatorUser 'job-3').userId | Should -Be 'job-3'
    }

    It 'ends with 1 for a key that was revoked, and shows it nowhere' {
        $case.revoked.Code | Should -Be 1
        $case.revoked.Said | Should -Match '(?m)^Not everything is in: .*HTTP 401'
        $run.Output | Should -Not -Match 'revoked-key'
        Get-EmulatorUser 'job-5' | Should -BeNullOrEmpty
    }

    It 'ends with 1 for a file that is not there or cannot be read' {
        foreach ($name in 'missing', 'unreadable') {
            $case.$name.Code | Should -Be 1
            $case.$name.Said | Should -Match '(?m)^Not everything is in: .*users\.csv'
        }
    }
}

Describe 'Many workspaces' {
    It 'have one table of all summaries, and a workspace that is missing' {
        $folder = New-JobFolder
        Set-Content -LiteralPath (Join-Path $folder 'good.csv') -Value 'user_id', 'many-1', 'many-2'
        Set-Content -LiteralPath (Join-Path $folder 'bad.csv') -Value 'user_id,email', 'many-3,jane@nowhere'
        Set-Content -LiteralPath (Join-Path $folder 'revoked.csv') -Value 'user_id', 'many-4'
        $run = Invoke-Shell -Variable @{ Import = Get-RepositoryPath 'samples/runbooks/import-workspace.ps1'; Show = Get-RepositoryPath 'samples/runbooks/show-summaries.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            $env:GITHUB_STEP_SUMMARY = Join-Path $Folder summary.md
            $key = $env:JOURNY_API_KEY
            foreach ($name in 'good', 'bad', 'revoked') {
                $env:JOURNY_API_KEY = if ($name -eq 'revoked') { 'revoked-' + 'key-of-a-workspace' } else { $key }
                & $Import -Workspace $name -Path "$Folder/$name.csv" -JournalDirectory "$Folder/journal" -SummaryDirectory "$Folder/summary" -OutcomeDirectory "$Folder/outcome" -BaseUri $BaseUri | Out-Null
                "$name ends with $LASTEXITCODE"
            }

            & $Show -SummaryDirectory "$Folder/summary" -Workspace good
            "table ends with $LASTEXITCODE"
            & $Show -SummaryDirectory "$Folder/summary" -Workspace good, bad, revoked, lost
            "table ends with $LASTEXITCODE"
'@
        $run.Output | Should -Match '(?s)good ends with 0.*bad ends with 1.*revoked ends with 1.*table ends with 0.*table ends with 1'
        $run.Output | Should -Not -Match 'revoked-key'
        $table = Get-Content -LiteralPath (Join-Path $folder 'summary.md')
        $table | Should -Contain '| good | 2 | 2 | 0 | 0 | 0 | 0 |  |'
        @($table -match '^\| bad \| 1 \| 0 \| 0 \| 0 \| 1 \| 0 \| .*failed\.csv').Count | Should -Be 1
        @($table -match '^\| revoked \| +\| +\| +\| +\| +\| +\| .+ \|$').Count | Should -Be 1
        @($table -match '^\| lost \|.*There is no summary').Count | Should -Be 1

        # No number in the place of a name, and no span in parts.
        $json = Get-Content -LiteralPath (Join-Path $folder 'summary/good.json') -Raw | ConvertFrom-Json
        $json.ElapsedSeconds | Should -BeGreaterThan 0
        (Get-ChildItem (Join-Path $folder 'journal')).Name | Should -Contain 'good.journy'
    }

    It 'are called by the workflow with parameters that the scripts have' {
        $workflow = Get-Content -LiteralPath (Get-RepositoryPath 'samples/runbooks/workspaces.yml')
        foreach ($script in 'import-workspace', 'show-summaries') {
            $parameters = (Get-Command (Get-RepositoryPath "samples/runbooks/$script.ps1")).Parameters
            $call = @($workflow | Where-Object { $_ -match "\./scripts/$script\.ps1 " })
            $call.Count | Should -Be 1
            $names = [regex]::Matches($call[0], ' -(\w+) ') | ForEach-Object { $_.Groups[1].Value }
            $names.Count | Should -BeGreaterThan 1
            $names | Where-Object { -not $parameters.ContainsKey($_) } | Should -BeNullOrEmpty
        }

        # The table expects the workspaces of the matrix.
        $matrix = [regex]::Match("$workflow", 'workspace: \[([^\]]+)\]').Groups[1].Value
        $matrix.Length | Should -BeGreaterThan 5
        "$workflow" | Should -Match ([regex]::Escape("-Workspace $matrix"))
    }

    It 'are child jobs in Azure Automation, each with a key, a file and a journal of its own' {
        $container = New-JobFolder
        Set-Content -LiteralPath (Join-Path $container 'good.csv') -Value 'user_id', 'child-1', 'child-2'
        Set-Content -LiteralPath (Join-Path $container 'bad.csv') -Value 'user_id,email', 'child-3,', 'child-4,jane@nowhere'
        Set-Content -LiteralPath (Join-Path $container 'revoked.csv') -Value 'user_id', 'child-5'
        Set-Content -LiteralPath (Join-Path $container 'unreadable.csv') -Value 'name', 'nobody'
        $run = Invoke-Shell -Variable @{ Parent = Get-RepositoryPath 'samples/runbooks/azure-workspaces.ps1'; Child = Get-RepositoryPath 'samples/runbooks/azure-automation.ps1'; Container = $container } -Script @'
            # In the place of Azure: cmdlets of those names that work on a folder, and run a child where they stand.
            function Connect-AzAccount { param([switch] $Identity) if (-not $Identity) { throw 'Asked otherwise.' } }
            function New-AzStorageContext { param($StorageAccountName, [switch] $UseConnectedAccount) "$StorageAccountName $UseConnectedAccount" }
            function Get-AutomationVariable { param($Name) if ($Name -eq 'JournyApiKey-revoked') { 'revoked-' + 'key-of-a-workspace' } elseif ($Name -like 'JournyApiKey-*') { $global:Key } else { throw 'Asked otherwise.' } }
            function Get-AzStorageBlob { param($Container, $Context) Get-ChildItem $global:Folder }
            function Get-AzStorageBlobContent { param($Container, $Context, $Blob, $Destination) Copy-Item (Join-Path $global:Folder $Blob) $Destination }
            function Remove-AzStorageBlob { param($Container, $Context, $Blob) Remove-Item (Join-Path $global:Folder $Blob) }
            function Set-AzStorageBlobContent { param($Container, $Context, $File, $Blob, [switch] $Force) Copy-Item $File (Join-Path $global:Folder $Blob) -Force:$Force }
            function Start-AzAutomationRunbook {
                param($ResourceGroupName, $AutomationAccountName, $Name, $Parameters)

                if ("$ResourceGroupName $AutomationAccountName $Name" -ne 'crm jobs azure-automation') { throw 'Asked otherwise.' }
                $id = "job $($global:Jobs.Count + 1)"
                $output = @()
                $status = 'Completed'
                try { & $global:Child @Parameters -BaseUri $global:Uri -OutVariable output | Out-Null } catch { $status = 'Failed'; "$($Parameters.BlobName): $_" | Out-File -Append (Join-Path $global:Folder log.txt) }
                $global:Jobs[$id] = @{ Status = $status; Output = @($output); Asked = 0 }
                [pscustomobject]@{ JobId = $id }
            }
            function Get-AzAutomationJob {
                param($ResourceGroupName, $AutomationAccountName, $Id)

                # Not done when first asked.
                $status = if ($global:Jobs[$Id].Asked++) { $global:Jobs[$Id].Status } else { 'Running' }
                [pscustomobject]@{ Status = $status }
            }
            function Get-AzAutomationJobOutput {
                param($ResourceGroupName, $AutomationAccountName, $Id, $Stream)

                for ($index = 0; $index -lt $global:Jobs[$Id].Output.Count; $index++) { [pscustomobject]@{ StreamRecordId = $index } }
            }
            function Get-AzAutomationJobOutputRecord {
                param($ResourceGroupName, $AutomationAccountName, $JobId, $Id)

                # As Azure has them: a dictionary of the object's properties.
                $value = @{}
                foreach ($property in $global:Jobs[$JobId].Output[$Id].PSObject.Properties) { $value[$property.Name] = $property.Value }
                [pscustomobject]@{ Value = $value }
            }

            $global:Folder = $Container
            $global:Child = $Child
            $global:Uri = $BaseUri
            $global:Key = $env:JOURNY_API_KEY
            $global:Jobs = @{}
            $env:JOURNY_API_KEY = $null
            Import-Module $Manifest
            $all = @{ StorageAccountName = 'crm'; AutomationAccountName = 'jobs'; ResourceGroupName = 'crm'; PollSeconds = 0.01 }
            & $Parent -Workspace good @all | ConvertTo-Json -Compress
            $global:Jobs = @{}
            try { & $Parent -Workspace good, bad, revoked, unreadable @all | ForEach-Object { ConvertTo-Json $_ -Compress } } catch { "failed: $_" }
            "files: $((Get-ChildItem $Container *.journy).Name)"
            Get-Content (Join-Path $Container log.txt)
'@
        $run.Output | Should -Match '"Workspace":"good","Job":"Completed","Read":2,"Sent":2,"Unchanged":0'
        $run.Output | Should -Match '"Workspace":"good","Job":"Completed","Read":2,"Sent":0,"Unchanged":2'
        $run.Output | Should -Match '"Workspace":"bad","Job":"Failed","Read":2,"Sent":1,"Unchanged":0,"Partial":0,"Failed":1'
        $run.Output | Should -Match '"Workspace":"revoked","Job":"Failed","Read":null'
        $run.Output | Should -Match '"Workspace":"unreadable","Job":"Failed","Read":null'
        $run.Output | Should -Match '(?m)^failed: 3 of 4 workspaces are not whole: bad, revoked, unreadable\.'
        $run.Output | Should -Match '(?m)^files: bad\.csv\.journy good\.csv\.journy'
        $run.Output | Should -Not -Match 'revoked-key'
    }
}

Describe 'samples/runbooks/register-scheduled-task.ps1' {
    It 'makes a task whose command line runs the script, with its exit code and its log' -Skip:$isDesktop {
        $folder = (New-Item -Path (Join-Path (New-JobFolder) "it's `$here") -ItemType Directory).FullName
        $csv = Join-Path $folder 'accounts.csv'
        Set-Content -LiteralPath $csv -Value 'account_id,domain', 'task-1,one.example', 'task-2,no domain'
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/register-scheduled-task.ps1'; Folder = $folder } -Script @'
            # In the place of Windows: what would be registered.
            function New-ScheduledTaskAction { param($Execute, $Argument) "$Execute $Argument" }
            function New-ScheduledTaskTrigger { param([switch] $Daily, $At) "$Daily $($At.Hour)" }
            function New-ScheduledTaskPrincipal { param($UserId, $LogonType) "$UserId $LogonType" }
            function New-ScheduledTaskSettingsSet { param([switch] $StartWhenAvailable, $MultipleInstances, $ExecutionTimeLimit) "$StartWhenAvailable $MultipleInstances $($ExecutionTimeLimit.TotalMinutes)" }
            function Register-ScheduledTask { param($TaskName, $Action, $Trigger, $Principal, $Settings, [switch] $Force) $TaskName, $Action, $Trigger, $Principal, $Settings }

            & $Script -Path "$Folder/accounts.csv" -JournalPath "$Folder/accounts.journy" -LogPath "$Folder/accounts.log"
            & $Script -Path "$Folder/accounts.csv" -JournalPath "$Folder/accounts.journy" -LogPath "$Folder/accounts.log" -WhatIf
'@
        $task = @($run.Output -split "`n" | Where-Object { $_ -notlike 'What if*' })
        $task.Count | Should -Be 5
        $task[0] | Should -Be 'Journy nightly sync'
        $task[2..4] | Should -Be 'True 2', 'NT AUTHORITY\NETWORK SERVICE ServiceAccount', 'True IgnoreNew 135'

        # What Windows would hand to the shell as the text behind -Command, run for real.
        $task[1] -match '^pwsh\.exe -NoProfile -NonInteractive -Command "(?<command>[^"]+)"$' | Should -BeTrue
        $job = Invoke-Shell -AsCommand -Script ("Import-Module `$Manifest; `$PSDefaultParameterValues['Connect-Journy:BaseUri'] = `$BaseUri; " + $Matches.command)
        $job.ExitCode | Should -Be 1
        Get-Content -LiteralPath (Join-Path $folder 'accounts.log') -Raw | Should -Match '(?s)Sent +: 1\b.*Failed +: 1\b.*Not everything is in'
        Get-EmulatorAccount 'task-1' | Should -Not -BeNullOrEmpty
    }
}

Describe 'samples/runbooks/journy-sync.service' {
    BeforeAll {
        $unit = Get-Content -LiteralPath (Get-RepositoryPath 'samples/runbooks/journy-sync.service')
        $command = @($unit -match '^ExecStart=')[0] -replace '^ExecStart='
    }

    It 'calls the script with parameters that it has, and ends as the script does' -Skip:$isDesktop {
        $parameters = (Get-Command (Get-RepositoryPath 'samples/runbooks/nightly-sync.ps1')).Parameters
        $arguments = $command -split ' '
        $arguments[0..4] | Should -Be '/usr/bin/pwsh', '-NoProfile', '-NonInteractive', '-File', '/opt/journy/nightly-sync.ps1'
        $names = $arguments[5..99] -match '^-' -replace '^-'
        $names.Count | Should -Be 3
        $names | Where-Object { -not $parameters.ContainsKey($_) } | Should -BeNullOrEmpty

        $folder = New-JobFolder
        Set-Content -LiteralPath (Join-Path $folder 'accounts.csv') -Value 'account_id', 'unit-1'
        $call = ($arguments[5..99] -join ' ').Replace('/srv/export', $folder).Replace('/var/lib/journy', $folder)
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/runbooks/nightly-sync.ps1'; File = Join-Path $folder 'accounts.csv' } -Script @"
            Import-Module `$Manifest
            function Invoke-Job([string] `$Case) { `$global:LASTEXITCODE = 0; try { & `$Script $call -BaseUri `$BaseUri } catch { `$global:LASTEXITCODE = 1 }; "`$Case ends with `$LASTEXITCODE" }
            Invoke-Job good
            Remove-Item `$File
            Invoke-Job missing
            Set-Content `$File 'account_id', 'unit-2'
            `$env:JOURNY_API_KEY = 'revoked'
            Invoke-Job revoked
"@
        $run.Output | Should -Match '(?s)good ends with 0.*missing ends with 1.*revoked ends with 1'
    }

    It 'has a timer of its name, and more time than the script' {
        Test-Path -LiteralPath (Get-RepositoryPath 'samples/runbooks/journy-sync.timer') | Should -BeTrue
        $limit = [int] [regex]::Match($command, '-TimeLimitMinutes (\d+)').Groups[1].Value
        $most = [int] [regex]::Match("$unit", 'TimeoutStartSec=(\d+)min').Groups[1].Value
        $limit | Should -BeGreaterThan 0
        $most | Should -BeGreaterThan $limit
    }
}

Describe 'samples/container/Dockerfile' {
    BeforeAll {
        $image = Get-Content -LiteralPath (Get-RepositoryPath 'samples/container/Dockerfile') | Where-Object { $_ -notmatch '^#' }
    }

    It 'runs the script as somebody who is not root, with a volume, and without a shell around it' {
        $image -match '^USER ' | Should -Be 'USER 10001'
        $image -match '^VOLUME ' | Should -Be 'VOLUME /data'
        $entry = @($image -match '^ENTRYPOINT ')[0] -replace '^ENTRYPOINT ' | ConvertFrom-Json
        $entry | Should -Be 'pwsh', '-NoProfile', '-NonInteractive', '-File', '/app/import.ps1'
        $image -match '^COPY ' | Should -Match ' import\.ps1 /app/import\.ps1$'
        (Get-Command (Get-RepositoryPath 'samples/container/import.ps1')).Parameters.Keys | Should -Contain 'DataDirectory'
    }

    It 'makes the folder that it copies into, and looks at the exit codes of what it calls' {
        # Docker gives a folder that COPY makes the mode of the file, 0444: only root could enter it.
        $copy = [array]::FindIndex([string[]] $image, [Predicate[string]] { $args[0] -match '^COPY ' })
        $make = [array]::FindIndex([string[]] $image, [Predicate[string]] { $args[0] -match '^RUN .*New-Item -ItemType Directory -Path /app\b' })
        $make | Should -BeGreaterThan 0
        $make | Should -BeLessThan $copy
        @($image -match '^SHELL ')[0] | Should -Match 'PSNativeCommandUseErrorActionPreference = \$true'
    }

    It 'reads a key that is mounted as a file' -Skip:$isDesktop {
        $folder = New-JobFolder
        Set-Content -LiteralPath (Join-Path $folder 'users.csv') -Value 'user_id', 'mounted-1'
        $run = Invoke-Shell -Variable @{ Script = Get-RepositoryPath 'samples/container/import.ps1'; Folder = $folder } -Script @'
            Import-Module $Manifest
            Set-Content "$Folder/key" $env:JOURNY_API_KEY
            $env:JOURNY_API_KEY = $null
            & $Script -Path "$Folder/users.csv" -DataDirectory $Folder -KeyFile "$Folder/key" -BaseUri $BaseUri
'@
        $run.ExitCode | Should -Be 0 -Because $run.Output
        (Get-EmulatorUser 'mounted-1').userId | Should -Be 'mounted-1'
    }

    It 'ends cleanly on SIGTERM, says which command goes on, and goes on' -Skip:(-not $hasSignals) {
        $folder = New-JobFolder
        $file = Join-Path $folder 'users.csv'
        Set-Content -LiteralPath $file -Value (@('user_id,plan') + (1..400 | ForEach-Object { "term-$_,Pro" }))

        # Slow enough to be surely under way.
        $null = Start-Emulator -Argument '--no-limit', '--latency-ms', '200'
        try {
            $values = @{ Script = Get-RepositoryPath 'samples/container/import.ps1'; Folder = $folder; File = $file }
            $run = Invoke-Shell -Variable $values -Script @'
                Import-Module $Manifest
                $watch = [powershell]::Create().AddScript({
                    param($Uri, $Id)

                    # The system's own signal, once twenty rows were sent.
                    do { Start-Sleep -Milliseconds 50 } until ((Invoke-RestMethod -Uri ([uri]::new([uri] $Uri, '/_emulator/summary'))).requests.total -ge 20)
                    & kill -TERM $Id
                }).AddArgument($BaseUri).AddArgument($PID)
                $null = $watch.BeginInvoke()
                & $Script -Path $File -DataDirectory $Folder -KeyFile "$Folder/none" -BaseUri $BaseUri
                exit $LASTEXITCODE
'@
            $run.ExitCode | Should -Be 1 -Because $run.Output
            $run.Output | Should -Match '(?m)^NotAttempted +: \d{2,3}$'
            $run.Output | Should -Match 'asked the process to end \(SIGTERM\).* To go on: Import-JournyUser .*users\.csv'
            [int] [regex]::Match($run.Output, 'Failed +: (\d+)').Groups[1].Value | Should -Be 0
            $sent = [int] [regex]::Match($run.Output, 'Sent +: (\d+)').Groups[1].Value
            $sent | Should -BeGreaterThan 10
            @(Get-EmulatorRecord users | Where-Object userId -Like 'term-*').Count | Should -Be $sent

            $null = Set-EmulatorLatency '0'
            $again = Invoke-Shell -Variable $values -Script 'Import-Module $Manifest; & $Script -Path $File -DataDirectory $Folder -KeyFile "$Folder/none" -BaseUri $BaseUri; exit $LASTEXITCODE'
            $again.ExitCode | Should -Be 0 -Because $again.Output
            $again.Output | Should -Match "(?m)^Unchanged +: $sent$"
            $again.Output | Should -Match "(?m)^Sent +: $(400 - $sent)$"
        }
        finally {
            $null = Start-Emulator -Argument '--no-limit'
        }
    }
}
