using System;
using System.Collections.Generic;

namespace Journy.Completion;

/// <summary>Completes -Property: the workspace's properties.</summary>
internal sealed class PropertyCompleter : MapCompleter
{
    /// <inheritdoc/>
    protected override bool OffersAll => false;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys(CompletionRequest request) => request.WorkspaceProperties;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Values(CompletionRequest request, string key) => Array.Empty<string>();
}
