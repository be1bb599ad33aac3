namespace Journy.Completion;

/// <summary>Where the beginning of a hashtable ends.</summary>
internal enum OpenMapPlace
{
    /// <summary>Somewhere that completion knows nothing of, such as within an expression.</summary>
    Elsewhere,

    /// <summary>In a key, or where one can stand.</summary>
    Key,

    /// <summary>In the value of a key, or where it can stand.</summary>
    Value,
}
