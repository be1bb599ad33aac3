<#
.SYNOPSIS
An Azure Function that links a web visitor to the user who has just signed in.

.DESCRIPTION
journy.io's snippet gives every visitor of a website a cookie called __journey. This HTTP trigger reads it and tells journy.io
which user the visitor is, so that what happened before the sign-in belongs to the user too.

Let the page call it in the background after the sign-in, so that nobody waits for it. It never fails: without the cookie
nothing is done, and a failure is a warning in the function's log. The answer is 204 either way.

What was tried: this function in the PowerShell worker of Azure Functions, built from its sources of 23 October 2024 (commit fa7623627) with
PowerShell 7.6.9 in place of 7.4.5, and called over gRPC by a host that speaks its protocol, against the emulator. A cookie and a user, with
headers in upper or lower case, link the visitor; without one of them nothing is sent; with a key that was disabled, or a server that
cannot be reached, the log has a warning. The answer was 204 each time. Azure's own host was not part of it.

To set it up:
- Name the module Journy in the app's requirements.psd1.
- Make the app setting JOURNY_API_KEY a reference to a secret of Key Vault. The key stands in no file.
- Switch on App Service's own sign-in. The user is taken from the header that it adds, x-ms-client-principal-id, which no browser
  can forge then. With another way of signing in take the user from there, and never from what a browser says by itself.
- Serve it under the website's own domain, or browsers do not send the cookie.

.PARAMETER Request
The HTTP request.

.PARAMETER TriggerMetadata
What the host knows of the trigger. Not used.

.LINK
https://learn.microsoft.com/azure/azure-functions/functions-reference-powershell
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'TriggerMetadata', Justification = 'The host gives it.')]
param($Request, $TriggerMetadata)

# The header is a=b; c=d. A value may hold = too, and may be quoted.
$deviceId = $null
foreach ($cookie in "$($Request.Headers['cookie'])" -split ';') {
    $name, $value = $cookie.Trim() -split '=', 2
    if ($name -ceq '__journey' -and -not $deviceId) {
        $deviceId = [uri]::UnescapeDataString("$value".Trim('"', ' '))
    }
}

$userId = $Request.Headers['x-ms-client-principal-id']

if ($deviceId -and $userId) {
    try {
        # The connection is made from JOURNY_API_KEY by itself.
        $null = Add-JournyUserDevice -DeviceId $deviceId -UserId $userId -ErrorAction Stop
    }
    catch {
        Write-Warning "The visitor was not linked to the user: $($_.Exception.Message)"
    }
}

Push-OutputBinding -Name Response -Value ([HttpResponseContext]@{ StatusCode = 204 })
