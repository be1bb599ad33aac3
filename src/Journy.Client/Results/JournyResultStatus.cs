namespace Journy;

/// <summary>What journy.io did with a record.</summary>
public enum JournyResultStatus
{
    /// <summary>It took all of it.</summary>
    Accepted,

    /// <summary>It took the record, and rejected at least one property.</summary>
    Partial,
}
