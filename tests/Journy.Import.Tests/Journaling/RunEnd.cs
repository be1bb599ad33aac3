namespace Journy.Tests.Import.Journaling;

/// <summary>How a run of a model ends.</summary>
internal enum RunEnd
{
    /// <summary>With the last row.</summary>
    Whole,

    /// <summary>Somewhere, with all calls answered: a limit, say.</summary>
    Early,

    /// <summary>Somewhere, with nobody left who hears of the calls that are under way.</summary>
    Killed,
}
