using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace Journy.Emulator.Keys;

/// <summary>A key that the emulator knows: by its label from here on, so that its secret is written nowhere.</summary>
internal sealed class ApiKey
{
    private long _disabledFrom = long.MaxValue;

    internal ApiKey(string label, IEnumerable<string> permissions, RateWindow window)
    {
        Label = label;
        Permissions = [.. permissions];
        Window = window;
    }

    internal string Label { get; }

    internal ImmutableArray<string> Permissions { get; }

    internal RateWindow Window { get; }

    internal bool IsDisabled => Interlocked.Read(ref _disabledFrom) != long.MaxValue;

    /// <summary>Whether a request is refused. An earlier one is not, even if it is worked on after the key was disabled.</summary>
    /// <param name="request">Its sequence number.</param>
    internal bool IsDisabledFor(long request) => request >= Interlocked.Read(ref _disabledFrom);

    internal void Disable(long from)
    {
        Interlocked.Exchange(ref _disabledFrom, from);
        Window.Detach(null);
    }
}
