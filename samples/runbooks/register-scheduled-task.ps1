<#
.SYNOPSIS
Makes Task Scheduler of Windows run nightly-sync.ps1 every night.

.DESCRIPTION
Run it once, elevated. The task runs as an account without a password that anybody knows (a group managed service account, or NT
AUTHORITY\NETWORK SERVICE), also if nobody is signed in. What the task does:

- It starts when the machine comes up again if it was off at that time, and never beside itself.
- It is ended a quarter of an hour after the time limit of the script. That is a kill, from which the journal goes on.
- Its last result is the exit code of the script: 0x0 if every row is in, 0x1 if not. What it showed is in the log file.

The API key is read from the environment variable JOURNY_API_KEY of the machine, which every account there can read. To keep it from
others, call secret-management.ps1 instead.

.PARAMETER Path
The CSV file for nightly-sync.ps1.

.PARAMETER JournalPath
Where the journal is kept. The account has to be allowed to write there.

.PARAMETER ScriptPath
The script. Without it, nightly-sync.ps1 beside this one.

.PARAMETER LogPath
The log file; each run is added to it.

.PARAMETER UserId
The account.

.PARAMETER At
The time of day.

.PARAMETER TimeLimitMinutes
The longest that the script may send.

.EXAMPLE
./register-scheduled-task.ps1 -Path D:\Export\accounts.csv -JournalPath D:\Journy\accounts.journy -LogPath D:\Journy\accounts.log

Sends what changed in that file, every night at two.

.LINK
https://learn.microsoft.com/powershell/module/scheduledtasks/register-scheduledtask
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $JournalPath,

    [Parameter(Mandatory)]
    [string] $LogPath,

    [string] $ScriptPath = (Join-Path -Path $PSScriptRoot -ChildPath 'nightly-sync.ps1'),

    [string] $UserId = 'NT AUTHORITY\NETWORK SERVICE',

    [datetime] $At = '02:00',

    [int] $TimeLimitMinutes = 120
)

$ErrorActionPreference = 'Stop'

# In quotes of PowerShell, since all of it is one argument: a path may have spaces, apostrophes and signs that a command has a meaning for.
$quoted = foreach ($text in $ScriptPath, $Path, $JournalPath, $LogPath) {
    if ($text -match '"') { throw "A path cannot have a quotation mark: $text" }
    "'$($text -replace "'", "''")'"
}
$command = "`$null = Start-Transcript -LiteralPath $($quoted[3]) -Append; & $($quoted[0]) -Path $($quoted[1]) -JournalPath $($quoted[2]) -TimeLimitMinutes $TimeLimitMinutes; exit `$LASTEXITCODE"

$task = @{
    TaskName  = 'Journy nightly sync'
    Action    = New-ScheduledTaskAction -Execute 'pwsh.exe' -Argument "-NoProfile -NonInteractive -Command `"$command`""
    Trigger   = New-ScheduledTaskTrigger -Daily -At $At
    Principal = New-ScheduledTaskPrincipal -UserId $UserId -LogonType ServiceAccount
    Settings  = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Minutes ($TimeLimitMinutes + 15))
}
if ($PSCmdlet.ShouldProcess($task.TaskName, 'Register a scheduled task')) {
    Register-ScheduledTask @task -Force
}
