#!/usr/bin/env bash
# Import-Csv takes away the blanks before a heading or a cell without quotes, and keeps those behind it.
#
# With:  PowerShell 7.6.9
# Guess: both are kept, as RFC 4180 says that blanks are part of a cell, or both go.
# Seen:  'user_id , email' makes a property 'user_id ' with a blank at its end and one 'email' without: $row.user_id is nothing.
# Hurts: files that people have typed: a column that looks right in every table is not found, and its cells count as blank.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect '[user_id ] [email], [42 ] [jane@example.com], user_id: []'
Set-Content users.csv 'user_id , email', '42 , jane@example.com'
$row = Import-Csv users.csv
"$(@($row.psobject.Properties.Name | ForEach-Object { "[$_]" }) -join ' '), " +
"$(@($row.psobject.Properties.Value | ForEach-Object { "[$_]" }) -join ' '), user_id: [$($row.user_id)]"
PS
