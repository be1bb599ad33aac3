<#
.SYNOPSIS
Brings the accounts of a database or a CSV file to journy.io: every night all of them are read, and only what changed is sent.

.DESCRIPTION
The journal knows what journy.io has accepted. So the script can run as often as you like, a run that was cut off goes on where
it ended, and rows that failed are tried again the next night.

It ends with exit code 0 where every row is in, and with 1 where rows failed or were not attempted: they are in a file beside the
journal, each with its reason. Schedule it with cron, Task Scheduler or SQL Server Agent.

The API key is read from the environment variable JOURNY_API_KEY.

.PARAMETER Path
A CSV file with a column account_id or domain. Its other columns become properties.

.PARAMETER ConnectionString
The database, in the words of Invoke-Sqlcmd. Needs the module SqlServer.

.PARAMETER Query
The accounts: a column account_id or domain, and one for each property. Numbers, dates and bits arrive as what they are.

.PARAMETER JournalPath
Where the journal is kept. The same file every night, and one of its own for each workspace.

.PARAMETER TimeLimitMinutes
The longest that the script may send. What is left then is sent the next time.

.PARAMETER BaseUri
The address to talk to, where it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./nightly-sync.ps1 -Path /srv/export/accounts.csv -JournalPath /var/lib/journy/accounts.journy

Sends the accounts of a file that another program writes every night.

.EXAMPLE
./nightly-sync.ps1 -ConnectionString 'Server=crm;Database=Crm;Integrated Security=true' -JournalPath D:\Journy\accounts.journy

Sends the accounts of a database.
#>
[CmdletBinding(DefaultParameterSetName = 'Csv')]
param(
    [Parameter(Mandatory, ParameterSetName = 'Csv')]
    [string] $Path,

    [Parameter(Mandatory, ParameterSetName = 'Sql')]
    [string] $ConnectionString,

    [Parameter(ParameterSetName = 'Sql')]
    [string] $Query = 'SELECT Id AS account_id, Domain AS domain, Name AS name, [Plan] AS [plan], Mrr AS mrr, CreatedAt AS registered_at FROM dbo.Accounts',

    [Parameter(Mandatory)]
    [string] $JournalPath,

    [double] $TimeLimitMinutes = 120,

    [string] $BaseUri
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$connect = @{}
if ($BaseUri) { $connect.BaseUri = $BaseUri }
Connect-Journy @connect

# A bare name has no parent.
$folder = Split-Path -Path $JournalPath -Parent
$import = @{
    JournalPath      = $JournalPath
    OutcomeDirectory = if ($folder) { $folder } else { '.' }
    TimeLimitMinutes = $TimeLimitMinutes

    # The error at the end is told below, after the summary.
    ErrorAction      = 'SilentlyContinue'
    ErrorVariable    = 'incomplete'
}

# What ends the import early ends the script, with exit code 1, after its summary.
if ($Path) {
    Import-JournyAccount -LiteralPath $Path @import | Out-Default
}
else {
    Invoke-Sqlcmd -ConnectionString $ConnectionString -Query $Query -OutputAs DataRows | Import-JournyAccount @import | Out-Default
}

if ($incomplete) {
    # One line for the scheduler's log.
    "Not everything is in: $($incomplete[0])"
    exit 1
}
