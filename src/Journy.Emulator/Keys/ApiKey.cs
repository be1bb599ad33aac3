using System.Collections.Generic;
using System.Collections.Immutable;

namespace Journy.Emulator.Keys;

/// <summary>A key that the emulator knows: by its label from here on, so that its secret is written nowhere.</summary>
internal sealed class ApiKey
{
    private volatile bool _disabled;

    internal ApiKey(string label, IEnumerable<string> permissions, RateWindow window)
    {
        Label = label;
        Permissions = [.. permissions];
        Window = window;
    }

    internal string Label { get; }

    internal ImmutableArray<string> Permissions { get; }

    internal RateWindow Window { get; }

    internal bool IsDisabled => _disabled;

    internal void Disable()
    {
        _disabled = true;
        Window.Detach(null);
    }
}
