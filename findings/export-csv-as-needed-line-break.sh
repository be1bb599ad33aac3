#!/usr/bin/env bash
# Export-Csv -UseQuotes AsNeeded does not quote a cell that holds a carriage return, and Import-Csv breaks the row there.
#
# With:  PowerShell 7.6.9
# Guess: what Export-Csv writes, Import-Csv reads. -UseQuotes AsNeeded quotes a line feed, a delimiter and a quote.
# Seen:  two rows come back as three. Without -UseQuotes AsNeeded they come back as they were.
# Hurts: a note of two lines out of a system whose line break is the carriage return: one customer becomes two broken ones.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'AsNeeded: 3 rows; Always: 2 rows'
$rows = [pscustomobject] @{ note = "called`rwrites"; id = 1 }, [pscustomobject] @{ note = 'none'; id = 2 }
$texts = foreach ($quotes in 'AsNeeded', 'Always') {
    $rows | Export-Csv notes.csv -UseQuotes $quotes
    "${quotes}: $(@(Import-Csv notes.csv).Count) rows"
}
$texts -join '; '
PS
