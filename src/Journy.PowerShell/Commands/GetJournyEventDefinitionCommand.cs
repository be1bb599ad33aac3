using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Lists the events that the workspace knows.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.EventDefinition)]
[OutputType(typeof(EventDefinition))]
public sealed class GetJournyEventDefinitionCommand : ConnectedCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        WriteObject(Call(connection.Client, ListRequest<EventDefinition>.Events(), connection.BaseUri).Content, enumerateCollection: true);
    }
}
