# How long a module takes to load in this process, in milliseconds.
param([string] $Manifest)

$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Manifest -ErrorAction Stop
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
