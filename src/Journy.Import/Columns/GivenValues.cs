using System;

namespace Journy.Import.Columns;

/// <summary>What parameters say about every record; wins over the record's own columns.</summary>
internal sealed record GivenValues
{
    public string? UserId { get; init; }

    public string? Email { get; init; }

    public string? AccountId { get; init; }

    public string? Domain { get; init; }

    public string? DeviceId { get; init; }

    public string? EventName { get; init; }

    public DateTimeOffset? TriggeredAt { get; init; }
}
