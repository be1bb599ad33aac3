namespace Journy.Bench.Server;

/// <summary>What answers.</summary>
internal enum ServerKind
{
    /// <summary>As little as a server can do.</summary>
    Bare,

    /// <summary>The emulator, which checks every call as journy.io does.</summary>
    Emulator,
}
