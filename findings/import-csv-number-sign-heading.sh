#!/usr/bin/env bash
# Import-Csv skips a line of headings whose first column is called '#', and takes the first row for the headings.
#
# With:  PowerShell 7.6.9
# Guess: a column called '#', and two rows.
# Seen:  one row, whose properties are named after the cells of the customer who is lost. There is no warning: every line that
#        begins with '#' before the headings is a comment, as in the logs of web servers.
# Hurts: whoever imports an export that numbers its rows in a column '#'.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect '1 row: 1, Jane, jane@example.com'
Set-Content users.csv '#,name,email', '1,Jane,jane@example.com', '2,Joe,joe@example.com'
$rows = @(Import-Csv users.csv)
"$($rows.Count) row: $($rows[0].psobject.Properties.Name -join ', ')"
PS
