namespace Journy.Import.Journaling;

/// <summary>By what an event that was recorded by one reading can be found among events of another one.</summary>
internal enum EventLikeness : byte
{
    /// <summary>By all it says: the other reading only adds to it.</summary>
    Same,

    /// <summary>By whom it is about, its name and its time: metadata has changed.</summary>
    WhoWhatWhen,

    /// <summary>By its time alone.</summary>
    When,

    /// <summary>By nothing: any event may be it.</summary>
    None,
}
