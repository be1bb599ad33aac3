namespace Journy.Import.Journaling;

/// <summary>What is known of an event.</summary>
/// <param name="Value">All of it in one number: marks, the state, and what a line of the journal says beside it.</param>
internal readonly record struct KnownEvent(ulong Value)
{
    /// <summary>Beside the reading: the event is known by its key, and what it says stands where others have their mark.</summary>
    public const ulong KeyedFlag = 1UL << 24;

    private const int ContentBits = 8;
    private const ulong MostReadings = (1UL << 24) - 1;

    /// <summary>Whether it was recorded.</summary>
    public EventState State => (EventState)((Value >> RecordHash.FreeBits) & 3);

    /// <summary>What a line of the journal says beside the state: the reading, and whether the event is known by its key.</summary>
    public ulong Content => Value >> ContentBits;

    /// <summary>True if it was recorded, or may have been.</summary>
    public bool IsRecorded => State is EventState.Accepted or EventState.Uncertain;

    /// <summary>True if it is known by its key.</summary>
    public bool IsKeyed => (Content & KeyedFlag) != 0;

    /// <summary>The number of the reading that it was recorded by; 0 if the journal does not say it.</summary>
    public int Reading => (int)(Content & MostReadings);

    /// <summary>An event without marks.</summary>
    public static KnownEvent Of(EventState state, ulong content) => new(((ulong)state << RecordHash.FreeBits) | (content << ContentBits));
}
