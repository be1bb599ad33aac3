# Imports a file with a journal beside it in a fresh process, as a job does it; without a file it only connects.
param(
    [string] $Manifest,
    [string] $BaseUri,
    [string] $File
)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
Connect-Journy -BaseUri $BaseUri -SkipKeyCheck
if ($File) {
    $null = Import-JournyUser -LiteralPath $File
}
