namespace Journy.Api;

/// <summary>The kinds of value that a property can hold.</summary>
internal enum JournyValueKind : byte
{
    /// <summary>Deletes the property.</summary>
    Null,

    /// <summary>A string; an empty one is kept as an empty value.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A moment, written as UTC.</summary>
    DateTime,

    /// <summary>Several non-empty strings.</summary>
    List,
}
