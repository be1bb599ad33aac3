namespace Journy.Import.Records;

/// <summary>A record on its way to journy.io.</summary>
internal abstract class PendingRecord
{
    private protected PendingRecord(BoundRecord record) => Record = record;

    /// <summary>What is sent.</summary>
    public BoundRecord Record { get; }

    /// <summary>The hash of whom it is about; 0 if it was not computed yet.</summary>
    public ulong First { get; set; }

    /// <summary>The hash of the other identifier; 0 if it has one only.</summary>
    public ulong Second { get; set; }
}
