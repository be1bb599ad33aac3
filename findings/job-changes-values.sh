#!/usr/bin/env bash
# A job gives back dates without a time, enumerations and DBNull as something else than they were.
#
# With:  PowerShell 7.6.9
# Guess: a job of the same PowerShell gives back the same types of .NET itself; decimal and Guid come back as such.
# Seen:  a DateOnly can no longer be converted to one, and its text has day and month in the order of the job's culture; an
#        enumeration in a string is its number, although .ToString() gives its name; DBNull is an object that is not DBNull.
# Hurts: a query that is run in a job: a blank is no longer taken for one, and a date becomes a text that means two days.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'DateOnly: PSObject, converts: False
enumeration: 1 Monday
DBNull: False, PSCustomObject
decimal: Decimal'
$date, $day, $nothing, $amount = Start-Job {
    [DateOnly]::new(2026, 3, 4)
    [DayOfWeek]::Monday
    [DBNull]::Value
    1.5d
} | Receive-Job -Wait -AutoRemoveJob
"DateOnly: $($date.GetType().Name), converts: $($null -ne ($date -as [DateOnly]))"
"enumeration: $day $($day.ToString())"
"DBNull: $($nothing -is [DBNull]), $($nothing.GetType().Name)"
"decimal: $($amount.GetType().Name)"
PS
