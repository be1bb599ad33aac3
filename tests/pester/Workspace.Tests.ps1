# What a workspace knows: Get-JournyEventDefinition, Get-JournyPropertyDefinition, Get-JournySegment, Get-JournyTrackingSnippet;
# and Get-JournyVerificationHash, which asks nobody.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    Import-StagedModule
    Connect-Journy -BaseUri (Start-Emulator -Argument '--no-limit')
}

AfterAll {
    Disconnect-Journy
    Stop-Emulator
}

Describe 'Get-JournyEventDefinition' {
    It 'lists the events' {
        $null = Add-JournyEvent -Name trial_started -UserId 1
        $events = @(Get-JournyEventDefinition)

        $events.Name | Should -Contain 'page_viewed'
        $events.Name | Should -Contain 'trial_started'
        ($events | Where-Object Name -EQ 'page_viewed').GroupName | Should -BeExactly 'Website'
        $events | ForEach-Object { $_.Id | Should -Not -BeNullOrEmpty }
    }
}

Describe 'Get-JournyPropertyDefinition' {
    It 'lists those of users and of accounts' {
        $null = Set-JournyUser -UserId 1 -Property @{ favourite_colour = 'red' }
        $all = @(Get-JournyPropertyDefinition)

        $all.Entity | Select-Object -Unique | Should -Be 'User', 'Account'
        ($all | Where-Object Name -EQ 'favourite_colour').Entity | Should -Be 'User'
        ($all | Where-Object Name -EQ 'mrr').Label | Should -BeExactly 'MRR'
        ($all | Where-Object Name -EQ 'member_count').IsComputed | Should -BeTrue
    }

    It 'lists those of one entity' {
        (Get-JournyPropertyDefinition -Entity Account).Entity | Select-Object -Unique | Should -Be 'Account'
        (Get-JournyPropertyDefinition User).Name | Should -Contain 'first_name'
    }
}

Describe 'Get-JournySegment' {
    It 'lists those of users and of accounts' {
        $all = @(Get-JournySegment)
        ($all | Where-Object Entity -EQ 'User').Name | Should -Contain 'Churn risk'
        ($all | Where-Object Entity -EQ 'Account').Name | Should -Contain 'Trials'
        $all | ForEach-Object { $_.Id | Should -Not -BeNullOrEmpty }
    }

    It 'lists those of one entity' {
        (Get-JournySegment Account).Name | Should -Be 'Paying customers', 'Trials'
    }
}

Describe 'Get-JournyTrackingSnippet' {
    It 'gives the snippet of a domain' {
        $snippet = Get-JournyTrackingSnippet www.example.com
        $snippet.Domain | Should -BeExactly 'www.example.com'
        $snippet.Snippet | Should -Match '<script'
    }

    It 'says so where journy.io does not know the domain' {
        { Get-JournyTrackingSnippet -Domain nobody.example } | Should -Throw -ErrorId 'Journy.NotFound,*'
    }
}

Describe 'Get-JournyVerificationHash' {
    BeforeAll {
        $secret = New-Object securestring
        'key'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $message = 'The quick brown fox jumps over the lazy dog'

        # HMAC-SHA256 of that sentence with that key, as published.
        $hash = 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8'
    }

    It 'hashes IDs of users and of accounts' {
        Get-JournyVerificationHash $message -Secret $secret | Should -BeExactly $hash
        Get-JournyVerificationHash -AccountId $message -Secret $secret | Should -BeExactly $hash
    }

    It 'hashes the IDs of piped rows' {
        [pscustomobject]@{ user_id = $message }, [pscustomobject]@{ user_id = $message } | Get-JournyVerificationHash -Secret $secret | Should -Be $hash, $hash
        [pscustomobject]@{ account_id = $message } | Get-JournyVerificationHash -Entity Account -Secret $secret | Should -BeExactly $hash
    }

    It 'makes no call' {
        $mark = Get-EmulatorMark
        $null = Get-JournyVerificationHash 1 -Secret $secret
        Get-EmulatorMark | Should -Be $mark
    }
}
