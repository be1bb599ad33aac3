namespace Journy;

/// <summary>A segment of the workspace's users or accounts.</summary>
public sealed class Segment
{
    internal Segment(JournyEntity entity, string id, string name)
    {
        Entity = entity.ToString();
        Id = id;
        Name = name;
    }

    /// <summary>Whether users or accounts are in it: User or Account.</summary>
    public string Entity { get; }

    /// <summary>journy.io's ID of the segment.</summary>
    public string Id { get; }

    /// <summary>The segment's name.</summary>
    public string Name { get; }
}
