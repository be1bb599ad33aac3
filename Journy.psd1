@{
    RootModule           = 'Journy.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6a34084d-3b4f-479f-8343-19a154b0fb87'
    Author               = "The Journy module's contributors"
    CompanyName          = 'Unofficial'
    Copyright            = "The Journy module's contributors, MIT licence"
    Description          = 'Unofficial module for journy.io, the customer data platform: import and update users and accounts from CSV files, databases and scripts, with the truth about every row.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Add-JournyAccountUser'
        'Add-JournyEvent'
        'Add-JournyUserDevice'
        'Connect-Journy'
        'Disconnect-Journy'
        'Get-JournyApiKeyInfo'
        'Get-JournyConnection'
        'Get-JournyEventDefinition'
        'Get-JournyPropertyDefinition'
        'Get-JournySegment'
        'Get-JournyTrackingSnippet'
        'Get-JournyVerificationHash'
        'Import-JournyAccount'
        'Import-JournyAccountUser'
        'Import-JournyEvent'
        'Import-JournyUser'
        'Remove-JournyAccount'
        'Remove-JournyAccountUser'
        'Remove-JournyUser'
        'Set-JournyAccount'
        'Set-JournyUser'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    FormatsToProcess     = @('Journy.Format.ps1xml')
    PrivateData          = @{
        PSData = @{
            Tags = @('journy', 'journy.io', 'CDP', 'CustomerData', 'CSV', 'Import', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
