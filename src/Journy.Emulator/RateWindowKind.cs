namespace Journy.Emulator;

/// <summary>How the calls of a key are counted.</summary>
public enum RateWindowKind
{
    /// <summary>Exactly: those of the length of the window before each call. This is what journy.io documents.</summary>
    Sliding,

    /// <summary>Anew from each whole window of the clock on.</summary>
    Fixed,

    /// <summary>Those of this whole window of the clock, and of the one before the share that a sliding one would still cover.</summary>
    TwoBucket,

    /// <summary>As tokens of a bucket that holds the limit and fills evenly, a limit a window.</summary>
    TokenBucket,
}
