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
        @{ Name = 'Key'; Shown = 'Permissions +: \{TrackData', 'CallsRemaining +: \d' }
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

Describe 'The message of an error' {
    It 'is one paragraph of bearable length: <Name>' -ForEach @(
        @{ Name = 'a record'; Script = { Set-JournyUser -UserId $long -Email 'no.address@nowhere' -ErrorAction SilentlyContinue } }
        @{ Name = 'a connection'; Script = { try { Connect-Journy -BaseUri "http://$long" } catch { $null = $_ } } }
        @{ Name = 'an import'; Script = { $null = Import-JournyUser $file -ErrorAction SilentlyContinue } }
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
