# The types file, as a module of its own: of a manifest the types come first, before Journy.Loading.psm1 could refuse a second version,
# and have an error of their own that says nothing.
@{
    ModuleVersion  = '1.0'
    TypesToProcess = @('Journy.Types.ps1xml')
}
