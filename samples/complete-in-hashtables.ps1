<#
.SYNOPSIS
Makes Tab complete inside @{ ... } after the parameters of Journy's cmdlets.

.DESCRIPTION
PowerShell asks no parameter's completer once @{ is typed. Before it, as in

    Import-JournyUser users.csv -PropertyType <Tab>

Journy offers whole hashtables without this script. Run it in your profile to complete keys and values inside one too:

    Import-JournyUser users.csv -PropertyType @{ mrr = '<Tab>

It puts itself before the function TabExpansion2 of this session, which goes on to do everything else.
To take it out again, start a session without it.

.EXAMPLE
. ./complete-in-hashtables.ps1
#>
[CmdletBinding()]
param()

$global:JournyTabExpansion = $function:TabExpansion2

function global:Find-JournyCompletion {
    # Completes where the cursor is inside a hashtable that a parameter of a Journy cmdlet is given; otherwise gives nothing.
    param($Ast, $Tokens, [int] $Cursor)

    $map = $Ast.FindAll({
            param($node)
            $node -is [System.Management.Automation.Language.HashtableAst] -and
            $node.Extent.StartOffset + 2 -le $Cursor -and
            ($Cursor -lt $node.Extent.EndOffset -or ($Cursor -eq $node.Extent.EndOffset -and -not $node.Extent.Text.EndsWith('}')))
        }, $true) | Select-Object -Last 1
    if (-not $map) {
        return
    }

    $command = if ($map.Parent -is [System.Management.Automation.Language.CommandParameterAst]) { $map.Parent.Parent } else { $map.Parent }
    if ($command -isnot [System.Management.Automation.Language.CommandAst] -or -not $command.GetCommandName()) {
        return
    }

    $cmdlet = Get-Command -Name $command.GetCommandName() -ErrorAction Ignore
    if ($cmdlet -is [System.Management.Automation.AliasInfo]) {
        $cmdlet = $cmdlet.ResolvedCommand
    }

    if (-not $cmdlet -or $cmdlet.ModuleName -ne 'Journy') {
        return
    }

    # The parameter in front of the hashtable, which may be shortened as long as it means one.
    $given = if ($map.Parent -is [System.Management.Automation.Language.CommandParameterAst]) { $map.Parent }
    else { $command.CommandElements[$command.CommandElements.IndexOf($map) - 1] }
    if ($given -isnot [System.Management.Automation.Language.CommandParameterAst]) {
        return
    }

    try {
        $parameter = $cmdlet.ResolveParameter($given.ParameterName)
    }
    catch [System.Management.Automation.ParameterBindingException] {
        return
    }

    $completer = $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }
    if (-not $completer) {
        return
    }

    $bound = @{}
    foreach ($entry in [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command).BoundParameters.GetEnumerator()) {
        try {
            $bound[$entry.Key] = if ($null -ne $entry.Value.ConstantValue) { $entry.Value.ConstantValue } else { $entry.Value.Value.SafeGetValue() }
        }
        catch [System.InvalidOperationException] {
            # Known only once the command runs.
            Write-Debug "-$($entry.Key) is no constant."
        }
    }

    $line = $map.Extent.StartScriptPosition.GetFullScript()
    $start = $map.Extent.StartOffset
    $typed = $line.Substring($start, $Cursor - $start)

    # What is replaced: the word that the cursor is in, to its end unless it is a text that was not closed.
    $from = $Cursor
    $to = $Cursor
    foreach ($token in $Tokens) {
        if ($token.Extent.StartOffset -ge $start + 2 -and $token.Extent.StartOffset -lt $Cursor -and $token.Extent.EndOffset -ge $Cursor -and
            $token.Kind -notin 'Semi', 'NewLine', 'Equals', 'AtCurly', 'EndOfInput') {
            $from = $token.Extent.StartOffset
            $text = $token.Extent.Text
            if ($text -match '^\w' -or ($text.Length -gt 1 -and $text[0] -eq $text[-1])) {
                $to = $token.Extent.EndOffset
            }
        }
    }

    $found = [System.Collections.ObjectModel.Collection[System.Management.Automation.CompletionResult]]::new()
    foreach ($result in [Activator]::CreateInstance($completer.Type).CompleteArgument($cmdlet.Name, $parameter.Name, $typed, $command, $bound)) {
        $found.Add($result)
    }

    if ($found.Count -gt 0) {
        [System.Management.Automation.CommandCompletion]::new($found, -1, $from, $to - $from)
    }
}

function global:TabExpansion2 {
    [CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
    [OutputType([System.Management.Automation.CommandCompletion])]
    param(
        [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory, Position = 0)]
        [AllowEmptyString()]
        [string] $inputScript,

        [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)]
        [int] $cursorColumn = $inputScript.Length,

        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 0)]
        [System.Management.Automation.Language.Ast] $ast,

        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 1)]
        [System.Management.Automation.Language.Token[]] $tokens,

        [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 2)]
        [System.Management.Automation.Language.IScriptPosition] $positionOfCursor,

        [Hashtable] $options
    )

    $line = $ast
    $words = $tokens
    $cursor = $cursorColumn
    if ($PSCmdlet.ParameterSetName -eq 'ScriptInputSet') {
        $line = [System.Management.Automation.Language.Parser]::ParseInput($inputScript, [ref] $words, [ref] $null)
    }
    else {
        $cursor = $positionOfCursor.Offset
    }

    $completion = Find-JournyCompletion -Ast $line -Tokens $words -Cursor $cursor
    if ($completion) {
        $completion
    }
    else {
        & $global:JournyTabExpansion @PSBoundParameters
    }
}
