# Runs before the module's assembly is loaded. An assembly stays in its process for good, also behind Remove-Module: a second
# version would be the first one's code under another name, or an error of the loader that says nothing.
if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
    $own = [System.IO.Path]::Combine($PSScriptRoot, 'Journy.PowerShell.dll')
    foreach ($assembly in [System.AppDomain]::CurrentDomain.GetAssemblies()) {
        if ($assembly.IsDynamic -or $assembly.GetName().Name -ne 'Journy.PowerShell' -or $assembly.Location -eq $own) {
            continue
        }

        # A copy of the same build is the same code, from wherever it came.
        $isCopy = [System.IO.File]::Exists($assembly.Location) -and [System.Linq.Enumerable]::SequenceEqual(
            [byte[]] [System.IO.File]::ReadAllBytes($assembly.Location), [byte[]] [System.IO.File]::ReadAllBytes($own))
        if (-not $isCopy) {
            throw "This session has another version of the Journy module already, from '$([System.IO.Path]::GetDirectoryName($assembly.Location))', and cannot change it for the one in '$PSScriptRoot'. Start a new session."
        }
    }
}

# Not TypesToProcess in the manifest, which comes before this and has its own error where another version is loaded. It stays behind
# Remove-Module, as the assembly does. A host without the cmdlets shows no mixed output either.
if ((Get-Command -Name Get-TypeData -ErrorAction Ignore) -and -not (Get-TypeData -TypeName Journy.ImportSummary)) {
    Update-TypeData -PrependPath (Join-Path -Path $PSScriptRoot -ChildPath 'Journy.Types.ps1xml')
}
