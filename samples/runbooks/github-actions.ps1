<#
.SYNOPSIS
Imports CSV files of users in a workflow of GitHub Actions: a table on the run's page, an annotation where rows failed.

.DESCRIPTION
See github-actions.yml beside this script. The API key is read from the environment variable JOURNY_API_KEY, which the workflow
fills from a secret.

Each file has a journal of its own name, in the folder that the workflow keeps. The step fails where rows failed or were left.

.PARAMETER Path
The CSV files, each with a column user_id or email; wildcards are allowed.

.PARAMETER JournalDirectory
The folder of the journals.

.PARAMETER OutcomeDirectory
The folder for files of rows that did not make it.

.PARAMETER TimeLimitMinutes
The longest that each file may take. What is left then is sent by the next run.

.PARAMETER BaseUri
The address to talk to, where it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./github-actions.ps1 -Path ./data/*.csv -JournalDirectory ./journal -OutcomeDirectory ./outcome

Imports all files of a folder, here or in a workflow.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $JournalDirectory,

    [Parameter(Mandatory)]
    [string] $OutcomeDirectory,

    [double] $TimeLimitMinutes = 100,

    [string] $BaseUri
)

$ErrorActionPreference = 'Stop'
$null = New-Item -Path $JournalDirectory, $OutcomeDirectory -ItemType Directory -Force

$connect = @{}
if ($BaseUri) { $connect.BaseUri = $BaseUri }
Connect-Journy @connect

$table = @('| File | Rows | Sent | Unchanged | Partial | Failed | Not attempted |', '|---|--:|--:|--:|--:|--:|--:|')
$problems = @()
$end = $null
$files = @(Get-Item -Path $Path)
if (-not $files) {
    # A wildcard that meets nothing is no error for PowerShell, and would be a green run every night.
    $problems += "There is no file '$Path'."
}

foreach ($file in $files) {
    if ($end) {
        $problems += "'$($file.Name)' was not imported, because the run had ended before its turn."
        continue
    }

    $import = @{
        LiteralPath      = $file.FullName
        JournalPath      = Join-Path -Path $JournalDirectory -ChildPath "$($file.Name).journy"
        OutcomeDirectory = $OutcomeDirectory
        TimeLimitMinutes = $TimeLimitMinutes
        ErrorAction      = 'SilentlyContinue'
        ErrorVariable    = 'incomplete'
        OutVariable      = 'summaries'
    }
    try {
        Import-JournyUser @import | Out-Default
    }
    catch {
        # A key that was disabled, say, would meet every further file too. A file that cannot be read is a matter of its own.
        if ($_.Exception -is [Journy.JournyApiException]) { $end = $_ } else { $problems += $_ }
    }

    $problems += $incomplete | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
    foreach ($summary in $summaries) {
        $table += "| $($file.Name) | $($summary.Read) | $($summary.Sent) | $($summary.Unchanged) | $($summary.Partial) | $($summary.Failed) | $($summary.NotAttempted) |"
    }

    if ($end) { $problems += $end }
}

if ($env:GITHUB_STEP_SUMMARY) {
    Add-Content -LiteralPath $env:GITHUB_STEP_SUMMARY -Value $table
}

foreach ($problem in $problems) {
    # What GitHub shows on the run's page: one line.
    "::error::$("$problem" -replace '\r?\n', ' ')"
}

exit [int] ($problems.Count -gt 0)
