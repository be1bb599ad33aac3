using System;
using System.Management.Automation;
using Journy.Api;
using Journy.Input;

namespace Journy.Commands;

/// <summary>Gets the JavaScript that makes a website's visits known to journy.io.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.TrackingSnippet, DefaultParameterSetName = ByDomain)]
[OutputType(typeof(TrackingSnippet))]
public sealed class GetJournyTrackingSnippetCommand : ConnectedCommand
{
    private const string ByDomain = "Domain";
    private const string ByInput = "InputObject";

    /// <summary>The websites' domains, such as www.example.com.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByDomain)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = Array.Empty<string>();

    /// <summary>The domains from the pipeline: texts, or objects with a Domain.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByDomain)
        {
            foreach (string domain in Domain)
            {
                WriteObject(Call(ResolvedConnection.Client, new SnippetRequest(domain), domain).Content);
            }

            return;
        }

        foreach (PSObject? item in PipedObject.Items(InputObject))
        {
            if (PipedDomain.Read(item, out JournyInputException? problem) is { } domain)
            {
                WriteSnippet(domain);
            }
            else
            {
                WriteError(Failure.ToRecord(problem!, item));
            }
        }
    }

    private void WriteSnippet(string domain)
    {
        JournyAnswer<TrackingSnippet>? answer = TryCall(ResolvedConnection.Client, new SnippetRequest(domain), out Exception? failure);
        if (answer is not null)
        {
            WriteObject(answer.Content);
        }
        else if (failure is JournyApiException { Reason: JournyReason.NotFound or JournyReason.BadArguments })
        {
            // It is the fault of this domain alone.
            WriteError(Failure.ToRecord(failure, domain));
        }
        else
        {
            Throw(failure!, domain);
        }
    }
}
