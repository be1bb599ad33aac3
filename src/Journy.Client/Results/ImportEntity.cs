namespace Journy;

/// <summary>What the rows of an import are.</summary>
public enum ImportEntity
{
    /// <summary>Users, created or updated.</summary>
    User,

    /// <summary>Accounts, created or updated.</summary>
    Account,

    /// <summary>Users who are put into accounts.</summary>
    AccountUser,

    /// <summary>Events, each recorded once.</summary>
    Event,
}
