# The cmdlets' own shape, as Get-Command shows it to a user.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $commands = Get-Command -Module Journy | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $changing = $commands | Where-Object { $_.Command.Verb -in 'Add', 'Import', 'Remove', 'Set' }
    $others = $commands | Where-Object { $_.Command.Verb -notin 'Add', 'Import', 'Remove', 'Set' }
    $connected = $commands | Where-Object Name -NotIn 'Connect-Journy', 'Disconnect-Journy', 'Get-JournyConnection', 'Get-JournyVerificationHash'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
}

Describe 'The module' {
    BeforeAll {
        $exported = Get-Command -Module Journy
    }

    It 'exports cmdlets and nothing else' {
        $exported.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
        (Get-Module Journy).ExportedVariables.Count | Should -Be 0
        (Get-Module Journy).ExportedAliases.Count | Should -Be 0
    }

    It 'exports what its manifest promises' {
        $promised = (Import-PowerShellDataFile (Get-StagedManifest)).CmdletsToExport
        $exported.Name | Sort-Object | Should -Be ($promised | Sort-Object)
    }

    It 'has every cmdlet that it is made of' {
        # Each of them must not get lost, whatever the manifest says.
        $exported.Name | Sort-Object | Should -Be (
            @(
                'Add-JournyAccountUser', 'Add-JournyEvent', 'Add-JournyUserDevice', 'Connect-Journy', 'Disconnect-Journy',
                'Get-JournyApiKeyInfo', 'Get-JournyConnection', 'Get-JournyEventDefinition', 'Get-JournyPropertyDefinition',
                'Get-JournySegment', 'Get-JournyTrackingSnippet', 'Get-JournyVerificationHash', 'Import-JournyAccount',
                'Import-JournyAccountUser', 'Import-JournyEvent', 'Import-JournyUser',
                'Remove-JournyAccount', 'Remove-JournyAccountUser', 'Remove-JournyUser', 'Set-JournyAccount', 'Set-JournyUser'
            ) | Sort-Object)
    }

    It 'has a manifest that PowerShell accepts' {
        (Test-ModuleManifest (Get-StagedManifest) -WarningAction SilentlyContinue -WarningVariable warnings).Name | Should -Be 'Journy'
        $warnings | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has an approved verb' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
    }

    It 'has a singular noun of the module' {
        $Command.Noun | Should -MatchExactly '^Journy([A-Z][A-Za-z]*[^s])?$'
    }

    It 'says what it gives' {
        # Of the types that it gives, each has a name that this session can resolve.
        if ($Name -ne 'Disconnect-Journy') {
            $Command.OutputType | Should -Not -BeNullOrEmpty
            $Command.OutputType.Type | Should -Not -Contain $null
        }
    }

    It 'names parameters in the singular and in Pascal case' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $own = $Command.Parameters.Keys | Where-Object { $_ -notin $common }
        $own | Where-Object { $_ -cnotmatch '^[A-Z][A-Za-z]*$' } | Should -BeNullOrEmpty
        $own | Where-Object { $_ -cmatch '[^s]s$' -and $_ -notin 'MaxErrors', 'TimeLimitMinutes', 'ProxyUseDefaultCredentials' } | Should -BeNullOrEmpty
    }

    It 'describes itself in one way of calling it after another' {
        # A set that PowerShell cannot tell from another shows in the syntax as an error.
        $syntax = Get-Command $Name -Syntax
        $syntax | Should -Match ([regex]::Escape($Name))
        $Command.ParameterSets.Count | Should -BeGreaterThan 0
        @($Command.ParameterSets | Where-Object IsDefault).Count | Should -BeLessOrEqual 1
        if ($Command.ParameterSets.Count -gt 1) {
            @($Command.ParameterSets | Where-Object IsDefault).Count | Should -Be 1
        }
    }
}

Describe '<Name>, which changes data,' -ForEach $changing {
    It 'can be tried with -WhatIf and asks with -Confirm' {
        $Command.Parameters.Keys | Should -Contain 'WhatIf'
        $Command.Parameters.Keys | Should -Contain 'Confirm'
    }

    It 'takes what is piped' {
        @($Command.ParameterSets.Parameters | Where-Object ValueFromPipeline).Count | Should -BeGreaterThan 0
    }
}

Describe '<Name>, which changes no data,' -ForEach $others {
    It 'has no -WhatIf' {
        $Command.Parameters.Keys | Should -Not -Contain 'WhatIf'
    }
}

Describe '<Name>, which makes calls,' -ForEach $connected {
    It 'takes a connection' {
        $Command.Parameters['Connection'].ParameterType.FullName | Should -Be 'Journy.Connections.JournyConnection'
    }
}
