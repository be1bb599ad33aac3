namespace Journy.Samples.DataGenerator;

/// <summary>Why a row of the sample file must not reach journy.io.</summary>
public enum RowFault
{
    /// <summary>Nothing is wrong with the row.</summary>
    None,

    /// <summary>Neither a customer ID nor an e-mail address: the row names nobody.</summary>
    NoIdentity,

    /// <summary>The row ends early, as in an export that was cut off or edited by hand.</summary>
    TooFewCells,

    /// <summary>A comma that should have been quoted makes one cell two.</summary>
    TooManyCells,

    /// <summary>The e-mail address has no @, which only journy.io itself refuses.</summary>
    RefusedEmail,

    /// <summary>The date is of the kind that means another day in another country.</summary>
    DateNotIso,

    /// <summary>The row's bytes are Latin-1 in a file that is UTF-8, as when two exports were glued together.</summary>
    InvalidBytes,
}
