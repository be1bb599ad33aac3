# Every script of the repository, as PSScriptAnalyzer sees it.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $hasAnalyzer = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)
    $root = Get-RepositoryPath
    $scripts = @(
        foreach ($file in Get-ChildItem -Path $root -Recurse -File -Include *.ps1, *.psm1, *.psd1) {
            $name = $file.FullName.Substring($root.Length).TrimStart('/', '\').Replace('\', '/')

            # Neither what a build makes, nor the manifest, which names files that only the build lays beside it.
            if ($name -notmatch '(^|/)(bin|obj|out|TestResults|\.[^/]+)/' -and $name -ne 'Journy.psd1') {
                @{ Name = $name; File = $file.FullName }
            }
        }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')

    function Find-Fault([string] $Path) {
        # The analyzer's rules run at the same time and now and then trip over each other, which is its own fault and no finding:
        # https://github.com/PowerShell/PSScriptAnalyzer/issues/1708.
        $tries = 5
        do {
            $tries--
            $trips = $null
            $findings = Invoke-ScriptAnalyzer -Path $Path -Settings (Get-RepositoryPath 'PSScriptAnalyzerSettings.psd1') -ErrorAction SilentlyContinue -ErrorVariable trips
        } while ($trips -and $tries -gt 0)

        $trips | ForEach-Object { "The analyzer failed: $_" }
        $findings | ForEach-Object { "line $($_.Line), $($_.RuleName): $($_.Message)" }
    }
}

Describe 'The scripts' -ForEach @{ Found = $scripts } {
    It 'are all found' {
        $Found.Name | Should -Contain 'build.ps1'
        $Found.Name | Should -Contain 'samples/import-users.ps1'
        $Found.Name | Should -Contain 'tests/pester/Scripts.Tests.ps1'
    }

    It 'are plain ASCII, so that Windows PowerShell reads them as they are' {
        # Byte by byte, whatever a file's encoding.
        $bytes = [System.Text.Encoding]::GetEncoding('iso-8859-1')
        ($Found | Where-Object { [System.IO.File]::ReadAllText($_.File, $bytes) -match '[^\x00-\x7F]' }).Name | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $scripts {
    It 'is clean' -Skip:(-not $hasAnalyzer) {
        Find-Fault $File | Should -BeNullOrEmpty
    }
}

Describe 'The staged manifest' {
    It 'is clean' -Skip:(-not $hasAnalyzer) {
        Find-Fault (Get-StagedManifest) | Should -BeNullOrEmpty
    }
}
