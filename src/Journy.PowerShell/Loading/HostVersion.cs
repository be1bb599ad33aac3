using System;

namespace Journy.Loading;

/// <summary>Which PowerShell the module runs in.</summary>
internal static class HostVersion
{
    private const int WindowsPowerShell = 3;

    private static readonly Version Oldest = new(7, 4);

    /// <summary>
    /// Why the module does not load in a PowerShell; null where it does. A manifest cannot say it, since it knows one lowest
    /// version, which is Windows PowerShell's.
    /// </summary>
    /// <param name="engine">The version of the engine's assembly: that of PowerShell, but 3.0 in every Windows PowerShell.</param>
    public static string? Refuse(Version engine) => engine.Major <= WindowsPowerShell || engine >= Oldest
        ? null
        : $"The Journy module needs PowerShell 7.4 or newer, or Windows PowerShell 5.1. This is PowerShell {engine.ToString(2)}, "
            + "which Microsoft no longer supports. Get a newer one from https://aka.ms/powershell.";
}
