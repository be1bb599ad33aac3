using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;
using Journy.Completion;

namespace Journy.Commands;

/// <summary>Lists the events that the workspace knows.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.EventDefinition)]
[OutputType(typeof(EventDefinition))]
public sealed class GetJournyEventDefinitionCommand : DefinitionCommand
{
    /// <summary>The events to list, by name; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        IReadOnlyList<EventDefinition> all = Call(connection.Client, ListRequest<EventDefinition>.Events(), connection.BaseUri).Content;
        WriteNamed(all, Name, item => item.Name, "event");
    }
}
