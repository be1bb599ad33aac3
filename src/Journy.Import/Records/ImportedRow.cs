namespace Journy.Import.Records;

/// <summary>A row that can be sent, with what its journal knows it by.</summary>
internal sealed class ImportedRow : PendingRecord
{
    public ImportedRow(ImportRow row, BoundRecord record)
        : base(record) => Row = row;

    /// <summary>The row as it stands in the input.</summary>
    public ImportRow Row { get; }

    /// <summary>The hash of what it says.</summary>
    public ulong Content { get; set; }

    /// <summary>The later run that said something newer of whom it is about; 0 if none did.</summary>
    public long NewerRun { get; set; }

    /// <summary>The journal's line that must be written before a call for it goes out; 0 if there is none.</summary>
    public long Noted { get; set; }

    /// <summary>True if it names two identifiers together for the first time.</summary>
    public bool Unites { get; set; }

    /// <summary>True if the rows before it, in this run, were about its second identifier.</summary>
    public bool FollowsSecond { get; set; }

    /// <summary>True once it turned out to be unchanged.</summary>
    public bool IsUnchanged { get; set; }

    /// <summary>True if an event was recorded for it when it was shorter.</summary>
    public bool HasGrown { get; set; }

    /// <summary>True once the journal knows that a call for it is on its way.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>True if that call follows on another row of the same identity.</summary>
    public bool IsFollowing { get; set; }
}
