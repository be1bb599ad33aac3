namespace Journy.Results;

/// <summary>What was done to a record.</summary>
public enum JournyAction
{
    /// <summary>Created or updated.</summary>
    Set,

    /// <summary>Deleted.</summary>
    Remove,
}
