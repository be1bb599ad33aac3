#!/usr/bin/env bash
# A switch that is splatted as $null is on in a compiled cmdlet, and off in a function.
#
# With:  PowerShell 7.6.9
# Guess: $null is no, as in a condition and as in a function.
# Seen:  Get-ChildItem @{ Recurse = $null } goes through all folders, as -Recurse would.
# Hurts: a script that reads its settings from a file or from its own parameters: a setting that is not there turns -Force on.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'cmdlet: True; function: False'
function Test-Switch { param([switch] $Recurse) "$Recurse" }
$null = New-Item -ItemType Directory -Path outer/inner
Set-Content outer/inner/file.txt x
$settings = @{ Recurse = $null }
"cmdlet: $(@(Get-ChildItem -Path outer -File @settings).Count -eq 1); function: $(Test-Switch @settings)"
PS
