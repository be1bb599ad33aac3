<#
.SYNOPSIS
One table of the summaries that import-workspace.ps1 left.

.DESCRIPTION
Shows the table, and adds it to the run's page of GitHub Actions if there is one.

It ends with exit code 0 if every expected workspace is there and whole, else with 1.

.PARAMETER SummaryDirectory
The folder of the summaries.

.PARAMETER Workspace
The workspaces that are expected: one whose job never came to its end has left no summary.

.EXAMPLE
./show-summaries.ps1 -SummaryDirectory ./summary -Workspace shop-be, shop-nl

Shows two workspaces.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $SummaryDirectory,

    [Parameter(Mandatory)]
    [string[]] $Workspace
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$counts = 'Read', 'Sent', 'Unchanged', 'Partial', 'Failed', 'NotAttempted'
$table = @("| Workspace | $($counts -join ' | ') | Problem |", "|---|$('--:|' * $counts.Count)---|")
$isWhole = $true
foreach ($name in $Workspace) {
    $file = Join-Path -Path $SummaryDirectory -ChildPath "$name.json"
    $problem = 'There is no summary: its job did not come to its end.'
    $cells = $counts | ForEach-Object { '' }
    if (Test-Path -LiteralPath $file) {
        $summary = Get-Content -LiteralPath $file -Raw -Encoding UTF8 | ConvertFrom-Json
        $problem = $summary.Problem
        $cells = foreach ($count in $counts) { $summary.$count }
    }

    if ($problem) { $isWhole = $false }
    $table += "| $name | $($cells -join ' | ') | $("$problem" -replace '\s+', ' ' -replace '\|', '/') |"
}

$table
if ($env:GITHUB_STEP_SUMMARY) {
    Add-Content -LiteralPath $env:GITHUB_STEP_SUMMARY -Value $table -Encoding UTF8
}

exit [int] (-not $isWhole)
