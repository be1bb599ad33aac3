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
}

Describe 'The scripts' {
    It 'are all found' -ForEach @{ Names = $scripts.Name } {
        $Names | Should -Contain 'build.ps1'
        $Names | Should -Contain 'samples/import-users.ps1'
        $Names | Should -Contain 'tests/pester/Scripts.Tests.ps1'
    }
}

Describe '<Name>' -ForEach $scripts {
    It 'is clean' -Skip:(-not $hasAnalyzer) {
        $findings = Invoke-ScriptAnalyzer -Path $File -Settings (Get-RepositoryPath 'PSScriptAnalyzerSettings.psd1')
        $findings | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }

    It 'is plain ASCII, so that Windows PowerShell reads it as it is' {
        # Byte by byte, whatever the file's encoding.
        $text = [System.Text.Encoding]::GetEncoding('iso-8859-1').GetString([System.IO.File]::ReadAllBytes($File))
        [regex]::Matches($text, '[^\x00-\x7F]').Count | Should -Be 0
    }
}

Describe 'The staged manifest' {
    It 'is clean' -Skip:(-not $hasAnalyzer) {
        $findings = Invoke-ScriptAnalyzer -Path (Get-StagedManifest) -Settings (Get-RepositoryPath 'PSScriptAnalyzerSettings.psd1')
        $findings | ForEach-Object { "$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
