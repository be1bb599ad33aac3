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

Describe 'The three lists' {
    It 'give those of a name or a wildcard' {
        $null = Add-JournyEvent trial_started -UserId 1
        (Get-JournyEventDefinition TRIAL*).Name | Should -Be 'trial_started'
        (Get-JournyEventDefinition page_viewed, trial_started).Name | Sort-Object | Should -Be 'page_viewed', 'trial_started'
        (Get-JournySegment Account -Name trials).Name | Should -BeExactly 'Trials'
        (Get-JournySegment -Name 'Churn*', 'Trials').Entity | Should -Be 'User', 'Account'
        (Get-JournyPropertyDefinition Account m*).Name | Sort-Object | Should -Be 'member_count', 'mrr'
        @(Get-JournySegment -Name 'none of *').Count | Should -Be 0
    }

    It 'say so where there is none of a name: <_>' -ForEach 'Get-JournyEventDefinition -Name none', 'Get-JournySegment -Name none', 'Get-JournyPropertyDefinition -Name none', 'Get-JournySegment User Trials', 'Get-JournySegment -Name "[x"' {
        @(& ([scriptblock]::Create("$_ -ErrorVariable script:failed -ErrorAction SilentlyContinue"))).Count | Should -Be 0
        $script:failed[0].FullyQualifiedErrorId | Should -BeLike 'Journy.NotFound,*'
        "$($script:failed[0])" | Should -Match 'without -Name'
    }
}

Describe 'Get-JournyTrackingSnippet' {
    It 'takes domains from the pipeline, and goes on behind one that is not known' {
        $rows = @([pscustomobject]@{ Domain = 'nobody.example' }; 'www.example.com'; ''; [pscustomobject]@{ Domain = 'www.example.com' })
        $snippets = @($rows | Get-JournyTrackingSnippet -ErrorVariable failed -ErrorAction SilentlyContinue)
        $snippets.Domain | Should -Be 'www.example.com', 'www.example.com'
        $failed.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Should -Be 'Journy.NotFound', 'Journy.MissingValue'
    }

    It 'gives the snippet of a domain' {
        $snippet = Get-JournyTrackingSnippet www.example.com
        $snippet.Domain | Should -BeExactly 'www.example.com'
        $snippet.Snippet | Should -Match '<script'
    }

    It 'says so where journy.io does not know the domain' {
        { Get-JournyTrackingSnippet -Domain nobody.example -ErrorAction Stop } | Should -Throw -ErrorId 'Journy.NotFound,*'
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
        Get-JournyVerificationHash 007 -Secret $secret | Should -BeExactly (Get-JournyVerificationHash '007' -Secret $secret)
        Get-JournyVerificationHash ([double]1e15), 5 -Secret $secret | Should -Be (Get-JournyVerificationHash '1000000000000000', '5' -Secret $secret)
        { Get-JournyVerificationHash $true -Secret $secret } | Should -Throw
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
