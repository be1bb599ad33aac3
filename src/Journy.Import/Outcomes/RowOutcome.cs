namespace Journy.Import.Outcomes;

/// <summary>The outcomes whose rows are written to a file.</summary>
internal enum RowOutcome
{
    /// <summary>journy.io did not take the row, or it could not be sent.</summary>
    Failed,

    /// <summary>journy.io took the row without some of its properties.</summary>
    Partial,

    /// <summary>Nobody knows whether journy.io took the event.</summary>
    Unknown,
}
