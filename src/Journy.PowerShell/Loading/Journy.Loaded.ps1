# Gives the folder of the module that this process has already, or else the own one, and refuses to be a second version. In Constrained
# Language Mode nobody can look.
try { $folder = [AppDomain]::CurrentDomain.GetData('Journy.Folder') } catch { $folder = $null }
if (-not $folder) { return $PSScriptRoot }
$refusal = [AppDomain]::CurrentDomain.GetData('Journy.Refusal').Invoke($PSScriptRoot)
if ($refusal) { throw $refusal }
$folder
