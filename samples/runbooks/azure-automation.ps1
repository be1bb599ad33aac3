<#
.SYNOPSIS
An Azure Automation runbook that imports users from a CSV file in blob storage.

.DESCRIPTION
The sandbox that a runbook runs in is thrown away afterwards, and is ended after three hours. So the journal is kept in the
container beside the file: it is fetched before the import and put back after it, whatever came of it. The next job sends what
this one did not, and nothing twice.

The job fails where rows failed or were left. Those rows are put into the container too, each with its reason: for users.csv as
users.failed.csv and users.partial.csv, which hold what the last job could not get in. Fix them in the file that they come from: the
next job tries them again.

To set it up:
- Import the modules Journy, Az.Accounts and Az.Storage into the Automation account, for the runtime PowerShell 7.4 or newer.
- Put the API key into an encrypted variable of the Automation account.
- Give the account's managed identity the role Storage Blob Data Contributor on the container.
- Link one schedule to the runbook. Two jobs at a time would each put back a journal that does not know of the other.

.PARAMETER StorageAccountName
The storage account.

.PARAMETER ContainerName
The container of the file and of the journal.

.PARAMETER BlobName
The CSV file, with a column user_id or email.

.PARAMETER KeyVariableName
The encrypted variable with the API key.

.PARAMETER TimeLimitMinutes
The longest that the job may send. The default leaves time to put the journal back before the sandbox ends.

.PARAMETER BaseUri
The address to talk to, where it is not journy.io itself: for instance that of the emulator.

.LINK
https://learn.microsoft.com/azure/automation/automation-runbook-execution
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $StorageAccountName,

    [string] $ContainerName = 'journy',

    [string] $BlobName = 'users.csv',

    [string] $KeyVariableName = 'JournyApiKey',

    [double] $TimeLimitMinutes = 165,

    [string] $BaseUri
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$null = Connect-AzAccount -Identity
$storage = @{
    Container = $ContainerName
    Context   = New-AzStorageContext -StorageAccountName $StorageAccountName -UseConnectedAccount
}

$folder = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath ([guid]::NewGuid())
$null = New-Item -Path $folder -ItemType Directory
$file = Join-Path -Path $folder -ChildPath $BlobName
$null = Get-AzStorageBlobContent @storage -Blob $BlobName -Destination $file

# There is none before the first run. That the container cannot be read is another matter, and stops the job.
if (Get-AzStorageBlob @storage | Where-Object Name -EQ "$BlobName.journy") {
    $null = Get-AzStorageBlobContent @storage -Blob "$BlobName.journy" -Destination "$file.journy"
}

$connect = @{}
if ($BaseUri) { $connect.BaseUri = $BaseUri }
Connect-Journy @connect -ApiKey (Get-AutomationVariable -Name $KeyVariableName)

$problem = $null
$summary = $null
try {
    Import-JournyUser -LiteralPath $file -TimeLimitMinutes $TimeLimitMinutes -ErrorAction SilentlyContinue -ErrorVariable incomplete -OutVariable summary
    if ($incomplete) { $problem = $incomplete[0].Exception.Message }
}
catch {
    # What ended the run, after its summary.
    $problem = $_.Exception.Message
}
finally {
    # Also where the import was ended: what it got in by then is in the journal.
    if (Test-Path -LiteralPath "$file.journy") {
        $null = Set-AzStorageBlobContent @storage -File "$file.journy" -Blob "$BlobName.journy" -Force
    }

    # One blob of each kind, which the next job replaces: the rows that cannot get in are the same every night.
    $blobs = @{}
    foreach ($kind in 'failed', 'partial') {
        $path = $summary | ForEach-Object "${kind}Path"
        $blob = [System.IO.Path]::ChangeExtension($BlobName, "$kind.csv")
        if ($path) {
            $null = Set-AzStorageBlobContent @storage -File $path -Blob $blob -Force
            $blobs[$path] = "$ContainerName/$blob"
        }
        elseif ($summary) {
            Get-AzStorageBlob @storage | Where-Object Name -EQ $blob | ForEach-Object { Remove-AzStorageBlob @storage -Blob $blob }
        }
    }

    Remove-Item -LiteralPath $folder -Recurse
}

if ($problem) {
    # The sandbox's folder is gone: say where the files are.
    foreach ($path in $blobs.Keys) { $problem = $problem.Replace($path, $blobs[$path]) }
    throw $problem.Replace($file, "$ContainerName/$BlobName")
}
