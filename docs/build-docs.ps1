<#
.SYNOPSIS
Makes the help that ships with the module from the pages in this folder.

.DESCRIPTION
Reads every cmdlet's page with Microsoft.PowerShell.PlatyPS and writes Journy.PowerShell.dll-Help.xml, then turns every about_ topic
into text of at most 80 columns. The result is committed, so that a build needs the .NET SDK alone. Runs in Windows PowerShell 5.1
and PowerShell 7.

PlatyPS reads and checks the pages; the XML is written here. Its own Export-MamlCommandHelp (1.0.3) leaves Markdown's marks in the
text, the examples' code inside their introduction, and default and accepted values out.

.PARAMETER OutputDirectory
Where the help goes. Default: the module's en-US.

.EXAMPLE
./docs/build-docs.ps1

Renews the committed help after a page was changed.
#>
[CmdletBinding()]
param(
    [string] $OutputDirectory = (Join-Path -Path $PSScriptRoot -ChildPath '../src/Journy.PowerShell/en-US')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

# Windows' own newline would make the files differ from one machine to the next.
$newLine = "`n"
$utf8 = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false

# Markdown's marks inside a line.
function ConvertTo-PlainText {
    param([string] $Text)

    $plain = $Text -replace '\[([^\]]+)\]\((https?:[^)]+)\)', '$1 ($2)' -replace '\[([^\]]+)\]\([^)]*\)', '$1'
    $plain -replace '`([^`]+)`', '$1' -replace '\\([\\`*_{}\[\]()#+.!<>|~-])', '$1'
}

# Cuts a text into its blocks: headings, code (Kind holds the fence's language), lists and paragraphs, each unwrapped.
function Get-Block {
    param([string] $Text)

    $lines = $Text -split '\r?\n'
    $index = 0
    while ($index -lt $lines.Count) {
        $line = $lines[$index]
        if ($line -match '^```(\w*)') {
            $language = $Matches[1]
            $code = @(for ($index++; $lines[$index] -notmatch '^```'; $index++) { $lines[$index] })
            [pscustomobject] @{ Kind = "Code:$language"; Lines = $code }
            $index++
        }
        elseif ($line -match '^(#+)\s+(.+)$') {
            [pscustomobject] @{ Kind = "Heading$($Matches[1].Length)"; Lines = @(ConvertTo-PlainText -Text $Matches[2]) }
            $index++
        }
        elseif ($line.Trim().Length -eq 0) {
            $index++
        }
        else {
            $kind = if ($line -match '^\s*- ') { 'List' } else { 'Paragraph' }
            $items = New-Object -TypeName System.Collections.Generic.List[string]
            while ($index -lt $lines.Count -and $lines[$index].Trim().Length -gt 0 -and $lines[$index] -notmatch '^```') {
                if ($items.Count -eq 0 -or $lines[$index] -match '^\s*- ') {
                    $items.Add($lines[$index].Trim())
                }
                else {
                    $items[$items.Count - 1] += ' ' + $lines[$index].Trim()
                }

                $index++
            }

            [pscustomobject] @{ Kind = $kind; Lines = @($items | ForEach-Object -Process { ConvertTo-PlainText -Text $_ }) }
        }
    }
}

# Breaks a line between words; a word that is longer than the width stays whole.
function Split-Line {
    param([string] $Text, [int] $Width, [string] $FirstIndent = '', [string] $Indent = '')

    $line = $FirstIndent
    $isEmpty = $true
    foreach ($word in $Text -split ' +') {
        if (-not $isEmpty -and $line.Length + 1 + $word.Length -gt $Width) {
            $line
            $line = $Indent + $word
        }
        elseif ($isEmpty) {
            $line += $word
            $isEmpty = $false
        }
        else {
            $line += ' ' + $word
        }
    }

    $line
}

# A block as it is shown. Get-Help breaks lines between words in some languages only, so that they are broken here: at 72 columns,
# since parameters are indented by eight.
function Format-Block {
    param([object] $Block)

    $lines = if ($Block.Kind -like 'Code:*') {
        $Block.Lines
    }
    else {
        $indent = if ($Block.Kind -eq 'List') { '  ' } else { '' }
        $Block.Lines | ForEach-Object -Process { Split-Line -Text $_ -Width 72 -Indent $indent }
    }

    $lines -join $newLine
}

function Write-Paragraph {
    param([System.Xml.XmlWriter] $Writer, [string] $Text)

    foreach ($block in Get-Block -Text $Text) {
        $Writer.WriteElementString('para', $maml, (Format-Block -Block $block))
    }
}

function Write-Description {
    param([System.Xml.XmlWriter] $Writer, [string] $Text)

    $Writer.WriteStartElement('description', $maml)
    Write-Paragraph -Writer $Writer -Text $Text
    $Writer.WriteEndElement()
}

# 'System.String[]' as 'string[]', 'Journy.Results.JournyEntity' as 'JournyEntity': what the syntax says.
function Get-ShortTypeName {
    param([string] $TypeName)

    $keywords = @{ String = 'string'; Int32 = 'int'; Int64 = 'long'; Double = 'double'; Char = 'char'; Object = 'Object'; PSObject = 'psobject' }
    $inner = $TypeName -replace '^System\.Nullable`1\[(.+)\]$', '$1'
    $suffix = if ($inner.EndsWith('[]')) { '[]' } else { '' }
    $name = ($inner -replace '\[\]$', '') -replace '^.*\.', ''
    if ($keywords.ContainsKey($name)) {
        $name = $keywords[$name]
    }

    $name + $suffix
}

# A parameter as one of the command's parameter sets has it. The syntax shows no descriptions.
function Write-Parameter {
    param([System.Xml.XmlWriter] $Writer, [object] $Parameter, [object] $ParameterSet, [switch] $IsSyntax)

    $isSwitch = $Parameter.Type -eq 'System.Management.Automation.SwitchParameter'
    $pipelineInput = if ($ParameterSet.ValueFromPipeline) { 'True (ByValue)' } else { 'False' }
    $aliases = if ($Parameter.Aliases.Count -gt 0) { $Parameter.Aliases -join ', ' } else { 'none' }
    $position = "$($ParameterSet.Position)".ToLowerInvariant()

    $Writer.WriteStartElement('parameter', $command)
    $Writer.WriteAttributeString('required', "$($ParameterSet.IsRequired)".ToLowerInvariant())
    $Writer.WriteAttributeString('variableLength', 'false')
    $Writer.WriteAttributeString('globbing', "$($Parameter.SupportsWildcards)".ToLowerInvariant())
    $Writer.WriteAttributeString('pipelineInput', $pipelineInput)
    $Writer.WriteAttributeString('position', $position)
    $Writer.WriteAttributeString('aliases', $aliases)
    $Writer.WriteElementString('name', $maml, $Parameter.Name)
    if (-not $IsSyntax) {
        Write-Description -Writer $Writer -Text $Parameter.Description
    }

    if ($Parameter.AcceptedValues.Count -gt 0) {
        $Writer.WriteStartElement('parameterValueGroup', $command)
        foreach ($value in $Parameter.AcceptedValues) {
            $Writer.WriteStartElement('parameterValue', $command)
            $Writer.WriteAttributeString('required', 'false')
            $Writer.WriteAttributeString('variableLength', 'false')
            $Writer.WriteString($value)
            $Writer.WriteEndElement()
        }

        $Writer.WriteEndElement()
    }

    if (-not $isSwitch) {
        $Writer.WriteStartElement('parameterValue', $command)
        $Writer.WriteAttributeString('required', 'true')
        $Writer.WriteAttributeString('variableLength', 'false')
        $Writer.WriteString((Get-ShortTypeName -TypeName $Parameter.Type))
        $Writer.WriteEndElement()
    }

    $Writer.WriteStartElement('type', $dev)
    $Writer.WriteElementString('name', $maml, $Parameter.Type)
    $Writer.WriteEndElement()
    $Writer.WriteElementString('defaultValue', $dev, $Parameter.DefaultValue)
    $Writer.WriteEndElement()
}

function Find-ParameterSet {
    param([object] $Parameter, [string] $Name)

    @($Parameter.ParameterSets | Where-Object -FilterScript { $_.Name -eq $Name -or $_.Name -eq '(All)' })[0]
}

function Write-Syntax {
    param([System.Xml.XmlWriter] $Writer, [object] $Help)

    $Writer.WriteStartElement('syntax', $command)
    foreach ($syntax in $Help.Syntax) {
        $Writer.WriteStartElement('syntaxItem', $command)
        $Writer.WriteElementString('name', $maml, $Help.Title)
        foreach ($item in $syntax.SyntaxParameters) {
            $parameter = @($Help.Parameters | Where-Object -FilterScript { $_.Name -eq $item.ParameterName })[0]
            $set = Find-ParameterSet -Parameter $parameter -Name $syntax.ParameterSetName
            Write-Parameter -Writer $Writer -Parameter $parameter -ParameterSet $set -IsSyntax
        }

        $Writer.WriteEndElement()
    }

    $Writer.WriteEndElement()
}

function Write-TypeList {
    param([System.Xml.XmlWriter] $Writer, [object[]] $Type, [string] $ListName, [string] $ItemName)

    $Writer.WriteStartElement($ListName, $command)
    foreach ($item in $Type) {
        $Writer.WriteStartElement($ItemName, $command)
        $Writer.WriteStartElement('type', $dev)
        $Writer.WriteElementString('name', $maml, $item.Typename)
        $Writer.WriteEndElement()
        Write-Description -Writer $Writer -Text $item.Description
        $Writer.WriteEndElement()
    }

    $Writer.WriteEndElement()
}

function Write-Example {
    param([System.Xml.XmlWriter] $Writer, [object] $Example)

    # What the code gives is shown right below it.
    $blocks = @(Get-Block -Text $Example.Remarks)
    $code = @($blocks | Where-Object -FilterScript { $_.Kind -like 'Code:*' } | ForEach-Object -Process { Format-Block -Block $_ })

    $Writer.WriteStartElement('example', $command)
    $Writer.WriteElementString('title', $maml, "-------- $($Example.Title) --------")
    $Writer.WriteElementString('code', $dev, $code -join ($newLine + $newLine))
    $Writer.WriteStartElement('remarks', $dev)
    $blocks | Where-Object -FilterScript { $_.Kind -notlike 'Code:*' } |
        ForEach-Object -Process { $Writer.WriteElementString('para', $maml, (Format-Block -Block $_)) }

    # Keeps the next example's title apart.
    $Writer.WriteElementString('para', $maml, '')
    $Writer.WriteEndElement()
    $Writer.WriteEndElement()
}

function Write-Command {
    param([System.Xml.XmlWriter] $Writer, [object] $Help)

    $verb, $noun = $Help.Title -split '-', 2
    $Writer.WriteStartElement('command', 'command', $command)
    $Writer.WriteStartElement('details', $command)
    $Writer.WriteElementString('name', $command, $Help.Title)
    Write-Description -Writer $Writer -Text $Help.Synopsis
    $Writer.WriteElementString('verb', $command, $verb)
    $Writer.WriteElementString('noun', $command, $noun)
    $Writer.WriteEndElement()
    Write-Description -Writer $Writer -Text $Help.Description
    Write-Syntax -Writer $Writer -Help $Help

    $Writer.WriteStartElement('parameters', $command)
    foreach ($parameter in $Help.Parameters) {
        Write-Parameter -Writer $Writer -Parameter $parameter -ParameterSet @($parameter.ParameterSets)[0]
    }

    $Writer.WriteEndElement()
    Write-TypeList -Writer $Writer -Type $Help.Inputs -ListName 'inputTypes' -ItemName 'inputType'
    Write-TypeList -Writer $Writer -Type $Help.Outputs -ListName 'returnValues' -ItemName 'returnValue'

    $Writer.WriteStartElement('alertSet', $maml)
    $Writer.WriteStartElement('alert', $maml)
    Write-Paragraph -Writer $Writer -Text $Help.Notes
    $Writer.WriteEndElement()
    $Writer.WriteEndElement()

    $Writer.WriteStartElement('examples', $command)
    $Help.Examples | ForEach-Object -Process { Write-Example -Writer $Writer -Example $_ }
    $Writer.WriteEndElement()

    $Writer.WriteStartElement('relatedLinks', $command)
    foreach ($link in $Help.RelatedLinks) {
        # Links between pages are names that Get-Help takes.
        $uri = if ($link.Uri -like 'http*') { $link.Uri } else { '' }
        $Writer.WriteStartElement('navigationLink', $maml)
        $Writer.WriteElementString('linkText', $maml, $link.LinkText)
        $Writer.WriteElementString('uri', $maml, $uri)
        $Writer.WriteEndElement()
    }

    $Writer.WriteEndElement()
    $Writer.WriteEndElement()
}

function ConvertTo-AboutText {
    param([string] $Markdown)

    $body = ' ' * 4
    $lines = New-Object -TypeName System.Collections.Generic.List[string]
    foreach ($block in Get-Block -Text $Markdown) {
        switch -Wildcard ($block.Kind) {
            'Heading1' {
                $lines.Add('TOPIC')
                $lines.Add($body + $block.Lines[0])
            }
            'Heading2' { $lines.Add($block.Lines[0].ToUpperInvariant()) }
            'Code:*' { $block.Lines | ForEach-Object -Process { $lines.Add(($body + '    ' + $_).TrimEnd()) } }
            'List' {
                $block.Lines | ForEach-Object -Process { Split-Line -Text $_ -Width 80 -FirstIndent $body -Indent ($body + '  ') } |
                    ForEach-Object -Process { $lines.Add($_) }
            }
            default {
                $block.Lines | ForEach-Object -Process { Split-Line -Text $_ -Width 80 -FirstIndent $body -Indent $body } |
                    ForEach-Object -Process { $lines.Add($_) }
            }
        }

        # A section's heading stands right above its text.
        if ($block.Kind -ne 'Heading2') {
            $lines.Add('')
        }
    }

    ($lines -join $newLine).TrimEnd() + $newLine
}

if (-not (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable)) {
    throw 'Microsoft.PowerShell.PlatyPS is not installed. Install it: Install-PSResource -Name Microsoft.PowerShell.PlatyPS'
}

Import-Module -Name Microsoft.PowerShell.PlatyPS
$OutputDirectory = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputDirectory)
$null = New-Item -ItemType Directory -Path $OutputDirectory -Force

