# The module as it comes into a session: alone, again, in several runspaces at once, and beside modules that were there first.

[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Pester hands them from block to block.')]
param()

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $isDesktop = $PSVersionTable.PSEdition -eq 'Desktop'
    $hasPSResourceGet = [bool] (Get-Command Get-PSResourceRepository -ErrorAction Ignore)
    $hasThreadJob = [bool] (Get-Command Start-ThreadJob -ErrorAction Ignore)

    # Real copies of System.Text.Json, whatever a build has left on this machine. Of other versions empty ones are made.
    $packages = $env:NUGET_PACKAGES
    if (-not $packages) {
        $packages = Join-Path ([Environment]::GetFolderPath('UserProfile')) '.nuget/packages'
    }

    $copies = @(
        foreach ($file in Get-Item -Path (Join-Path $packages 'system.text.json/*/lib/netstandard2.0/System.Text.Json.dll') -ErrorAction Ignore) {
            @{ Label = "package $($file.Directory.Parent.Parent.Name)"; Files = $file.FullName; Versions = '' }
        }
        @{ Label = 'empty ones of versions 6, 9, 10 and 99'; Files = ''; Versions = '6.0.0.0 9.0.0.0 10.0.0.0 99.0.0.0' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/StagedModule.psm1')
    $baseUri = Start-Emulator -Argument '--no-limit'

    # What uses all three of the module's assemblies, and reads and writes JSON.
    $use = @'
        Connect-Journy -BaseUri $BaseUri
        (Set-JournyUser -UserId $User -Property @{ plan = 'Pro' }).Status
        Get-JournySegment -Entity Account | ForEach-Object Name
'@
}

AfterAll {
    Stop-Emulator
}

Describe 'Loading' {
    It 'works by name from the module path, and brings no assembly but its own' {
        $csv = Join-Path $TestDrive 'one.csv'
        Set-Content -LiteralPath $csv -Value 'user_id,plan', 'own,Pro'
        $folder = Split-Path (Split-Path (Split-Path (Get-StagedManifest)))
        $run = Invoke-Shell -Variable @{ Folder = $folder; Csv = $csv; User = 'own' } -Script @"
            `$env:PSModulePath = `$Folder + [IO.Path]::PathSeparator + `$env:PSModulePath
            $use
            `$null = Import-JournyUser `$Csv
            `$module = (Get-Module Journy).ModuleBase
            `$module -eq (Split-Path `$Manifest)
            `$ofHost = @(`$PSHOME, (Split-Path ([object].Assembly.Location)))
            foreach (`$assembly in [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not `$_.IsDynamic -and `$_.Location }) {
                `$file = `$assembly.Location
                if (`$file.StartsWith(`$module)) { `$assembly.GetName().Name }
                elseif (-not (`$ofHost | Where-Object { `$file.StartsWith(`$_) }) -and `$file -notlike '*GAC_*') { `$file }
            }
"@
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $lines = $run.Output -split "`n"
        $lines[0..3] | Should -Be 'Accepted', 'Paying customers', 'Trials', 'True'
        $loaded = $lines | Select-Object -Skip 4
        if ($PSVersionTable.PSEdition -eq 'Desktop') {
            # Windows PowerShell has no System.Text.Json, so that the module brings one, and what that needs.
            $loaded = $loaded | Where-Object { $_ -notlike 'System.*' -and $_ -ne 'Microsoft.Bcl.AsyncInterfaces' }
        }

        $loaded | Sort-Object | Should -Be 'Journy.Client', 'Journy.Import', 'Journy.PowerShell', 'Sylvan.Data.Csv'
    }

    It 'works twice, forced, and after it was removed, under strict mode' {
        $run = Invoke-Shell -Variable @{ User = 'again' } -Script @"
            Set-StrictMode -Version Latest
            `$ErrorActionPreference = 'Stop'
            Import-Module `$Manifest
            Import-Module `$Manifest
            $use
            Import-Module `$Manifest -Force
            $use
            Remove-Module Journy
            Import-Module `$Manifest
            $use
"@
        $run.Output | Should -BeExactly ((@("Accepted`nPaying customers`nTrials") * 3) -join "`n")
        $run.ExitCode | Should -Be 0
    }

    It 'works in eight runspaces at once' -Skip:$isDesktop {
        Import-StagedModule
        $manifest = Get-StagedManifest
        # Text, since Windows PowerShell, which skips this, does not know the parameter.
        $script = [scriptblock]::Create(@'
            1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
                $number = $_
                Import-Module $using:manifest
                Connect-Journy -BaseUri $using:baseUri
                (1..5 | ForEach-Object { @{ user_id = "parallel-$number-$_" } } | Set-JournyUser).Status
            }
'@)
        $statuses = @(& $script)

        $statuses.Count | Should -Be 40
        $statuses | Sort-Object -Unique | Should -Be 'Accepted'
        @(Get-EmulatorRecord users | Where-Object userId -Like 'parallel-*').Count | Should -Be 40
    }

    It 'shares a connection with parallel blocks' -Skip:$isDesktop {
        Import-StagedModule
        $connection = Connect-Journy -BaseUri $baseUri -PassThru
        $script = [scriptblock]::Create('1..4 | ForEach-Object -Parallel { (Set-JournyUser -UserId "shared-$_" -Connection $using:connection).Status }')
        $manifest = Split-Path (Split-Path (Split-Path (Get-StagedManifest)))
        $earlierPath = $env:PSModulePath
        $env:PSModulePath = $manifest + [System.IO.Path]::PathSeparator + $earlierPath
        try {
            & $script | Should -Be 'Accepted', 'Accepted', 'Accepted', 'Accepted'
        }
        finally {
            $env:PSModulePath = $earlierPath
            Disconnect-Journy
        }
    }

    It 'works in thread jobs' -Skip:(-not $hasThreadJob) {
        $manifest = Get-StagedManifest
        $jobs = foreach ($number in 1..3) {
            Start-ThreadJob -ScriptBlock {
                Import-Module $using:manifest
                Connect-Journy -BaseUri $using:baseUri
                (Set-JournyUser -UserId "job-$using:number").Status
            }
        }
        $jobs | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop | Should -Be 'Accepted', 'Accepted', 'Accepted'
    }
}

Describe 'Beside modules that brought their own System.Text.Json first, <Label>,' -ForEach $copies {
    # Its PSResourceGet ships with PowerShell, and has a System.Text.Json of its own; some who repackage PowerShell leave it out.
    It 'reads and writes JSON as ever' -Skip:($isDesktop -or -not $hasPSResourceGet) {
        $run = Invoke-Shell -Variable @{ Files = $Files; Versions = $Versions; Folder = "$TestDrive"; User = "beside-$($Versions.Length)" } -Script (@'
            $copies = @($Files | Where-Object { $_ })
            $keyFile = Join-Path $Folder 'public.key'
            [IO.File]::WriteAllBytes($keyFile, [Text.Json.JsonDocument].Assembly.GetName().GetPublicKey())
            $copies += foreach ($version in -split $Versions | Where-Object { $_ }) {
                # The real one's name and public key, which is all that decides who is handed what.
                $copy = Join-Path (New-Item (Join-Path $Folder $version) -ItemType Directory) 'System.Text.Json.dll'
                Add-Type -OutputAssembly $copy -OutputType Library -CompilerOptions '/publicsign', "/keyfile:$keyFile" -TypeDefinition (
                    '[assembly: System.Reflection.AssemblyVersion("{0}")] namespace System.Text.Json {{ public static class Empty {{ }} }}' -f $version)
                $copy
            }

            # As modules load what lies beside them: into the session, by its path, and into a context of their own.
            foreach ($copy in $copies) {
                # The first of them is refused where PowerShell's own copy is older.
                try { $null = [Reflection.Assembly]::LoadFrom($copy) } catch [IO.FileLoadException] { $null = $_ }
                $byPath = [Reflection.Assembly]::LoadFile($copy)
                $ofContext = [Runtime.Loader.AssemblyLoadContext]::new('neighbour', $false).LoadFromAssemblyPath($copy)
                "loaded $($byPath.GetName().Version) and $($ofContext.GetName().Version)"
            }

            $null = Get-PSResourceRepository
            Import-Module $Manifest
'@ + "`n$use")

        $run.ExitCode | Should -Be 0 -Because $run.Output
        $lines = $run.Output -split "`n"
        foreach ($version in -split $Versions | Where-Object { $_ }) {
            $lines | Should -Contain "loaded $version and $version"
        }

        @($lines | Where-Object { $_ -match '^loaded (\S+) and \1$' }).Count | Should -BeGreaterThan 0
        $lines | Where-Object { $_ -notlike 'loaded *' } | Should -Be 'Accepted', 'Paying customers', 'Trials'
    }
}
