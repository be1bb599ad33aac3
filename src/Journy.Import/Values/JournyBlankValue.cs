namespace Journy;

/// <summary>What a blank cell, a null or a DBNull of a piped record or a file means.</summary>
public enum JournyBlankValue
{
    /// <summary>Nothing: the property keeps the value that it has. The default, so that a half-empty file never wipes data.</summary>
    Skip,

    /// <summary>The property becomes an empty text.</summary>
    Empty,

    /// <summary>The property is deleted.</summary>
    Delete,
}
