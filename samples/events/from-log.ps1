<#
.SYNOPSIS
Records what stands in an application's log as events in journy.io, each once.

.DESCRIPTION
Reads lines such as these, and leaves out all that look otherwise:

2026-02-01T14:05:06Z order_placed user=42 account=7 amount=99.90 currency=EUR
2026-02-01T14:05:09Z signed_out user=42

The journal knows which lines are in. So the script can run every few minutes over the same growing file, and over the file after
it was rotated away: a line that is in is not sent again, and a last line without a line end, which may be half written, waits for the
next time. An event whose answer was lost is not sent again either, since it could
count twice; it is listed in a file beside the journal.

The API key is read from the environment variable JOURNY_API_KEY.

.PARAMETER Path
The log files; wildcards are allowed.

.PARAMETER Name
The events that are meant for journy.io. Without it, all.

.PARAMETER JournalPath
Where the journal is kept. The same file every time.

.PARAMETER BaseUri
The address to talk to, where it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./from-log.ps1 -Path /var/log/shop/*.log -Name order_placed, signed_up -JournalPath /var/lib/journy/shop.journy

Records two kinds of events of a shop.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string[]] $Name,

    [Parameter(Mandatory)]
    [string] $JournalPath,

    [string] $BaseUri
)

$ErrorActionPreference = 'Stop'

$connect = @{}
if ($BaseUri) { $connect.BaseUri = $BaseUri }
Connect-Journy @connect

# A time in UTC, a name, and pairs of a name and a value.
$line = '^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z) (?<name>\w+)(?<pairs>( \w+=\S*)*)$'

# The lines that have a line end; read as they are when it is come to them, whoever writes on.
function Read-WholeLine {
    param([string] $File)

    $stream = [IO.File]::Open($File, 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $reader = [IO.StreamReader]::new($stream)
        $last = $null
        while ($null -ne ($read = $reader.ReadLine())) {
            if ($null -ne $last) { $last }
            $last = $read
        }

        # Whether the last one has a line end, the byte tells at which reading ended.
        if ($null -ne $last) {
            $null = $stream.Seek(-1, 'Current')
            if ($stream.ReadByte() -eq 10) { $last }
        }
    }
    finally {
        $stream.Dispose()
    }
}

Resolve-Path -Path $Path | ForEach-Object { Read-WholeLine $_.ProviderPath } | ForEach-Object {
    if ($_ -match $line -and (-not $Name -or $Matches.name -in $Name)) {
        $row = [ordered]@{ name = $Matches.name; triggered_at = $Matches.time }
        foreach ($pair in -split $Matches.pairs) {
            $key, $value = $pair -split '=', 2
            switch ($key) {
                'user' { $row.user_id = $value }
                'account' { $row.account_id = $value }
                default { $row[$key] = $value }
            }
        }

        # A line of the server itself is no event of anybody.
        if ($row.Contains('user_id') -or $row.Contains('account_id')) {
            [pscustomobject] $row
        }
    }
} | Import-JournyEvent -JournalPath $JournalPath -PropertyType @{ amount = 'Number' } -WarningAction SilentlyContinue
