# Sends a file's rows to the bare server in three ways, in turn, after rounds that do not count; one line a round and way: way, rows a second.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The script blocks use them.')]
param(
    [string] $Manifest,
    [string] $BaseUri,
    [string] $ManyRows,
    [string] $FewRows,
    [int] $Window,
    [int] $WarmUps,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Manifest
Connect-Journy -BaseUri $BaseUri -SkipKeyCheck

$uri = "${BaseUri}users/upsert"
$headers = @{ 'x-api-key' = $env:JOURNY_API_KEY }

$ways = [ordered]@{
    journy   = { Import-Csv $ManyRows | Set-JournyUser -ThrottleLimit $Window }
    loop     = {
        Import-Csv $FewRows | ForEach-Object {
            $body = @{
                identification = @{ userId = $_.user_id; email = $_.email }
                properties     = $_ | Select-Object * -ExcludeProperty user_id, email
            } | ConvertTo-Json -Depth 3
            Invoke-RestMethod $uri -Method Post -Headers $headers -ContentType 'application/json' -Body $body
        }
    }
    parallel = {
        Import-Csv $FewRows | ForEach-Object -ThrottleLimit $Window -Parallel {
            $body = @{
                identification = @{ userId = $_.user_id; email = $_.email }
                properties     = $_ | Select-Object * -ExcludeProperty user_id, email
            } | ConvertTo-Json -Depth 3
            Invoke-RestMethod $using:uri -Method Post -Headers $using:headers -ContentType 'application/json' -Body $body
        }
    }
}

foreach ($round in 1..($WarmUps + $Rounds)) {
    foreach ($way in $ways.Keys) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $results = @(& $ways[$way])
        $rate = $results.Count / $watch.Elapsed.TotalSeconds
        if ($round -gt $WarmUps) {
            [string]::Format([cultureinfo]::InvariantCulture, '{0} {1:0.###}', $way, $rate)
        }
    }
}
