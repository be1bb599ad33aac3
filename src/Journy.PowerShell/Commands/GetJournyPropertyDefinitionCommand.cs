using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Lists the properties that the workspace's users or accounts have.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.PropertyDefinition)]
[OutputType(typeof(PropertyDefinition))]
public sealed class GetJournyPropertyDefinitionCommand : DefinitionCommand
{
    /// <summary>User or Account. Default: both, users first.</summary>
    [Parameter(Position = 0)]
    public JournyEntity[] Entity { get; set; } = { JournyEntity.User, JournyEntity.Account };

    /// <summary>The properties to list, by name; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        List<PropertyDefinition> all = new();
        foreach (JournyEntity entity in Entity)
        {
            all.AddRange(Call(connection.Client, ListRequest<PropertyDefinition>.Properties(entity), connection.BaseUri).Content);
        }

        WriteNamed(all, Name, item => item.Name, "property");
    }
}
