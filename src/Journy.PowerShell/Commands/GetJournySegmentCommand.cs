using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Lists the segments of the workspace's users or accounts.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.Segment)]
[OutputType(typeof(Segment))]
public sealed class GetJournySegmentCommand : DefinitionCommand
{
    /// <summary>User or Account. Default: both, users first.</summary>
    [Parameter(Position = 0)]
    public JournyEntity[] Entity { get; set; } = { JournyEntity.User, JournyEntity.Account };

    /// <summary>The segments to list, by name; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        List<Segment> all = new();
        foreach (JournyEntity entity in Entity)
        {
            all.AddRange(Call(connection.Client, ListRequest<Segment>.Segments(entity), connection.BaseUri).Content);
        }

        WriteNamed(all, Name, item => item.Name, "segment");
    }
}
