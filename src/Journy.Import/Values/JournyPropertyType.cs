namespace Journy;

/// <summary>The type that a column's text is read as.</summary>
public enum JournyPropertyType
{
    /// <summary>Sent as it stands.</summary>
    Text,

    /// <summary>A number in invariant form: digits, a point for decimals, an optional exponent.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An ISO 8601 date or date and time, sent as UTC.</summary>
    DateTime,

    /// <summary>Several texts, split at the list separator.</summary>
    List,
}
