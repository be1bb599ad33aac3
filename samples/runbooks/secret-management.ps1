<#
.SYNOPSIS
Imports users with an API key from a vault of SecretManagement.

.DESCRIPTION
Needs the module Microsoft.PowerShell.SecretManagement, and one for the vault: Microsoft.PowerShell.SecretStore, Az.KeyVault, or that of
a password manager. Once, as the account that runs the job:

    Install-PSResource Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore
    Register-SecretVault -Name Jobs -ModuleName Microsoft.PowerShell.SecretStore
    Set-SecretStoreConfiguration -Authentication None -Interaction None
    Set-Secret -Name JournyApiKey -Vault Jobs

The last one asks for the key. Without a password the store is protected by the account alone, as every secret is that a job reads
with nobody there.

The key comes as a SecureString and goes to Connect-Journy as it is: it is never text, and in no variable of the environment.

It ends with exit code 0 if every row is in, else with 1.

.PARAMETER Path
The CSV file, with a column user_id or email.

.PARAMETER SecretName
The name of the API key in the vault.

.PARAMETER VaultName
The vault.

.PARAMETER BaseUri
The address to talk to, if it is not journy.io itself: for instance that of the emulator.

.EXAMPLE
./secret-management.ps1 -Path /srv/export/users.csv -VaultName Jobs

Imports a file with the key that the vault has.

.LINK
https://learn.microsoft.com/powershell/utility-modules/secretmanagement/overview
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $SecretName = 'JournyApiKey',

    [string] $VaultName = 'Jobs',

    [string] $BaseUri
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

try {
    $connect = @{ ApiKey = Get-Secret -Name $SecretName -Vault $VaultName }
    if ($BaseUri) { $connect.BaseUri = $BaseUri }
    Connect-Journy @connect
    Import-JournyUser -LiteralPath $Path -ErrorAction SilentlyContinue -ErrorVariable incomplete | Out-Default
    $problem = if ($incomplete) { $incomplete[0] }
}
catch {
    # No such secret, a key that was refused, or a file that cannot be read.
    $problem = $_
}

if ($problem) {
    "Not everything is in: $problem"
    exit 1
}

exit 0