$pages = @(Get-ChildItem -Path (Join-Path -Path $PSScriptRoot -ChildPath '*-Journy*.md') | Sort-Object -Property Name -Culture '')
$settings = New-Object -TypeName System.Xml.XmlWriterSettings
$settings.Indent = $true
$settings.NewLineChars = $newLine
$settings.Encoding = $utf8
$writer = [System.Xml.XmlWriter]::Create((Join-Path -Path $OutputDirectory -ChildPath 'Journy.PowerShell.dll-Help.xml'), $settings)
try {
    $writer.WriteStartElement('helpItems', 'http://msh')
    $writer.WriteAttributeString('schema', 'maml')
    $writer.WriteAttributeString('xmlns', 'maml', $null, $maml)
    $writer.WriteAttributeString('xmlns', 'command', $null, $command)
    $writer.WriteAttributeString('xmlns', 'dev', $null, $dev)
    foreach ($page in $pages) {
        if (-not (Test-MarkdownCommandHelp -Path $page.FullName)) {
            throw "'$($page.Name)' is not a page of PlatyPS's schema: Test-MarkdownCommandHelp -DetailView says why."
        }

        Write-Command -Writer $writer -Help (Import-MarkdownCommandHelp -Path $page.FullName)
    }

    $writer.WriteEndElement()
}
finally {
    $writer.Dispose()
}

foreach ($topic in Get-ChildItem -Path (Join-Path -Path $PSScriptRoot -ChildPath 'about_*.md')) {
    $text = ConvertTo-AboutText -Markdown ([System.IO.File]::ReadAllText($topic.FullName))
    [System.IO.File]::WriteAllText((Join-Path -Path $OutputDirectory -ChildPath "$($topic.BaseName).help.txt"), $text, $utf8)
}
