<#
.SYNOPSIS
Imports users from a CSV file in a container, and ends cleanly when the container is stopped.

.DESCRIPTION
See the Dockerfile beside this script. The API key is read from the environment variable JOURNY_API_KEY, or from a file, as secrets of
Docker and Kubernetes are mounted.

It ends with exit code 0 if every row is in, else with 1: where rows failed or were not attempted, where the key was refused, and where
the file cannot be read. The last line says which.

.PARAMETER Path
The CSV file, with a column user_id or email.

.PARAMETER DataDirectory
The folder that stays from run to run: the journal, and the files of rows that failed.

.PARAMETER KeyFile
A file with the API key. It is used if it is there.

.PARAMETER TimeLimitMinutes
The longest that the container may send. What is left then is sent by the next run.

.PARAMETER BaseUri
The address to talk to, if it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./import.ps1 -Path /export/users.csv

Imports a file that was mounted into the container.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $DataDirectory = '/data',

    [string] $KeyFile = '/run/secrets/journy_api_key',

    [double] $TimeLimitMinutes = 120,

    [string] $BaseUri
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

try {
    $connect = @{}
    if ($BaseUri) { $connect.BaseUri = $BaseUri }
    if (Test-Path -LiteralPath $KeyFile) {
        $connect.ApiKey = ConvertTo-SecureString -String (Get-Content -LiteralPath $KeyFile -TotalCount 1) -AsPlainText -Force
    }

    Connect-Journy @connect
    $import = @{
        LiteralPath      = $Path
        JournalPath      = Join-Path -Path $DataDirectory -ChildPath "$(Split-Path -Path $Path -Leaf).journy"
        OutcomeDirectory = $DataDirectory
        TimeLimitMinutes = $TimeLimitMinutes
        ErrorAction      = 'SilentlyContinue'
        ErrorVariable    = 'incomplete'
    }
    Import-JournyUser @import | Out-Default
    $problem = if ($incomplete) { $incomplete[0] }
}
catch {
    # The key was refused, the file cannot be read, or the run ended before its end.
    $problem = $_
}

if ($problem) {
    "Not everything is in: $problem"
    exit 1
}

exit 0
