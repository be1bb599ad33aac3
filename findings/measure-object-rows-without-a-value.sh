#!/usr/bin/env bash
# Measure-Object counts rows without a value: a blank cell is the number 0, and $null lowers the average without being the minimum.
#
# With:  PowerShell 7.6.9
# Guess: it leaves out what is not there, so that both averages are 75, or says that "" is not numeric, as it does with DBNull.
# Seen:  both averages are 50, over three values. A blank cell of Import-Csv is the minimum too; $null is not.
# Hurts: an average of MRR over an export where not every account has one.
. "$(dirname "$0")/tools.bash"

run_powershell <<'PS' | expect 'blank: 3 values, average 50, minimum 0; null: 3 values, average 50, minimum 50'
$cells = @{ blank = ''; null = $null }
$texts = foreach ($name in 'blank', 'null') {
    $rows = foreach ($value in '100', $cells[$name], '50') { [pscustomobject] @{ mrr = $value } }
    $sum = $rows | Measure-Object -Property mrr -Average -Minimum
    "${name}: $($sum.Count) values, average $($sum.Average), minimum $($sum.Minimum)"
}
$texts -join '; '
PS
