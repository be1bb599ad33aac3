<#
.SYNOPSIS
A Pode server that links a web visitor to the user who has just signed in.

.DESCRIPTION
journy.io's snippet gives every visitor of a website a cookie called __journey. After a sign-in the server tells journy.io which
user the visitor is, so that what happened before the sign-in belongs to the user too.

The sign-in neither waits for journy.io nor fails because of it: a task of its own makes the call, and a failure is a warning on
the console. Without the cookie nothing is done.

What was tried: this script in a Pode server built from Pode's sources of 19 August 2026 (commit e5126e6c3, without its Kerberos part), in
PowerShell 7.6.9, against the emulator: a sign-in with the cookie links the visitor; a wrong password and a sign-in without a cookie link
nobody; a body that cannot be read is answered with 400; with a key that was disabled meanwhile, or a server that cannot be reached, the sign-in
succeeds and the console has a warning. Pode gives a cookie's value as the browser sent it, so that it is decoded here.

Needs the modules Pode and Journy, and the API key in the environment variable JOURNY_API_KEY.

.PARAMETER UserFile
The users and the hashes of their passwords, as Pode's Add-PodeAuthUserFile reads them.

.PARAMETER Port
The port on this machine.

.EXAMPLE
./pode.ps1 -UserFile ./users.json

Serves http://localhost:8080 until Ctrl+C.

.LINK
https://badgerati.github.io/Pode/
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The block that Pode runs uses them.')]
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $UserFile,

    [ValidateRange(1, 65535)]
    [int] $Port = 8080
)

Import-Module Pode, Journy -ErrorAction Stop

Start-PodeServer {
    Add-PodeEndpoint -Address localhost -Port $Port -Protocol Http
    Enable-PodeSessionMiddleware -Duration 3600 -Extend
    New-PodeAuthScheme -Form | Add-PodeAuthUserFile -Name 'SignIn' -FilePath $UserFile -FailureUrl '/sign-in'

    Add-PodeTask -Name 'LinkVisitor' -ScriptBlock {
        param($DeviceId, $UserId)

        try {
            # The connection is made from JOURNY_API_KEY by itself, in each of Pode's runspaces.
            $null = Add-JournyUserDevice -DeviceId $DeviceId -UserId $UserId -ErrorAction Stop
        }
        catch {
            Write-Warning "The visitor was not linked to the user: $($_.Exception.Message)"
        }
    }

    Add-PodeRoute -Method Get -Path '/sign-in' -ScriptBlock {
        Write-PodeHtmlResponse -Value '<form method="post"><input name="username"><input name="password" type="password"><button>Sign in</button></form>'
    }

    # Name and password have been checked when this runs.
    Add-PodeRoute -Method Post -Path '/sign-in' -Authentication 'SignIn' -ScriptBlock {
        $deviceId = [uri]::UnescapeDataString("$((Get-PodeCookie -Name '__journey').Value)".Trim('"')).Trim()
        if ($deviceId) {
            $null = Invoke-PodeTask -Name 'LinkVisitor' -ArgumentList @{ DeviceId = $deviceId; UserId = $WebEvent.Auth.User.Username }
        }

        Move-PodeResponseUrl -Url '/'
    }

    Add-PodeRoute -Method Get -Path '/' -ScriptBlock {
        Write-PodeHtmlResponse -Value '<p>Welcome.</p>'
    }
}
