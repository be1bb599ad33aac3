namespace Journy.Import.Journaling;

/// <summary>What becomes of a row by what the journal knows.</summary>
internal enum RowFate
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>journy.io has it already.</summary>
    Unchanged,

    /// <summary>It is older than what journy.io has: a row of an outcome file, of whom a later run's input said something else.</summary>
    Outdated,

    /// <summary>An event of an earlier run whose answer was lost: whether journy.io has it is not known.</summary>
    Unknown,

    /// <summary>The run ends before it: the rules say why.</summary>
    Stop,
}
