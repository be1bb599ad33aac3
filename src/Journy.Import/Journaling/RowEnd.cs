namespace Journy.Import.Journaling;

/// <summary>How a call for a row ended, as the journal sees it.</summary>
internal enum RowEnd
{
    /// <summary>journy.io took the row whole.</summary>
    Accepted,

    /// <summary>journy.io took the row without properties that it rejected.</summary>
    Partial,

    /// <summary>journy.io did not take the row.</summary>
    Refused,

    /// <summary>Nobody knows whether journy.io took it.</summary>
    Uncertain,
}
