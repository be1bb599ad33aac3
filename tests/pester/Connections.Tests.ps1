# Connect-Journy, Disconnect-Journy, Get-JournyConnection and Get-JournyApiKeyInfo.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    $baseUri = Start-Emulator
    $secureKey = New-Object securestring
    $env:JOURNY_API_KEY.ToCharArray() | ForEach-Object { $secureKey.AppendChar($_) }
}

AfterAll {
    Disconnect-Journy
    Stop-Emulator
}

Describe 'Connect-Journy' {
    BeforeEach {
        Disconnect-Journy
        $mark = Get-EmulatorMark
    }

    It 'checks the key with one call and keeps the connection for the session' {
        Connect-Journy -BaseUri $baseUri | Should -BeNullOrEmpty

        $requests = @(Get-EmulatorRequest -After $mark)
        $requests.Count | Should -Be 1
        "$($requests.method) $($requests.target)" | Should -BeExactly 'GET /validate'
        $requests.userAgent | Should -Match '^journy-powershell/\d+\.\d+\.\d+ '
        (Get-JournyConnection).BaseUri | Should -Be $baseUri
    }

    It 'hands the connection back with -PassThru' {
        $connection = Connect-Journy -BaseUri $baseUri -TimeoutSec 7 -RequestsPerMinute 900 -PassThru

        $connection.BaseUri | Should -Be $baseUri
        $connection.Source | Should -Be 'Environment'
        $connection.TimeoutSec | Should -Be 7
        $connection.RequestsPerMinute | Should -Be 900
        $connection.Permissions | Should -Contain 'TrackData'
    }

    It 'takes the key as a SecureString, a credential or text' {
        $credential = New-Object pscredential 'journy', $secureKey
        foreach ($key in $secureKey, $credential, $credential.GetNetworkCredential().Password) {
            $connection = Connect-Journy -ApiKey $key -BaseUri $baseUri -PassThru
            $connection.Source | Should -Be 'Parameter'
            $connection.Permissions | Should -Contain 'TrackData'
        }
    }

    It 'makes no call with -SkipKeyCheck' {
        Connect-Journy -BaseUri $baseUri -SkipKeyCheck

        Get-EmulatorMark | Should -Be $mark
        (Get-JournyConnection).Permissions | Should -BeNullOrEmpty
    }

    It 'refuses a key that journy.io does not know, and keeps no connection' {
        $environment = $env:JOURNY_API_KEY
        $env:JOURNY_API_KEY = $null
        try {
            { Connect-Journy -ApiKey 'not-a-key-of-anybody' -BaseUri $baseUri } |
                Should -Throw -ErrorId 'Journy.Unauthorized,Journy.Commands.ConnectJournyCommand'
            Get-JournyConnection | Should -BeNullOrEmpty
        }
        finally {
            $env:JOURNY_API_KEY = $environment
        }
    }

    It 'refuses plain HTTP to any other machine' {
        { Connect-Journy -BaseUri 'http://api.example.com' } | Should -Throw -ErrorId 'Journy.InvalidBaseUri,*'
        Get-EmulatorMark | Should -Be $mark
    }

    It 'adds nothing to what a script gives, and tells where commands go with -Verbose' {
        $run = Invoke-Shell @'
            Import-Module $Manifest
            'before'
            Connect-Journy -BaseUri $BaseUri
            'after'
            (Connect-Journy -BaseUri $BaseUri -Name prod -Verbose 4>&1 6>&1 | Where-Object { "$_" -like 'Connected*' }) -replace "[`r`n]+", ' '
            $connection = Get-JournyConnection -Name prod
            "$($connection.Name) $connection $($connection.Permissions -join ', ') $($connection.CallsLimit)"
            (Connect-Journy -BaseUri $BaseUri -PassThru).CallsLimit
'@
        $lines = $run.Output.Trim() -split '\r?\n'
        $permissions = $lines[3] -replace '^prod \S+ (.*) 1800$', '$1'
        $permissions | Should -Match 'TrackData'
        $address = "$baseUri".TrimEnd('/')
        $lines | Should -Be @(
            'before', 'after'
            "Connected to $address as 'prod', with the key of `$env:JOURNY_API_KEY. The key may: $permissions. Its limit: $("{0:N0}" -f 1800) calls a minute."
            "prod $address $permissions 1800", '1800'
        )
    }

    It 'says so where there is no key and nobody to ask' {
        $run = Invoke-Shell @'
            $env:JOURNY_API_KEY = $null
            Import-Module $Manifest
            try { Connect-Journy -BaseUri $BaseUri } catch { $_.FullyQualifiedErrorId }
            try { Get-JournyApiKeyInfo } catch { $_.FullyQualifiedErrorId }
'@
        $run.Output | Should -Match '(?m)^Journy\.NoApiKey,'
        $run.Output | Should -Match '(?m)^Journy\.NotConnected,'
        $run.ExitCode | Should -Be 0
    }
}

Describe 'Disconnect-Journy' {
    It 'ends the connection of the session, and those of others stay' {
        $other = Connect-Journy -BaseUri $baseUri -SkipKeyCheck -PassThru
        Disconnect-Journy | Should -BeNullOrEmpty

        # The environment's key may be another workspace's: it does not stand in for what was given up.
        Get-JournyConnection | Should -BeNullOrEmpty
        (Get-JournyApiKeyInfo -Connection $other).BaseUri | Should -Be $baseUri
    }

    It 'does no harm where nothing is connected' {
        Disconnect-Journy
        { Disconnect-Journy -ErrorAction Stop } | Should -Not -Throw
    }
}

Describe 'Get-JournyConnection' {
    It 'gives the connection of the session' {
        Connect-Journy -BaseUri $baseUri -SkipKeyCheck -RequestsPerMinute 77
        (Get-JournyConnection).RequestsPerMinute | Should -Be 77
    }

    It 'makes one from the environment, and none without a key there' {
        $run = Invoke-Shell @'
            Import-Module $Manifest
            $env:JOURNY_BASE_URI = $BaseUri
            "made: $((Get-JournyConnection).Source) $(Get-JournyConnection), $((Get-JournyApiKeyInfo).Permissions -contains 'TrackData')"
            $env:JOURNY_API_KEY = $null
            "none: [$(Get-JournyConnection)]"
'@
        $run.Output | Should -Match "(?m)^made: Environment $([regex]::Escape("$baseUri".TrimEnd('/'))), True$"
        $run.Output | Should -Match '(?m)^none: \[\]$'
    }
}

Describe 'Get-JournyApiKeyInfo' {
    It 'tells permissions and calls left' {
        Connect-Journy -BaseUri $baseUri -SkipKeyCheck
        $info = Get-JournyApiKeyInfo

        $info.BaseUri | Should -Be $baseUri
        $info.Permissions | Should -Contain 'TrackData'
        $info.Permissions | Should -Contain 'ReadSegments'
        $info.CallsLimit | Should -Be 1800
        $info.CallsRemaining | Should -BeLessThan 1800
        $info.RequestId | Should -Not -BeNullOrEmpty
    }
}
