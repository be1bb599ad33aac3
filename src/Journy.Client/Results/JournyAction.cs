namespace Journy;

/// <summary>What was done to a record.</summary>
public enum JournyAction
{
    /// <summary>Created or updated.</summary>
    Set,

    /// <summary>Deleted, or taken out of an account.</summary>
    Remove,

    /// <summary>Put into an account, linked, or recorded.</summary>
    Add,
}
