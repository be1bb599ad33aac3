# Every cmdlet can be mocked with every parameter, and wrapped by the functions that ProxyCommand writes.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $commands = @((Get-Module Journy).ExportedCmdlets.Keys | Sort-Object)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $secret = 'a-secret-of-a-website-0123456789'
    $connection = Connect-Journy -ApiKey $secret -SkipKeyCheck -PassThru
    $credential = New-Object pscredential 'journy', (ConvertTo-SecureString $secret -AsPlainText -Force)
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters

    function Get-ArgumentList {
        # What a user may give to a parameter of a type: each of it must bind.
        param($Parameter)

        # The name stands for no connection: who mocks a cmdlet has none.
        if ($Parameter.Name -eq 'Connection') { return $connection, 'prod', [pscustomobject]@{ BaseUri = 'a stand-in' } }
        if ($Parameter.Name -eq 'Encoding') { return '1252', [System.Text.Encoding]::UTF8 }
        if ($Parameter.Name -eq 'TimeZone') { return 'UTC', [System.TimeZoneInfo]::Utc }
        if ($Parameter.Name -eq 'Culture') { return 'de-DE', [cultureinfo]'nl-BE' }
        $Type = $Parameter.ParameterType
        $inner = [Nullable]::GetUnderlyingType($Type)
        if ($inner) { $Type = $inner }
        switch ($Type.FullName) {
            'Journy.Connections.JournySecret' { return $secret, $credential, $credential.Password }
            'System.Management.Automation.PSCredential' { return , $credential }
            'System.Management.Automation.SwitchParameter' { return , $true }
            'System.Collections.IDictionary' { return , @{ a = 'text' } }
            'System.Int32' { return , 2 }
            'System.Double' { return , 2.5 }
            'System.Char' { return , ';' }
            'System.Uri' { return , 'http://proxy.example.com:8080' }
            'System.DateTimeOffset' { return '2026-04-30T14:05:00Z', (Get-Date) }
            'System.Management.Automation.PSObject' { return , ([pscustomobject]@{ user_id = '1' }) }
            default {
                if ($Type.IsArray) { $Type = $Type.GetElementType() }
                if ($Type.IsEnum) { return , [string] [enum]::GetValues($Type)[0] }
                return , 'text'
            }
        }
    }

    function Get-Call {
        # For each parameter set splats of all its parameters, as many as it takes to give each of what each parameter takes.
        param([string] $Command)

        foreach ($set in (Get-Command $Command).ParameterSets) {
            $values = @{}
            foreach ($parameter in $set.Parameters | Where-Object { $_.Name -notin $common }) {
                $values[$parameter.Name] = @(Get-ArgumentList $parameter)
            }
            $count = ($values.Values | ForEach-Object { $_.Count } | Measure-Object -Maximum).Maximum
            for ($i = 0; $i -lt $count; $i++) {
                $splat = @{}
                foreach ($name in $values.Keys) {
                    $splat[$name] = $values[$name][$i % $values[$name].Count]
                }
                [pscustomobject]@{ Set = $set.Name; Splat = $splat }
            }
        }
    }
}

AfterAll {
    Disconnect-Journy
}

Describe 'The cmdlets' {
    It 'are all of them' {
        # Those below are made from what the module exports.
        @((Get-Module Journy).ExportedCmdlets.Keys).Count | Should -Be 21
    }
}

Describe 'Mock of <_>' -ForEach $commands {
    It 'takes every parameter' {
        $name = $_
        $calls = @(Get-Call $name)
        Mock $name { 'mocked' }
        foreach ($call in $calls) {
            $splat = $call.Splat
            & $name @splat | Should -Be 'mocked' -Because "of set $($call.Set)"
        }
        Should -Invoke $name -Times $calls.Count -Exactly
    }
}

Describe 'ProxyCommand of <_>' -ForEach $commands {
    It 'takes every parameter, and shows no secret' {
        $metadata = New-Object System.Management.Automation.CommandMetadata (Get-Command $_)
        $null = [scriptblock]::Create([System.Management.Automation.ProxyCommand]::Create($metadata))
        $wrapper = [scriptblock]::Create("$([System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata)) param($([System.Management.Automation.ProxyCommand]::GetParamBlock($metadata))) process { `$PSBoundParameters }")
        foreach ($call in Get-Call $_) {
            $splat = $call.Splat
            $bound = & $wrapper @splat
            ($bound.Keys | Sort-Object) -join ' ' | Should -Be (($splat.Keys | Sort-Object) -join ' ')
            ($bound | Format-List -Property * | Out-String).Contains($secret) | Should -BeFalse
        }
    }
}

Describe 'A function that ProxyCommand writes' {
    It 'does what the cmdlet does' {
        $metadata = New-Object System.Management.Automation.CommandMetadata (Get-Command Get-JournyVerificationHash)
        $wrapper = [scriptblock]::Create([System.Management.Automation.ProxyCommand]::Create($metadata))
        & $wrapper 42 -Secret $secret | Should -Be (Get-JournyVerificationHash 42 -Secret $secret)
    }
}
