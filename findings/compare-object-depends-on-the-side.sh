#!/usr/bin/env bash
# Compare-Object -Property says whether "007" and 7 differ by which of them is the reference.
#
# With:  PowerShell 7.6.9
# Guess: two sets are equal or not, whichever is named first.
# Seen:  each reference converts the other value to its own type. With numbers as the reference, a code that has kept its zeros
#        and one that has lost them are the same; with text as the reference they differ.
# Hurts: whoever compares a table of a database with its export, to see whether the export kept the codes.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'numbers as reference: 0 differences; text as reference: 2 differences'
$number = [pscustomobject] @{ code = 7 }
$text = [pscustomobject] @{ code = '007' }
"numbers as reference: $(@(Compare-Object $number $text -Property code).Count) differences; " +
"text as reference: $(@(Compare-Object $text $number -Property code).Count) differences"
PS
