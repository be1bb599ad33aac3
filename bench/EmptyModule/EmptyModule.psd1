@{
    RootModule           = 'EmptyModule.dll'
    ModuleVersion        = '1.0.0'
    GUID                 = '0f0c1f6e-2a2d-4a67-9d1b-5f3f0f6b7b52'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @('Get-Nothing')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
