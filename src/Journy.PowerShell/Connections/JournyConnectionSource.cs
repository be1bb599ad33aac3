namespace Journy;

/// <summary>Where a connection's key came from.</summary>
public enum JournyConnectionSource
{
    /// <summary>Given to Connect-Journy, or typed at its prompt.</summary>
    Parameter,

    /// <summary>Read from the environment variable <c>JOURNY_API_KEY</c>.</summary>
    Environment,
}
