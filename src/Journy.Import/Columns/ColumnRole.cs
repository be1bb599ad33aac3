namespace Journy.Import.Columns;

/// <summary>The roles that a column can have.</summary>
internal enum ColumnRole : byte
{
    /// <summary>Left out.</summary>
    None,

    /// <summary>The user's ID.</summary>
    UserId,

    /// <summary>The user's e-mail address.</summary>
    Email,

    /// <summary>The account's ID.</summary>
    AccountId,

    /// <summary>The account's domain.</summary>
    Domain,

    /// <summary>The web visitor's device ID.</summary>
    DeviceId,

    /// <summary>The event's name.</summary>
    EventName,

    /// <summary>When the event happened.</summary>
    TriggeredAt,

    /// <summary>A property, or an event's metadata.</summary>
    Property,
}
