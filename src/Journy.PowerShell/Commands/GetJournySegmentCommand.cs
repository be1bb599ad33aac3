using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Lists the segments of the workspace's users or accounts.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.Segment)]
[OutputType(typeof(Segment))]
public sealed class GetJournySegmentCommand : ConnectedCommand
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
            WriteObject(Call(connection.Client, ListRequest<Segment>.Segments(entity), connection.BaseUri).Content, enumerateCollection: true);
        }
    }
}
