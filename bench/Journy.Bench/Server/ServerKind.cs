namespace Journy.Bench.Server;

/// <summary>What answers.</summary>
internal enum ServerKind
{
    /// <summary>As little as a server can do.</summary>
    Bare,

    /// <summary>The same over HTTPS.</summary>
    SecureBare,

    /// <summary>The same, after as long as a call takes that leaves the machine at the least.</summary>
    Distant,

    /// <summary>The emulator, which checks every call as journy.io does.</summary>
    Emulator,

    /// <summary>The same over HTTPS, which is all that journy.io speaks.</summary>
    SecureEmulator,
}
