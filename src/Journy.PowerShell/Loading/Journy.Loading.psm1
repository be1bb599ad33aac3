# Runs before the module's cmdlets come in: beside another version they would be that one's code under a new number, or an error of the
# loader that says nothing. Nothing here calls a method or looks for a type, and no more kinds of statements than need be: each of them
# would be compiled at every import. JOURNY_MODULE_LOADED says that a look is worth while; processes inherit it, and find nothing.
$folder = $PSScriptRoot
if ($env:JOURNY_MODULE_LOADED) { $folder = & "$PSScriptRoot/Journy.Loaded.ps1" }

# Those of the copy that was first: no type data can be added twice.
Import-Module -Name "$folder/Journy.Types.psd1"
