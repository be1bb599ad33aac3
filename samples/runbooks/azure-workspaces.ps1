<#
.SYNOPSIS
An Azure Automation runbook that imports into several workspaces at once: a child job of azure-automation.ps1 for each, and one table of
all at the end.

.DESCRIPTION
Each child job has a sandbox, a key, a file and a journal of its own: for the workspace shop-be the blob shop-be.csv with its journal beside
it, and the encrypted variable JournyApiKey-shop-be. A key that was revoked fails that child alone.

This job fails if one of the children did, after its table. Give the account's managed identity, beside what azure-automation.ps1 needs,
the role Automation Operator on the Automation account.

.PARAMETER Workspace
The workspaces.

.PARAMETER StorageAccountName
The storage account.

.PARAMETER AutomationAccountName
The Automation account.

.PARAMETER ResourceGroupName
The resource group of it.

.PARAMETER RunbookName
The name under which azure-automation.ps1 was imported.

.PARAMETER PollSeconds
How often to look whether the children are done.

.LINK
https://learn.microsoft.com/azure/automation/automation-child-runbooks
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string[]] $Workspace,

    [Parameter(Mandatory)]
    [string] $StorageAccountName,

    [Parameter(Mandatory)]
    [string] $AutomationAccountName,

    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [string] $RunbookName = 'azure-automation',

    [double] $PollSeconds = 30
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$null = Connect-AzAccount -Identity
$account = @{ ResourceGroupName = $ResourceGroupName; AutomationAccountName = $AutomationAccountName }

$jobs = [ordered]@{}
foreach ($name in $Workspace) {
    $parameters = @{ StorageAccountName = $StorageAccountName; BlobName = "$name.csv"; KeyVariableName = "JournyApiKey-$name" }
    $jobs[$name] = (Start-AzAutomationRunbook @account -Name $RunbookName -Parameters $parameters).JobId
}

$ended = 'Completed', 'Failed', 'Stopped', 'Suspended'
$status = @{}
while ($status.Count -lt $jobs.Count) {
    foreach ($name in $jobs.Keys) {
        $now = "$((Get-AzAutomationJob @account -Id $jobs[$name]).Status)"
        if ($now -in $ended) { $status[$name] = $now }
    }

    if ($status.Count -lt $jobs.Count) { Start-Sleep -Milliseconds (1000 * $PollSeconds) }
}

$table = foreach ($name in $jobs.Keys) {
    # The summary that the child wrote to its output, as the values of its properties.
    $summary = Get-AzAutomationJobOutput @account -Id $jobs[$name] -Stream Output |
        ForEach-Object { (Get-AzAutomationJobOutputRecord @account -JobId $jobs[$name] -Id $_.StreamRecordId).Value } |
        Where-Object { $_.Keys -contains 'NotAttempted' } |
        Select-Object -Last 1
    $row = [ordered]@{ Workspace = $name; Job = $status[$name] }
    foreach ($count in 'Read', 'Sent', 'Unchanged', 'Partial', 'Failed', 'NotAttempted') {
        $row[$count] = if ($summary) { $summary[$count] }
    }
    [pscustomobject] $row
}
$table

$bad = @($table | Where-Object Job -NE 'Completed')
if ($bad) {
    throw "$($bad.Count) of $($jobs.Count) workspaces are not whole: $($bad.Workspace -join ', '). The job of each says why."
}
