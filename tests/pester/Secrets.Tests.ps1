# The key, and a website's secret, in whatever a session lets out.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $baseUri = Start-Emulator -Argument '--no-limit'
    $secret = 'a-secret-of-a-website-0123456789'

    # Whole, and in the forms in which it could be read back.
    $forms = foreach ($text in $env:JOURNY_API_KEY, $secret) {
        $text
        [uri]::EscapeDataString($text)
        [BitConverter]::ToString([Text.Encoding]::UTF8.GetBytes($text)).Replace('-', '')
        [BitConverter]::ToString([Text.Encoding]::Unicode.GetBytes($text)).Replace('-', '')
        [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($text)).TrimEnd('=').Substring(0, 20)
        [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text)).TrimEnd('=').Substring(0, 20)
    }
    $folder = Join-Path $TestDrive 'session'
    $null = New-Item -Path $folder -ItemType Directory
    Set-Content -LiteralPath (Join-Path $folder 'users.csv') -Value 'user_id,email', '1,jane@example.com', '2,no address', ','

    # Everything is switched on, a transcript runs, and all that is left is written to files in every way there is.
    $run = Invoke-Shell -Variable @{ Folder = $folder; Secret = $secret } -Script @'
        $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
        $null = Start-Transcript -Path (Join-Path $Folder 'transcript.txt')
        Set-Location -LiteralPath $Folder
        Import-Module $Manifest
        $text = $env:JOURNY_API_KEY
        $secure = ConvertTo-SecureString $text -AsPlainText -Force
        foreach ($key in $text, $secure, [pscredential]::new('journy', $secure)) {
            $connection = Connect-Journy -ApiKey $key -BaseUri $BaseUri -PassThru -Verbose -Debug
            Connect-Journy -ApiKey $key -BaseUri $BaseUri -Name secret -Verbose -Debug
            Connect-Journy -ApiKey $key -BaseUri $BaseUri -Verbose -Debug
        }

        $connection | Format-List -Property * -Force
        $connection | ConvertTo-Json -Depth 4
        $connection | Export-Clixml connection.xml -Depth 5
        Get-JournyConnection | Format-Table -Property * -Force
        Get-JournyConnection -Name * | Format-List -Property * -Force
        Get-JournyApiKeyInfo -Verbose -Debug
        # Up to PowerShell 7.5, -Debug alone asks before each record.
        Import-Csv users.csv | Set-JournyUser -Verbose -Debug -Confirm:$false
        Import-JournyUser users.csv -Verbose -Debug -Confirm:$false
        Remove-JournyUser -UserId 1 -Confirm:$false -Verbose

        # What an import leaves and says: a page, a file of those who are gone, commands; and of a reader.
        Set-Content before.csv 'user_id,plan', '5,a', '6,b'
        Copy-Item before.csv whole.csv
        Import-JournyUser whole.csv -Confirm:$false
        Set-Content whole.csv 'user_id,email,plan', '6,,b', '7,no address,c'
        $left = Import-JournyUser whole.csv -Connection secret -ReportPath report.html -AbsentPath gone.csv -PreviousPath before.csv -Confirm:$false -Verbose -Debug
        $left | Format-List -Property * -Force
        $left | Export-Clixml summary.xml -Depth 4
        "absent: $($left.Absent) retry: $($left.RetryCommand)"
        $preview = Import-JournyUser whole.csv -Connection $connection -Preview
        $preview | Format-List -Property * -Force
        "suggested: $($preview.SuggestedCommand)"
        $table = New-Object System.Data.DataTable
        $null = $table.Columns.Add('email')
        $null = $table.Rows.Add('of a reader')
        Import-JournyUser -InputObject $table.CreateDataReader() -JournalPath reader.journy -Connection $connection -Confirm:$false -Verbose

        # Jobs of both kinds, with the connection and with the key.
        $jobs = @(
            Start-Job { Import-Module $using:Manifest; Get-JournyApiKeyInfo -Connection $using:connection }
            Start-Job { Import-Module $using:Manifest; Connect-Journy -ApiKey $using:secure -BaseUri $using:BaseUri -PassThru -Verbose }
            if (Get-Command Start-ThreadJob -ErrorAction Ignore) {
                Start-ThreadJob { Import-Module $using:Manifest; Get-JournyApiKeyInfo -Connection $using:connection -Verbose }
                Start-ThreadJob { Import-Module $using:Manifest; Connect-Journy -ApiKey "$using:text$using:text" -BaseUri $using:BaseUri }
            }
        )
        $null = $jobs | Wait-Job
        $jobs | Receive-Job -Keep | Format-List -Property * -Force
        $jobs | Format-List -Property * -Force
        $jobs | Export-Clixml jobs.xml -Depth 4
        "jobs: $($jobs.Count) $($jobs.State)"

        # Tab, on lines that hold the key.
        $lines = @(
            "Connect-Journy -ApiKey $text -BaseUri ", "Connect-Journy -ApiKey '$text' -T", "Set-JournyUser 1 -Connection $text -Property "
            "Get-JournyVerificationHash 1 -Secret $text -", 'Set-JournyUser 1 -Connection secret -Property ', 'Add-JournyEvent -Name ', 'Import-JournyUser whole.csv -PropertyType '
        )
        $offered = foreach ($line in $lines) { (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches }
        $offered | Format-List -Property * -Force
        "offered: $(@($offered).Count)"
        Get-JournyVerificationHash 1 -Secret $Secret -Verbose -Debug
        Get-JournyVerificationHash '' -Secret $Secret -Verbose -Debug
        try { Connect-Journy -ApiKey "$text$text" -BaseUri $BaseUri } catch { $_ | Format-List -Property * -Force }
        try { Connect-Journy -ApiKey "$text with blanks" -BaseUri $BaseUri } catch { $_ | Format-List -Property * -Force }
        try { Connect-Journy -ApiKey $text -BaseUri http://api.example.com } catch { $_ | Format-List -Property * -Force }
        # What no parameter of a secret takes, and what PowerShell itself would show in its error.
        $wrong = @(
            @{ key = $text }, [pscustomobject] @{ key = $text }, [Text.StringBuilder] $text, [char[]] $text, ([uri] "https://$text"), ([version] '1.2'), 42
            @{ Value = @($text, $text) }, [pscustomobject] @{ ToString = $text }
        ) + , @($text, $text)
        foreach ($value in $wrong) {
            $splat = @{ ApiKey = $value; BaseUri = $BaseUri }
            try { Connect-Journy @splat } catch { $_ | Format-List -Property * -Force }
            try { Connect-Journy -ApiKey $text -BaseUri $BaseUri -Proxy http://proxy.example.com -ProxyCredential $value } catch { $_ | Format-List -Property * -Force }
            try { Get-JournyApiKeyInfo -Connection $value } catch { $_ | Format-List -Property * -Force }
            try { Get-JournyVerificationHash 1 -Secret $value } catch { $_ | Format-List -Property * -Force }
        }

        try { Connect-Journy -ApiKey $text -BaseUri $BaseUri -Proxy http://proxy.example.com -ProxyCredential $text } catch { $_ | Format-List -Property * -Force }
        try { Get-JournyApiKeyInfo -Connection $text } catch { $_ | Format-List -Property * -Force }
        $Error | ForEach-Object { $_ | Format-List -Property * -Force; "$_"; $_.ScriptStackTrace }
        @($Error) | Export-Clixml errors.xml -Depth 3
        $null = Stop-Transcript
        "errors: $($Error.Count)"
'@
}

AfterAll {
    Stop-Emulator
}

Describe 'The key and the secret' {
    It 'were there to be found' {
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '(?m)^errors: (4[5-9]|[5-9]\d|\d\d\d)'
        $run.Output | Should -Match 'VERBOSE: POST /users/upsert -> 201'
        (Get-Item (Join-Path $folder 'transcript.txt')).Length | Should -BeGreaterThan 5000
        (Get-Item (Join-Path $folder 'errors.xml')).Length | Should -BeGreaterThan 5000
        $forms.Count | Should -Be 12
        $run.Output | Should -Match '(?m)^absent: 1 retry: Import-JournyUser '
        $run.Output | Should -Match '(?m)^suggested: Import-JournyUser '
        $run.Output | Should -Match '(?m)^jobs: [24] (\w+ ?)+$'
        $run.Output | Should -Match '(?m)^offered: \d\d'
        foreach ($name in 'report.html', 'gone.csv', 'summary.xml', 'jobs.xml', 'reader.journy') {
            (Get-Item (Join-Path $folder $name)).Length | Should -BeGreaterThan 10
        }
    }

    It 'are in nothing that the session showed' {
        # Not with Should -Match, which would show what it did not find.
        @($forms | Where-Object { $run.Output.IndexOf($_, [StringComparison]::OrdinalIgnoreCase) -ge 0 }).Count | Should -Be 0
    }

    It 'are in no file: transcript, CLIXML, outcome files' {
        $files = @(Get-ChildItem -LiteralPath $folder -File -Recurse)
        $files.Count | Should -BeGreaterThan 4
        foreach ($file in $files) {
            $text = [System.IO.File]::ReadAllText($file.FullName)
            @($forms | Where-Object { $text.IndexOf($_, [StringComparison]::OrdinalIgnoreCase) -ge 0 }).Count | Should -Be 0 -Because "$($file.Name) goes anywhere"
        }
    }
}
