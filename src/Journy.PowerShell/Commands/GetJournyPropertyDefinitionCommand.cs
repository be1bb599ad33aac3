using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Lists the properties that the workspace's users or accounts have.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.PropertyDefinition)]
[OutputType(typeof(PropertyDefinition))]
public sealed class GetJournyPropertyDefinitionCommand : ConnectedCommand
{
    /// <summary>User or Account. Default: both, users first.</summary>
    [Parameter(Position = 0)]
    public JournyEntity[] Entity { get; set; } = { JournyEntity.User, JournyEntity.Account };

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        foreach (JournyEntity entity in Entity)
        {
            WriteObject(Call(connection.Client, ListRequest<PropertyDefinition>.Properties(entity), connection.BaseUri).Content, enumerateCollection: true);
        }
    }
}
