# What a terminal of 80 and of 120 columns shows.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    $widths = @{ Width = 80 }, @{ Width = 120 }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    Connect-Journy -BaseUri (Start-Emulator -Argument '--no-limit')
    if (Test-Path Variable:PSStyle) {
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
    }

    # Longer than any terminal is wide.
    $long = 'a-rather-long-name-that-no-column-can-hold-' * 4
    $file = Join-Path $TestDrive 'users.csv'
    Set-Content -LiteralPath $file -Encoding UTF8 -Value 'user_id,Email,plan', '1,jane@example.com,Pro', "2,no address,$long", ',,Free'
    $null = Set-JournyUser -UserId typed -Property @{ score = 1; $long = 'x' }
    $null = Add-JournyEvent -Name $long -UserId 1

    $objects = @{
        User       = @(Set-JournyUser -UserId $long -Email "$($long.Substring(0, 60))@example.com"
            Set-JournyUser -UserId typed -Email jane@example.com -Property @{ score = 'x' } -WarningAction Ignore)
        Account    = @(Set-JournyAccount -AccountId $long; Set-JournyAccount -AccountId 42 -Domain example.com)
        Membership = @(Add-JournyAccountUser -AccountId $long -User $long; Add-JournyAccountUser -AccountId 42 -User 7)
        Device     = @(Add-JournyUserDevice -DeviceId $long -UserId $long; Add-JournyUserDevice -DeviceId d-1 -UserId 42)
        Event      = @(Add-JournyEvent -Name $long -UserId $long -AccountId $long; Add-JournyEvent -Name login -UserId 42 -TriggeredAt 2026-02-01T14:05:06Z)
        Definition = @(Get-JournyEventDefinition)
        Property   = @(Get-JournyPropertyDefinition)
        Segment    = @(Get-JournySegment)
        Key        = @(Get-JournyApiKeyInfo)
        Connection = @(Get-JournyConnection)
        Snippet    = @(Get-JournyTrackingSnippet www.example.com)
        Preview    = @(Import-JournyUser $file -Preview)
        Import     = @(Import-JournyUser $file -ErrorAction SilentlyContinue)
    }
}

AfterAll {
    if (Test-Path Variable:PSStyle) {
        $PSStyle.OutputRendering = $rendering
    }

    Disconnect-Journy
    Stop-Emulator
}

Describe 'At <Width> columns' -ForEach $widths {
    It '<Name> fits and shows what matters' -ForEach @(
        @{ Name = 'User'; Shown = 'Index +Action +Status +UserId +Email +Rejected', '0 +Set +Partial +typed +jane@example.com +score' }
        @{ Name = 'Account'; Shown = 'Index +Action +Status +AccountId +Domain +Rejected', '0 +Set +Accepted +42 +example.com' }
        @{ Name = 'Membership'; Shown = 'Index +Action +AccountId +Domain +UserId +Email', '0 +Add +42 +7' }
        @{ Name = 'Device'; Shown = 'Index +UserId +Email +DeviceId', '0 +42 +d-1' }
        @{ Name = 'Event'; Shown = 'Index +Name +UserId +AccountId +TriggeredAt', '0 +login +42 +2026-02-01 14:05:06Z' }
        @{ Name = 'Definition'; Shown = 'Name +Group +Id', 'page_viewed +Website' }
        @{ Name = 'Property'; Shown = 'Entity +Name +Label +Computed +Group', 'Account +mrr +MRR +False +Profile' }
        @{ Name = 'Segment'; Shown = 'Entity +Name +Id', 'User +Churn risk' }
        @{ Name = 'Key'; Shown = 'Permissions +: TrackData, ', 'CallsRemaining +: \d' }
        @{ Name = 'Connection'; Shown = 'BaseUri +: http://127\.0\.0\.1', 'Source +: Environment' }
        @{ Name = 'Snippet'; Shown = 'Domain +: www\.example\.com', 'Snippet +: <script' }
        @{ Name = 'Preview'; Shown = '3 rows', 'Column +Becomes +Type +Blank +Samples', 'plan +\S' }
        @{ Name = 'Import'; Shown = 'Read +: 3', 'Sent +: 1', 'Failed +: 2', 'FailedPath +: ' }
    ) {
        $text = $objects[$Name] | Out-String -Width $Width
        $lines = $text -split '\r?\n' | ForEach-Object TrimEnd
        $lines | Where-Object Length -GT $Width | Should -BeNullOrEmpty
        foreach ($pattern in $Shown) {
            $text | Should -MatchExactly "(?m)^ *$pattern"
        }
    }

}

