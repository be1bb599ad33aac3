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

Describe 'A version beside another one' {
    BeforeAll {
        # Two builds of the module, each in a folder of its own.
        $first = Split-Path (Get-StagedManifest)
        $second = Join-Path $TestDrive 'Journy/9.9.9'
        $null = New-Item (Split-Path $second) -ItemType Directory
        Copy-Item -LiteralPath $first -Destination $second -Recurse
        $manifest = Join-Path $second 'Journy.psd1'
        (Get-Content -LiteralPath $manifest -Raw) -replace "(ModuleVersion +=) '[^']+'", "`$1 '9.9.9'" | Set-Content -LiteralPath $manifest
        $copy = Join-Path $TestDrive 'copy/Journy'
        $null = New-Item (Split-Path $copy) -ItemType Directory
        Copy-Item -LiteralPath $second -Destination $copy -Recurse

        # One byte behind the code is another build, and runs as well.
        [IO.File]::AppendAllText((Join-Path $second 'Journy.PowerShell.dll'), ' ')
    }

    It 'is refused, in words, and leaves the loaded one at work: <Name>' -ForEach @(
        @{ Name = 'over the loaded one'; Before = '' }
        @{ Name = 'with force'; Before = ''; Force = '-Force' }
        @{ Name = 'behind Remove-Module'; Before = 'Remove-Module Journy'; IsRemoved = $true }
    ) {
        $run = Invoke-Shell -Variable @{ Second = $manifest; User = 'older' } -Script @"
            Import-Module `$Manifest
            `$null = Connect-Journy -BaseUri `$BaseUri
            $Before
            try { Import-Module `$Second $Force -ErrorAction Stop } catch { "refused: `$_" }
            "versions: `$((Get-Module Journy).Version)"
            Import-Module `$Manifest
            $use
"@
        $run.Output | Should -Match 'refused: This session has another version of the Journy module already, from .*9\.9\.9.*\. Start a new session\.'
        $run.Output | Should -Not -Match 'already present|TypeData'
        $run.Output | Should -Match "(?m)^versions: $(if (-not $IsRemoved) { (Import-PowerShellDataFile (Get-StagedManifest)).ModuleVersion })$"
        ($run.Output -split "`n")[-3..-1] | Should -Be 'Accepted', 'Paying customers', 'Trials'
        $run.ExitCode | Should -Be 0
    }

    It 'is refused in every runspace of the process, and taken by a process that it starts' {
        $run = Invoke-Shell -Variable @{ Second = $manifest } -Script @'
            Import-Module $Manifest
            $shell = [powershell]::Create().AddScript("try { Import-Module '$Second' -ErrorAction Stop } catch { `"refused: `$_`" }")
            $shell.Invoke()
            $job = Start-Job { Import-Module $using:Second; "taken: $((Get-Module Journy).Version)"; try { Import-Module $using:Manifest -ErrorAction Stop } catch { "refused: $_" } }
            $job | Receive-Job -Wait -AutoRemoveJob
'@
        $lines = $run.Output -split "`n"
        $lines.Count | Should -Be 3 -Because $run.Output
        $lines[0] | Should -Match '^refused: This session has another version'
        $lines[1] | Should -BeExactly 'taken: 9.9.9'
        $lines[2] | Should -Match '^refused: This session has another version'
    }

    It 'is refused, in words, where it is another build' {
        # The identity of a build, by which .NET tells two apart, stands in the assembly once.
        $other = Join-Path $TestDrive 'other/Journy'
        $null = New-Item (Split-Path $other) -ItemType Directory
        Copy-Item -LiteralPath $copy -Destination $other -Recurse
        $dll = Join-Path $other 'Journy.PowerShell.dll'
        $run = Invoke-Shell -Variable @{ Other = (Join-Path $other 'Journy.psd1'); Dll = $dll; User = 'other' } -Script @"
            Import-Module `$Manifest
            `$identity = [BitConverter]::ToString((Get-Command Set-JournyUser).ImplementingType.Module.ModuleVersionId.ToByteArray())
            `$bytes = [IO.File]::ReadAllBytes(`$Dll)
            `$at = [BitConverter]::ToString(`$bytes).IndexOf(`$identity) / 3
            `$bytes[`$at] = `$bytes[`$at] -bxor 255
            [IO.File]::WriteAllBytes(`$Dll, `$bytes)
            try { Import-Module `$Other -ErrorAction Stop } catch { "refused: `$_" }
            try { Import-Module `$Other -Force -ErrorAction Stop } catch { "refused: `$_" }
            $use
"@
        $lines = $run.Output -split "`n"
        $lines[0..1] | Should -Match '^refused: This session has another version of the Journy module already, from .* for the one in .*other.*\. Start a new session\.$'
        $lines[-3..-1] | Should -Be 'Accepted', 'Paying customers', 'Trials'
    }

    It 'is taken as what it is where it is a copy of the same build' {
        $run = Invoke-Shell -Variable @{ Copy = (Join-Path $copy 'Journy.psd1'); User = 'copy' } -Script @"
            Import-Module `$Manifest
            Import-Module `$Copy -Force
            $use
"@
        $run.Output | Should -BeExactly "Accepted`nPaying customers`nTrials"
    }
}

Describe 'Beside a module that brought an older Sylvan.Data.Csv first' {
    It 'reads files as ever' -Skip:$isDesktop {
        $csv = Join-Path $TestDrive 'beside.csv'
        Set-Content -LiteralPath $csv -Value 'user_id,plan', 'beside-csv,Pro'
        $run = Invoke-Shell -Variable @{ Folder = "$TestDrive"; Csv = $csv } -Script @'
            # The library itself, under an older number: the version stands behind the hash algorithm's in its table.
            $library = Join-Path (Split-Path $Manifest) 'Sylvan.Data.Csv.dll'
            $version = [Reflection.AssemblyName]::GetAssemblyName($library).Version
            $bytes = [IO.File]::ReadAllBytes($library)
            $mark = '04-80-00-00-{0:X2}-00-{1:X2}-00-{2:X2}-00-00-00' -f $version.Major, $version.Minor, $version.Build
            $bytes[[BitConverter]::ToString($bytes).IndexOf($mark) / 3 + 6] = 1
            $older = Join-Path (New-Item (Join-Path $Folder 'older') -ItemType Directory) 'Sylvan.Data.Csv.dll'
            [IO.File]::WriteAllBytes($older, $bytes)
            $loaded = [Reflection.Assembly]::LoadFrom($older)
            "older: $($loaded.GetName().Name) $($loaded.GetName().Version -lt $version)"

            Import-Module $Manifest
            $null = Connect-Journy -BaseUri $BaseUri
            "$((Import-JournyUser $Csv).Sent) sent"
            "for others: $([Reflection.Assembly]::Load('Sylvan.Data.Csv, Version=1.0.0.0').Location -eq $older)"
'@
        $run.Output | Should -BeExactly "older: Sylvan.Data.Csv True`n1 sent`nfor others: True"
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
