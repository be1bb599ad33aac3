# The cmdlets' own shape, as Get-Command shows it to a user.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

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

    It 'has every cmdlet that its help tells of' {
        # Each of them must not get lost, whatever the manifest says.
        $help = [xml] (Get-Content -LiteralPath (Join-Path (Split-Path (Get-StagedManifest)) 'en-US/Journy.PowerShell.dll-Help.xml') -Raw -Encoding UTF8)
        $exported.Name | Sort-Object | Should -Be ($help.helpItems.command.details.name | Sort-Object)
    }

    It 'has tests of every cmdlet in the other files here' {
        # Called by its name, or named in a list of what is called.
        $named = foreach ($file in Get-ChildItem -Path (Join-Path $PSScriptRoot '*.Tests.ps1') -Exclude 'Conventions.Tests.ps1') {
            $script = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
            $script.FindAll({ $args[0] -is [System.Management.Automation.Language.StringConstantExpressionAst] }, $true).Value
        }
        $exported.Name | Where-Object { $_ -notin $named } | Should -BeNullOrEmpty
    }

    It 'has a manifest that PowerShell accepts' {
        (Test-ModuleManifest (Get-StagedManifest) -WarningAction SilentlyContinue -WarningVariable warnings).Name | Should -Be 'Journy'
        $warnings | Should -BeNullOrEmpty
    }

    It 'has a manifest that says where it runs, and what it exports by name' {
        $path = Get-StagedManifest
        $manifest = Import-PowerShellDataFile $path
        $manifest.GUID | Should -Be '6a34084d-3b4f-479f-8343-19a154b0fb87'
        $manifest.ModuleVersion | Should -Be (Split-Path (Split-Path $path) -Leaf)
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $manifest.DotNetFrameworkVersion | Should -Be '4.7.2'
        $manifest.FormatsToProcess | Should -Be 'Journy.Format.ps1xml'
        foreach ($list in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            @($manifest.$list).Count | Should -Be 0 -Because "$list is empty"
        }

        # The gallery's search finds it by these.
        foreach ($tag in 'journy', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS') {
            $manifest.PrivateData.PSData.Tags | Should -Contain $tag
        }
    }
}

Describe 'Every cmdlet' {
    # Each test names the cmdlets that break its rule.
    BeforeAll {
        $commands = Get-Command -Module Journy
        $changing = $commands | Where-Object Verb -In 'Add', 'Import', 'Remove', 'Set'
        $withoutConnection = 'Connect-Journy', 'Disconnect-Journy', 'Get-JournyConnection', 'Get-JournyVerificationHash'
    }

    It 'has an approved verb' {
        $approved = (Get-Verb).Verb
        ($commands | Where-Object Verb -CNotIn $approved).Name | Should -BeNullOrEmpty
    }

    It 'has a singular noun of the module' {
        ($commands | Where-Object Noun -CNotMatch '^Journy([A-Z][A-Za-z]*[^s])?$').Name | Should -BeNullOrEmpty
    }

    It 'says what it gives, where it gives anything' {
        ($commands | Where-Object { -not $_.OutputType -or $null -in $_.OutputType.Type }).Name | Should -BeNullOrEmpty
    }

    It 'names parameters in the singular and in Pascal case' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $plural = 'AllowShortRows', 'MaxErrors', 'ReserveForOthers', 'TimeLimitMinutes', 'ProxyUseDefaultCredentials'
        $odd = foreach ($command in $commands) {
            $command.Parameters.Keys |
                Where-Object { $_ -notin $common -and ($_ -cnotmatch '^[A-Z][A-Za-z]*$' -or ($_ -cmatch '[^s]s$' -and $_ -notin $plural)) } |
                ForEach-Object { "$($command.Name) -$_" }
        }
        $odd | Should -BeNullOrEmpty
    }

    It 'with several ways of calling it has one that stands where nothing tells them apart' {
        ($commands | Where-Object { $_.ParameterSets.Count -gt 1 -and @($_.ParameterSets | Where-Object IsDefault).Count -ne 1 }).Name | Should -BeNullOrEmpty
    }

    It 'has -WhatIf and -Confirm exactly where it changes data' {
        ($commands | Where-Object { $_.Parameters.ContainsKey('WhatIf') }).Name | Should -Be $changing.Name
        ($commands | Where-Object { $_.Parameters.ContainsKey('Confirm') }).Name | Should -Be $changing.Name
    }

    It 'takes what is piped where it changes data' {
        ($changing | Where-Object { -not ($_.ParameterSets.Parameters | Where-Object ValueFromPipeline) }).Name | Should -BeNullOrEmpty
    }

    It 'takes a connection where it makes calls' {
        ($commands | Where-Object { $_.Parameters.ContainsKey('Connection') }).Name | Should -Be ($commands.Name | Where-Object { $_ -notin $withoutConnection })
        # Not the connection's own type: mocks would not take a name.
        ($commands.Parameters.Values | Where-Object Name -EQ 'Connection').ParameterType.FullName | Sort-Object -Unique | Should -Be 'System.Object'
    }
}
