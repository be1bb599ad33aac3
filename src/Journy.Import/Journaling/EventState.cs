namespace Journy.Import.Journaling;

/// <summary>Whether journy.io has recorded an event, as the journal knows it.</summary>
internal enum EventState
{
    /// <summary>The journal knows nothing of it.</summary>
    None,

    /// <summary>It was not recorded.</summary>
    Refused,

    /// <summary>It may have been recorded.</summary>
    Uncertain,

    /// <summary>It was recorded.</summary>
    Accepted,
}
