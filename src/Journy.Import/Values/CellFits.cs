using System;

namespace Journy.Import.Values;

/// <summary>The kinds that a cell's text fits, which may be several: 1 is a number, and also true if -TrueValue says so.</summary>
[Flags]
internal enum CellFits
{
    /// <summary>It is text.</summary>
    None = 0,

    /// <summary>A number.</summary>
    Number = 1,

    /// <summary>True or false.</summary>
    Boolean = 2,

    /// <summary>A date.</summary>
    DateTime = 4,

    /// <summary>All of them: what a column without any cell may still be.</summary>
    Any = Number | Boolean | DateTime,
}