Describe 'In mixed output' {
    It 'what matters of <Name> is shown, and little else' -ForEach @(
        @{ Name = 'User'; Shown = 'UserId +: typed', 'Status +: Partial'; Hidden = 'RequestId' }
        @{ Name = 'Event'; Shown = 'Name +: login'; Hidden = 'CallsLimit' }
        @{ Name = 'Property'; Shown = 'Name +: \w+', 'Label +: '; Hidden = 'GroupId' }
        @{ Name = 'Segment'; Shown = 'Name +: \w+'; Hidden = 'GroupId' }
        @{ Name = 'Key'; Shown = 'PermissionText +: TrackData, .*'; Hidden = 'RequestId' }
        @{ Name = 'Connection'; Shown = 'BaseUri +: http', 'Source +: Environment'; Hidden = 'TimeoutSec' }
        @{ Name = 'Import'; Shown = 'Read +: 3', 'Failed +: 2', 'FailedPath +: .'; Hidden = 'OthersPerMinute' }
        @{ Name = 'Preview'; Shown = 'Rows +: 3', 'Invalid +: 2'; Hidden = 'TrimmedAlike' }
    ) {
        # Behind a table of another type, as in a script that writes both.
        $first = if ($Name -eq 'Device') { $objects.User[0] } else { $objects.Device[1] }
        $text = & { $first; $objects[$Name][-1]; $first; $objects[$Name][-1] } | Out-String -Width 80
        $text | Should -MatchExactly '(?m)^ *0 +42 +d-1'
        foreach ($pattern in $Shown) {
            @([regex]::Matches($text, "(?m)^$pattern")).Count | Should -Be 2 -Because $text
        }

        $text | Should -Not -Match "(?m)^$Hidden "
        $text | Should -Not -Match ([char] 0x2026)
    }

    It 'every type has its choice of properties' {
        foreach ($name in $objects.Keys) {
            $shown = $objects[$name][-1].PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames
            $shown | Should -Not -BeNullOrEmpty -Because $name
            $shown | Where-Object { -not $objects[$name][-1].PSObject.Properties[$_] } | Should -BeNullOrEmpty
        }
    }
}

Describe 'Permissions' {
    It 'are whole in a <View>' -ForEach @(@{ View = 'List' }, @{ View = 'Table' }) {
        foreach ($name in 'Key', 'Connection') {
            $text = if ($View -eq 'List') { $objects[$name] | Format-List | Out-String -Width 80 } else { $objects.Key | Format-Table | Out-String -Width 80 }
            $all = $text -replace '\s'
            foreach ($permission in $objects.Key[0].Permissions | Where-Object { $View -eq 'List' }) { $all | Should -Match $permission }
            $text | Should -Not -Match ([char] 0x2026)
        }
    }
}

Describe 'A summary' {
    It 'has names and seconds as JSON' {
        $json = $objects.Import[0] | ConvertTo-Json
        $data = $json | ConvertFrom-Json
        $data.Entity | Should -BeExactly 'User'
        $data.ElapsedSeconds | Should -BeOfType ([double])
        $data.PSObject.Properties.Name | Should -Not -Contain 'Elapsed'
        $json | Should -Not -Match 'Ticks|TotalSeconds'

        # For scripts, a span as ever.
        $objects.Import[0].Elapsed | Should -BeOfType ([timespan])
        $objects.Import[0].Elapsed.TotalSeconds | Should -BeGreaterThan 0
    }

    It 'shows a line for each reason' {
        $objects.Import[0] | Format-List | Out-String -Width 120 |
            Should -MatchExactly "Reasons +: 1 . not an e-mail address \(first: line 3, 'no address'\)\r?\n +1 . nobody is named \(first: line 4\)"
    }

    It 'has its reasons as JSON, without a warning, and as CSV' {
        $json = $objects.Import[0] | ConvertTo-Json -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $deep = $objects.Import[0] | ConvertTo-Json -Depth 5
        foreach ($reason in ($json | ConvertFrom-Json).Reasons, ($deep | ConvertFrom-Json).Reasons) {
            @($reason).Count | Should -Be @($objects.Import[0].Reasons).Count
            $reason[0].Reason | Should -BeExactly $objects.Import[0].Reasons[0].Reason
            $reason[0].FirstLines | Should -BeExactly $objects.Import[0].Reasons[0].FirstLines
        }

        ($objects.Import[0] | ConvertTo-Csv -NoTypeInformation) -join '' | Should -Match 'first: line'
        ($objects.Import[0].Reasons | Measure-Object -Property Count -Sum).Sum | Should -Be 2
    }

    It 'is a sentence as text' {
        "$($objects.Import[0])" | Should -BeExactly "$($file): 3 rows read, 1 sent, 2 failed."
    }
}

