@{
    RootModule           = 'Journy.PowerShell.dll'

    # Loaded first: it refuses a second version in one session, and says what mixed output shows.
    NestedModules        = @('Journy.Loading.psm1')

    ModuleVersion        = '0.1.0'
    GUID                 = '6a34084d-3b4f-479f-8343-19a154b0fb87'
    Author               = "The Journy module's contributors"
    CompanyName          = 'Unofficial'
    Copyright            = "The Journy module's contributors, MIT licence"
    Description          = 'Unofficial module for journy.io, the customer data platform. Imports users, accounts, memberships and events from CSV files, databases and scripts: only what has changed is sent, within the rate limit of the key, and every row is accounted for. Creates, updates and deletes users and accounts, puts users into accounts, records events, links web visitors, and shows the properties, events, segments and tracking snippets of a workspace. Journals, previews and files of failed rows for unattended jobs. Not made or endorsed by journy.io.'

    # Windows PowerShell's; the module itself refuses PowerShell 6.0 to 7.3.
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')

    # Looked at by Windows PowerShell alone.
    DotNetFrameworkVersion = '4.7.2'

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
            Tags         = @(
                'journy', 'journy.io', 'CDP', 'CustomerData', 'CSV', 'Import'
                'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS'
            )
            LicenseUri   = 'https://spdx.org/licenses/MIT.html'
            ProjectUri   = 'https://www.powershellgallery.com/packages/Journy'

            # The build puts this version's part of CHANGELOG.md here.
            ReleaseNotes = ''
        }
    }
}
