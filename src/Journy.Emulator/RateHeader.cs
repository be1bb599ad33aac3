namespace Journy.Emulator;

/// <summary>What the two headers of the rate limit say.</summary>
public enum RateHeader
{
    /// <summary>The truth.</summary>
    Exact,

    /// <summary>What is left, down to whole tens.</summary>
    Tens,

    /// <summary>That all but one call is left, whatever is.</summary>
    Constant,

    /// <summary>Nothing: there are none.</summary>
    Absent,
}
