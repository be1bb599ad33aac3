# How long a fresh process takes for the rows of a file, and how long for the same rows again, in milliseconds.
param(
    [string] $Manifest,
    [string] $BaseUri,
    [string] $File,
    [int] $Window
)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
Connect-Journy -BaseUri $BaseUri -SkipKeyCheck
foreach ($round in 1, 2) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = Import-Csv $File | Set-JournyUser -ThrottleLimit $Window
    $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
}
