# Runs before the module's cmdlets come in: beside another version they would be that one's code under a new number, or an error of the
# loader that says nothing. Every import pays for each kind of statement here, also for those that it does not reach. In Constrained
# Language Mode nobody can look.
try { $folder = [AppDomain]::CurrentDomain.GetData('Journy.Folder') } catch { $folder = $null }
if (-not $folder) { $folder = $PSScriptRoot }
elseif ($refusal = [AppDomain]::CurrentDomain.GetData('Journy.Refusal').Invoke($PSScriptRoot)) { throw $refusal }

# Those of the copy that was first: no type data can be added twice.
Import-Module -Name "$folder/Journy.Types.psd1"
