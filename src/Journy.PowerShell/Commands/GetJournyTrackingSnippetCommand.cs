using System;
using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Gets the JavaScript that makes a website's visits known to journy.io.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.TrackingSnippet)]
[OutputType(typeof(TrackingSnippet))]
public sealed class GetJournyTrackingSnippetCommand : ConnectedCommand
{
    /// <summary>The websites' domains, such as www.example.com.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        foreach (string domain in Domain)
        {
            WriteObject(Call(connection.Client, new SnippetRequest(domain), domain).Content);
        }
    }
}
