namespace Journy;

/// <summary>What journy.io keeps properties and segments of.</summary>
public enum JournyEntity
{
    /// <summary>A person.</summary>
    User,

    /// <summary>A company, workspace or team that users belong to.</summary>
    Account,
}
