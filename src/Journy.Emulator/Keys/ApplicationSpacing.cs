namespace Journy.Emulator;

/// <summary>How the calls of an application lie in time.</summary>
public enum ApplicationSpacing
{
    /// <summary>All calls are equally far apart.</summary>
    Even,

    /// <summary>Each call comes independently of the others, as those of many users do.</summary>
    Poisson,
}
