<#
.SYNOPSIS
Imports customers from a CSV file into journy.io, then changes and deletes one of them.

.DESCRIPTION
A walk through the module's main job: connect, import a file with its columns mapped, read what became of each row, import
it again to see that nothing is sent twice, then work on single users through the pipeline. Six rows of the sample file are wrong on purpose; the import sends all the
others and leaves those six in a file of their own, each with its line and the reason.

The script needs nothing but the Journy module, so it can be the start of your own. Its connection stays: what you type
next in the same session goes to the same address.

.PARAMETER Path
The file to import. Without it, customers.csv in the folder data beside this script.

.PARAMETER ModulePath
The module's folder or manifest, where the module is not installed: for instance ./out/Journy.

.PARAMETER BaseUri
The address to talk to, where it is not journy.io itself: for instance that of the emulator, http://127.0.0.1:5080.

.PARAMETER ApiKey
The key: a SecureString, or a PSCredential with the key as its password. Without it, the environment variable
JOURNY_API_KEY is used.

.PARAMETER OutcomeDirectory
The folder for the journal and for the file with the rows that failed. Without it, the folder of the imported file.

.PARAMETER UpdateUserId
The user who gets another plan. Without it, one of the sample file's; with a file of your own, nobody.

.PARAMETER DeleteUserId
The user who is deleted. Without it, one of the sample file's; with a file of your own, nobody.

.EXAMPLE
./samples/import-users.ps1 -ModulePath ./out/Journy -BaseUri http://127.0.0.1:5080

Imports the sample file into the emulator, which was started with: dotnet run --project src/Journy.Emulator -- --port 5080
The key that the emulator prints is in the environment variable JOURNY_API_KEY.

.EXAMPLE
./samples/import-users.ps1 -ApiKey (Read-Host -AsSecureString 'API key') -Path ./customers.csv

Imports a file of your own, with the sample's columns, into your workspace.
#>
[CmdletBinding()]
param(
    [string] $Path,

    [string] $ModulePath,

    [string] $BaseUri,

    [object] $ApiKey,

    [string] $OutcomeDirectory,

    [string] $UpdateUserId,

    [string] $DeleteUserId
)

# What should not have failed ends the script. Where a failure is expected, the command says so itself.
$ErrorActionPreference = 'Stop'

if (-not $Path) {
    # Not as the parameters' defaults: these users are in this file only, and Windows PowerShell does not always know
    # $PSScriptRoot there yet.
    $Path = "$PSScriptRoot/data/customers.csv"
    if (-not $UpdateUserId) { $UpdateUserId = '39b1eE0Fd57aFeC' }
    if (-not $DeleteUserId) { $DeleteUserId = 'FFf2EA2C36eA8ed' }
}

if ($ModulePath) {
    Import-Module $ModulePath
}
elseif (-not (Get-Module Journy)) {
    Import-Module Journy
}

'1. Connect'
'----------'
$connect = @{}
if ($BaseUri) { $connect.BaseUri = $BaseUri }
if ($ApiKey) { $connect.ApiKey = $ApiKey }
Connect-Journy @connect
$connection = Get-JournyConnection
"Connected to $($connection.BaseUri)"
''

'2. Import the file'
'------------------'
$import = @{
    Path            = $Path

    # The file's column = the user's property. Email needs no entry: a column of that name is the e-mail address.
    PropertyMap     = @{
        'Customer Id'       = 'user_id'
        'First Name'        = 'first_name'
        'Last Name'         = 'last_name'
        'Company'           = 'company'
        'City'              = 'city'
        'Country'           = 'country'
        'Phone 1'           = 'phone'
        'Phone 2'           = 'phone_2'
        'Subscription Date' = 'registered_at'
        'Website'           = 'website'
    }

    # A promise about the column: a cell that is no date fails its row, rather than making the whole column text.
    PropertyType    = @{ registered_at = 'DateTime' }

    # Numbers the file's rows, which says nothing about a user.
    ExcludeProperty = 'Index'
}
if ($OutcomeDirectory) {
    $import.OutcomeDirectory = $OutcomeDirectory
    $import.JournalPath = "$OutcomeDirectory/customers.journy"
}

# One error at the end says that rows failed, and where they are. It is kept in a variable: this script goes on.
$summary = Import-JournyUser @import -ErrorAction SilentlyContinue -ErrorVariable incomplete
$summary | Out-Default

if ($incomplete) {
    "The import ended with the error $($incomplete[0].FullyQualifiedErrorId):"
    "    $($incomplete[0].Exception.Message)"
    ''
}

'3. Import it again'
'------------------'
# The journal knows what journy.io has accepted, so that only the rows that failed are tried once more: this is what a job
# that runs every night does.
$again = Import-JournyUser @import -ErrorAction SilentlyContinue
"$($again.Unchanged) rows are unchanged and were not sent; $($again.Sent) were sent, $($again.Failed) failed again."
''

if ($UpdateUserId) {
    '4. Update one user through the pipeline'
    '---------------------------------------'
    [pscustomobject]@{ user_id = $UpdateUserId; plan = 'Pro'; seats = 25 } | Set-JournyUser | Out-Default
}

if ($DeleteUserId) {
    '5. Delete one user through the pipeline'
    '---------------------------------------'
    # Deleting asks by default. Here nobody is asked: the user is one of the sample file's, or was named on purpose.
    [pscustomobject]@{ user_id = $DeleteUserId } | Remove-JournyUser -Confirm:$false | Out-Default
}

'6. See why a record fails'
'-------------------------'
# This record names nobody, so it is refused before anything is sent.
$record = [pscustomobject]@{ first_name = 'Robin'; plan = 'Trial' }
$record | Set-JournyUser -ErrorAction SilentlyContinue -ErrorVariable refused
foreach ($problem in $refused) {
    "Error ID : $($problem.FullyQualifiedErrorId)"
    "Message  : $($problem.Exception.Message)"
    'Record   :'
    $record | Out-Default
}
