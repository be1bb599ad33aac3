namespace Journy;

/// <summary>A property that the workspace knows.</summary>
public sealed class PropertyDefinition
{
    internal PropertyDefinition(JournyEntity entity, string name, string label, bool isComputed, string? groupId, string? groupName)
    {
        Entity = entity.ToString();
        Name = name;
        Label = label;
        IsComputed = isComputed;
        GroupId = groupId;
        GroupName = groupName;
    }

    /// <summary>Whether users or accounts have it: User or Account.</summary>
    public string Entity { get; }

    /// <summary>The property's name, as it is set.</summary>
    public string Name { get; }

    /// <summary>The property's name on journy.io's own pages.</summary>
    public string Label { get; }

    /// <summary>True if journy.io computes the property itself.</summary>
    public bool IsComputed { get; }

    /// <summary>journy.io's ID of its group; null if it is in none.</summary>
    public string? GroupId { get; }

    /// <summary>The name of that group.</summary>
    public string? GroupName { get; }
}
