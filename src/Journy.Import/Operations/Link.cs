using System.Collections.Generic;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Import.Operations;

/// <summary>Links web visitors to users, one call a visitor.</summary>
internal sealed class Link : Operation
{
    private static readonly RecordShape Device = new("devices", ColumnRole.UserId, ColumnRole.Email, ColumnRole.DeviceId)
    {
        Required = (ColumnRole.DeviceId, OperationProblems.NoDeviceId),
    };

    private Link()
        : base(Device, JournyAction.Add, "Link web visitor")
    {
    }

    public static Link Visitors { get; } = new();

    public override RecordRequest RequestFor(IReadOnlyList<PendingRecord> batch) =>
        new LinkRequest(batch[0].Record.User!, batch[0].Record.DeviceId!);

    public override RecordResult ResultOf(BoundRecord record, long inputIndex, RecordAnswer answer) =>
        new DeviceResult(record.User!, record.DeviceId!, inputIndex, answer.Head, answer.Attempts.Count);
}
