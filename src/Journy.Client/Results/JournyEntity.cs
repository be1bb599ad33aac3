namespace Journy;

/// <summary>What has properties and segments on journy.io.</summary>
public enum JournyEntity
{
    /// <summary>A person.</summary>
    User,

    /// <summary>A company, workspace or team that users belong to.</summary>
    Account,
}
