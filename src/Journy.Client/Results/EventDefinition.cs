namespace Journy;

/// <summary>An event that the workspace knows.</summary>
public sealed class EventDefinition
{
    internal EventDefinition(string id, string name, string? groupId, string? groupName)
    {
        Id = id;
        Name = name;
        GroupId = groupId;
        GroupName = groupName;
    }

    /// <summary>journy.io's ID of the event.</summary>
    public string Id { get; }

    /// <summary>The event's name, as Add-JournyEvent -Name takes it.</summary>
    public string Name { get; }

    /// <summary>journy.io's ID of its group; null if it is in none.</summary>
    public string? GroupId { get; }

    /// <summary>The name of that group.</summary>
    public string? GroupName { get; }
}
