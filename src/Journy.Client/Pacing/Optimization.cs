using System.Runtime.CompilerServices;

namespace Journy.Pacing;

/// <summary>How methods are compiled.</summary>
internal static class Optimization
{
    /// <summary>
    /// AggressiveOptimization, for which netstandard2.0 has no name: compiled with optimization before the first call. For what runs
    /// for each line of a journal, which is read before the runtime would look at its code again.
    /// </summary>
    public const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
