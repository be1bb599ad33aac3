using System;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Import.Values;
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
            JournyConnection connection = ResolvedConnection;
            foreach (string domain in Domain)
            {
                WriteObject(Call(connection.Client, new SnippetRequest(domain), domain).Content);
            }

            return;
        }

        foreach (PSObject? item in PipedObject.Items(InputObject))
        {
            WriteSnippetOf(item);
        }
    }

    private void WriteSnippetOf(PSObject? item)
    {
        string domain;
        try
        {
            domain = DomainOf(item);
        }
        catch (JournyInputException problem)
        {
            WriteError(Failure.ToRecord(problem, item));
            return;
        }

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

    private static string DomainOf(PSObject? item)
    {
        object? value = PipedObject.TextOf(item);
        if (value is null)
        {
            SourceRow row = PipedObject.Read(item);
            int index = row.Names.ToList().FindIndex(name => string.Equals(name.Trim(), "Domain", StringComparison.OrdinalIgnoreCase));
            value = index < 0 ? null : row.ValueAt(index);
        }

        return ValueConverter.ToIdentifier(value, "Domain") ?? throw new JournyInputException(
            JournyReason.MissingValue, "There is no domain. Pipe domains such as www.example.com, or objects with a Domain.");
    }
}
