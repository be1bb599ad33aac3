#!/usr/bin/env bash
# Import-Csv and ConvertFrom-Csv leave out a row whose only cell is blank, also where the cell is quoted.
#
# With:  PowerShell 7.6.9
# Guess: "" is a cell, so that Export-Csv and Import-Csv give back what they got: three rows.
# Seen:  two. Export-Csv writes the row, and Import-Csv does not read it.
# Hurts: whoever puts the columns of several files side by side by the number of the row: all rows below a blank one move up.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect '"note","first","","third" came back as first, third'
'first', '', 'third' | ForEach-Object { [pscustomobject] @{ note = $_ } } | Export-Csv notes.csv
"$((Get-Content notes.csv) -join ',') came back as $((Import-Csv notes.csv).note -join ', ')"
PS
