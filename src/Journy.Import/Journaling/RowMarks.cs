using System;

namespace Journy.Import.Journaling;

/// <summary>What the present run did with the rows of one user or account, beside what is known of it.</summary>
[Flags]
internal enum RowMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A row of it came in this run.</summary>
    HasRows = 1,

    /// <summary>A row of it is sent in this run, and so are all that follow.</summary>
    WasSent = 2,

    /// <summary>What is known are the rows of this run so far, in their order.</summary>
    IsOfThisRun = 4,

    /// <summary>The order of its rows in this run cannot be told, or not all were accepted: only the last row is known.</summary>
    IsLoose = 8,

    /// <summary>Not all of its rows in this run were accepted.</summary>
    IsBroken = 16,

    /// <summary>A call that follows on what is known was on its way when the journal ends.</summary>
    IsFollowing = 32,

    /// <summary>Each row of what is known names every identifier of the set: all of them are about one user, whatever the address of
    /// another one does.</summary>
    IsPlain = 64,

    /// <summary>A row of it came in this run that cannot be sent; or it was found to be gone, and told of.</summary>
    IsNamed = 128,
}
