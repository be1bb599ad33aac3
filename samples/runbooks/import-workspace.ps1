<#
.SYNOPSIS
Imports users into one of several workspaces, and leaves its summary as JSON for a table of all.

.DESCRIPTION
One run a workspace, each with a key, a file and a journal of its own: see workspaces.yml, a matrix of GitHub Actions. The API key is read
from the environment variable JOURNY_API_KEY. show-summaries.ps1 makes the table.

It ends with exit code 0 if every row is in, else with 1: where rows failed or were not attempted, where the key was refused, and where
the file cannot be read. The summary is written in each of these cases.

.PARAMETER Workspace
A name for the workspace, which names its journal and its summary.

.PARAMETER Path
The CSV file, with a column user_id or email.

.PARAMETER JournalDirectory
The folder of the journals.

.PARAMETER SummaryDirectory
The folder of the summaries.

.PARAMETER OutcomeDirectory
The folder for files of rows that did not make it.

.PARAMETER TimeLimitMinutes
The longest that this may take. What is left then is sent by the next run.

.PARAMETER BaseUri
The address to talk to, if it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./import-workspace.ps1 -Workspace shop-be -Path ./data/shop-be.csv -JournalDirectory ./journal -SummaryDirectory ./summary -OutcomeDirectory ./outcome

Imports the file of one workspace.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^[\w.-]+$')]
    [string] $Workspace,

    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $JournalDirectory,

    [Parameter(Mandatory)]
    [string] $SummaryDirectory,

    [Parameter(Mandatory)]
    [string] $OutcomeDirectory,

    [double] $TimeLimitMinutes = 100,

    [string] $BaseUri
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$null = New-Item -Path $JournalDirectory, $SummaryDirectory, $OutcomeDirectory -ItemType Directory -Force

$summary = @()
try {
    $connect = @{}
    if ($BaseUri) { $connect.BaseUri = $BaseUri }
    Connect-Journy @connect
    $import = @{
        LiteralPath      = $Path
        JournalPath      = Join-Path -Path $JournalDirectory -ChildPath "$Workspace.journy"
        OutcomeDirectory = $OutcomeDirectory
        TimeLimitMinutes = $TimeLimitMinutes
        ErrorAction      = 'SilentlyContinue'
        ErrorVariable    = 'incomplete'
        OutVariable      = 'summary'
    }
    Import-JournyUser @import | Out-Default
    $problem = if ($incomplete) { "$($incomplete[0])" }
}
catch {
    $problem = "$_"
}

$row = [ordered]@{ Workspace = $Workspace }
foreach ($count in 'Read', 'Sent', 'Unchanged', 'Partial', 'Failed', 'NotAttempted', 'ElapsedSeconds') {
    $row[$count] = if ($summary) { $summary[0].$count }
}
$row.Problem = $problem
ConvertTo-Json -InputObject $row | Set-Content -LiteralPath (Join-Path -Path $SummaryDirectory -ChildPath "$Workspace.json") -Encoding UTF8

if ($problem) {
    "Not everything is in: $problem"
    exit 1
}

exit 0