Describe 'As JSON' {
    It '<Name> has no number in the place of a name' -ForEach @(
        @{ Name = 'User'; Expected = '"Status": *"Partial"', '"Action": *"Set"' }
        @{ Name = 'Membership'; Expected = '"Action": *"Add"', '"Status": *"Accepted"' }
        @{ Name = 'Property'; Expected = , '"Entity": *"(User|Account)"' }
        @{ Name = 'Segment'; Expected = , '"Entity": *"(User|Account)"' }
        @{ Name = 'Preview'; Expected = , '"Entity": *"User"' }
    ) {
        $json = $objects[$Name][-1] | ConvertTo-Json -Depth 4
        foreach ($pattern in $Expected) { $json | Should -MatchExactly $pattern }
    }
}

Describe 'A preview of wide characters' {
    It 'keeps its columns in line' {
        $wide = -join [char[]] (0x682A, 0x5F0F, 0x4F1A, 0x793E)
        $csv = Join-Path $TestDrive 'wide.csv'
        Set-Content -LiteralPath $csv -Encoding UTF8 -Value "user_id,$wide,plan", "1,$wide,Pro"
        $lines = (Import-JournyUser $csv -Preview).ToString() -split '\r?\n'
        $row = $lines | Where-Object { $_.StartsWith($wide) }

        # Four characters in eight cells: the next column begins four characters earlier.
        $plain = $lines | Where-Object { $_ -match '^plan ' }
        $row.LastIndexOf($wide) | Should -Be ($plain.IndexOf('Pro') - 8)
    }
}

Describe 'The message of an error' {
    It 'is one paragraph of bearable length: <Name>' -ForEach @(
        @{ Name = 'a record'; Script = { Set-JournyUser -UserId $long -Email 'no.address@nowhere' -ErrorAction SilentlyContinue } }
        @{ Name = 'an import'; Script = { $null = Import-JournyUser $file -ErrorAction SilentlyContinue } }
        # Last: the session has no connection any more.
        @{ Name = 'a connection'; Script = { try { Connect-Journy -BaseUri "http://$long" } catch { $null = $_ } } }
    ) {
        $Error.Clear()
        & $Script

        # The view of errors breaks lines at the host's own width. What is left to the message is not to be a wall.
        "$($Error[0])".Length | Should -BeGreaterThan 40
        "$($Error[0])".Length | Should -BeLessOrEqual 1000
        "$($Error[0])" | Should -Not -Match "[`r`n`t]"
    }
}

Describe 'As a list, a table and data' {
    It 'every type of object has a table, and a list of all that it holds' {
        $views = ([xml] (Get-Content -LiteralPath (Join-Path (Split-Path (Get-StagedManifest)) 'Journy.Format.ps1xml') -Raw -Encoding UTF8)).Configuration.ViewDefinitions.View

        # The list of a summary leaves these two out.
        $elsewhere = 'ImportSummary.Entity', 'ImportSummary.NotAttemptedFromLine'
        $types = [Journy.UserResult].Assembly.GetExportedTypes() | Where-Object {
            $_.Namespace -eq 'Journy' -and $_.IsClass -and -not $_.IsAbstract -and
            -not $_.IsSubclassOf([exception]) -and -not $_.IsSubclassOf([Journy.JournyIdentity])
        }
        @($types).Count | Should -BeGreaterThan 10
        $gaps = foreach ($type in $types) {
            $own = $views | Where-Object { $_.ViewSelectedBy.TypeName -eq $type.FullName }
            if (-not ($own | Where-Object { $_.TableControl })) { "$($type.Name) as a table" }
            $items = ($own | Where-Object { $_.ListControl }).ListControl.ListEntries.ListEntry.ListItems.ListItem
            $shown = ($items | ForEach-Object { $_.Label; $_.PropertyName; $_.ScriptBlock }) -join ' '
            $type.GetProperties().Name | Where-Object { $shown -notmatch "\b$_\b" } | ForEach-Object { "$($type.Name).$_" }
        }
        $gaps | Where-Object { $_ -notin $elsewhere } | Should -BeNullOrEmpty
    }

    It 'every object has a list without blank names and survives CSV and JSON' {
        foreach ($name in $objects.Keys) {
            $object = $objects[$name][-1]
            $list = $object | Format-List | Out-String -Width 80
            $list -split '\r?\n' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
            $list | Should -Match '\w+ *: .'
            @($object | ConvertTo-Csv -NoTypeInformation).Count | Should -Be 2
            $object | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | Should -Match '^\{'
        }
    }
}
