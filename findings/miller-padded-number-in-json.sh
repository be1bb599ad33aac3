#!/usr/bin/env bash
# Miller gives a code its zeros back and writes it as a JSON number, and PowerShell reads that number as octal: 02134 becomes 1116.
#
# With:  miller 6.6.0-2+b3 of Debian 12, PowerShell 7.6.9
# Guess: what fmtnum has padded is text, "02134", as Miller writes a cell 02134; if it were bare, ConvertFrom-Json would refuse it.
# Seen:  with no 8 or 9 in it the code is written bare, which is not JSON, and ConvertFrom-Json takes it for an octal number
#        without a word. With an 8 or a 9 it is text, and stays as it is.
# Hurts: anybody who fixes the postal codes and customer numbers that Excel has cut: some are right, so that it looks right, and
#        the others are the codes of somebody else.
. "$(dirname "$0")/tools.bash"

install_debian miller=6.6.0-2+b3
cat >customers.csv <<'CSV'
name,zip
Acme,2134
Globex,501
Initech,1089
CSV
mlr --icsv --ojson put '$zip = fmtnum($zip, "%05d")' customers.csv >customers.json
{
    grep zip customers.json
    run_powershell <<'PS'
Get-Content customers.json -Raw | ConvertFrom-Json | ForEach-Object { "$($_.name): $($_.zip), $($_.zip.GetType().Name)" }
PS
} | expect '  "zip": 02134
  "zip": 00501
  "zip": "01089"
Acme: 1116, Int64
Globex: 321, Int64
Initech: 01089, String'
