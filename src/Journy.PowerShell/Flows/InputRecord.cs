using Journy.Import.Records;

namespace Journy.Flows;

/// <summary>A record on its way, and where it came from.</summary>
internal sealed class InputRecord : PendingRecord
{
    public InputRecord(BoundRecord record, long inputIndex)
        : base(record) => InputIndex = inputIndex;

    /// <summary>Its place in the input, from 0.</summary>
    public long InputIndex { get; }
}
