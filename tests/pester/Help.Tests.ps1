# The help, as Get-Help shows it to a user.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $commands = Get-Command -Module Journy | ForEach-Object { @{ Name = $_.Name } }
    $topics = Get-ChildItem -Path (Join-Path (Split-Path (Get-StagedManifest)) 'en-US/about_*.help.txt') |
        ForEach-Object { @{ Topic = $_.Name -replace '\.help\.txt$' } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $common = [System.Management.Automation.Cmdlet]::CommonParameters
}

Describe 'The help of <Name>' -ForEach $commands {
    It 'says what it does, with every parameter and three examples' {
        $help = Get-Help $Name -Full

        # Without a page of its own PowerShell makes up one that has only the syntax.
        $help.Synopsis | Should -Match '^[A-Z][^\r\n]+\.$'
        "$($help.Description.Text)".Length | Should -BeGreaterThan 60
        @($help.Examples.Example).Count | Should -BeGreaterOrEqual 3
        $help.Examples.Example | ForEach-Object { "$($_.Code)".Trim() } | Should -Not -Contain ''

        $own = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }
        $described = @($help.Parameters.Parameter | Where-Object { "$($_.Description.Text)".Trim() })
        $own | Where-Object { $_ -notin $described.Name } | Should -BeNullOrEmpty
        $described.Name | Where-Object { $_ -notin $own } | Should -BeNullOrEmpty
        $help.RelatedLinks.NavigationLink.LinkText | Where-Object { $_ } | Should -Not -BeNullOrEmpty
        if ($Name -ne 'Disconnect-Journy') {
            "$($help.ReturnValues.ReturnValue.Type.Name)" | Should -Match '\w'
        }
    }

    It 'shows the ways of calling it that there are' {
        $page = [System.IO.File]::ReadAllText((Get-RepositoryPath "docs/$Name.md")) -replace '\r'
        $section = [regex]::Match($page, '(?s)\n## SYNTAX\n(.*?)\n## ').Groups[1].Value
        $shown = [regex]::Matches($section, '(?s)### ([^\n]+)\n\n```\n(.*?)\n```') |
            ForEach-Object { "$($_.Groups[1].Value): $($_.Groups[2].Value -replace '\s+', ' ')" }

        $sets = (Get-Command $Name).ParameterSets
        $taken = foreach ($set in $sets) {
            $mark = if ($set.IsDefault -and $sets.Count -gt 1) { ' (Default)' }
            "$($set.Name)${mark}: $Name $set" -replace ' \[<CommonParameters>\]$'
        }

        $taken | Sort-Object | Should -Be ($shown | Sort-Object)
    }

    It 'fits a terminal of 80 columns' {
        # The examples are shown as they stand; all else is wrapped.
        $lines = (Get-Help $Name).Examples.Example.Code -split '\r?\n'
        $lines | Where-Object Length -GT 76 | Should -BeNullOrEmpty
    }
}

Describe 'The topic of the module' {
    It 'names every cmdlet, and no other' {
        # In their own section: it lists which command does what.
        $section = [regex]::Match((Get-Help about_Journy | Out-String -Width 80), '(?s)WHICH COMMAND(.*?)\r?\n[A-Z]').Groups[1].Value
        $named = [regex]::Matches($section, '\b[A-Z][a-z]+-Journy\w*').Value | Sort-Object -Unique
        $named | Should -Be ((Get-Command -Module Journy).Name | Sort-Object)
    }
}

Describe 'The topic <Topic>' -ForEach $topics {
    It 'is found and fits a terminal of 80 columns' {
        $text = Get-Help $Topic | Out-String -Width 80
        $text.Length | Should -BeGreaterThan 1000
        $text -split '\r?\n' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $text | Should -Match 'journy\.io'
    }
}
