#!/usr/bin/env bash
# A cast to a number takes "1,5" for 15, in the cultures too whose decimal mark is the comma.
#
# With:  PowerShell 7.6.9
# Guess: an error, or one and a half where the culture says so.
# Seen:  15, for [double], [decimal] and [int]. Commas count as separators of thousands wherever they stand.
# Hurts: an amount of a European export that is converted with a cast: ten times as much, and no error.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'en-US: 15 15 15; de-DE: 15 15 15'
$texts = foreach ($culture in 'en-US', 'de-DE') {
    [cultureinfo]::CurrentCulture = $culture
    "${culture}: $([double] '1,5') $([decimal] '1,5') $([int] '1,5')"
}
$texts -join '; '
PS
