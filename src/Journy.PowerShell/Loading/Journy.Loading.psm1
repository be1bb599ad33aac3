# Runs before the module's assembly is loaded. An assembly stays in its process for good, also behind Remove-Module: a second
# version would be the first one's code under another name, or an error of the loader that says nothing. No cmdlet is used here:
# loading those of PowerShell itself would take longer than all the rest of the import.
if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage' -and ($loaded = 'Journy.Commands.ImportCommand' -as [type])) {
    $other = $loaded.Assembly.Location
    $own = [System.IO.Path]::Combine($PSScriptRoot, 'Journy.PowerShell.dll')

    # A copy of the same build is the same code, from wherever it came.
    $isSame = $other -eq $own -or ([System.IO.File]::Exists($other) -and [System.Linq.Enumerable]::SequenceEqual(
            [byte[]] [System.IO.File]::ReadAllBytes($other), [byte[]] [System.IO.File]::ReadAllBytes($own)))
    if (-not $isSame) {
        throw "This session has another version of the Journy module already, from '$([System.IO.Path]::GetDirectoryName($other))', and cannot change it for the one in '$PSScriptRoot'. Start a new session."
    }
}

# Those of a copy of the same build may be there already, and cannot be added twice.
if (-not $loaded -or $other -eq $own) {
    Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'Journy.Types.psd1'))
}
