using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Completion;

/// <summary>Completes -PropertyMap: the file's columns, and what they can be called on journy.io.</summary>
internal sealed class PropertyMapCompleter : MapCompleter
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys(CompletionRequest request) => request.Source.Names;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Values(CompletionRequest request, string key)
    {
        string spelled = IdentityNames.Spell(key);
        List<string> known = IdentityNames.Of(request).Concat(request.WorkspaceProperties).ToList();
        return known.Contains(spelled, StringComparer.OrdinalIgnoreCase) || spelled.Length == 0
            ? known.OrderByDescending(name => string.Equals(name, spelled, StringComparison.OrdinalIgnoreCase)).ToList()
            : request.IsMembership ? known : known.Prepend(spelled).ToList();
    }
}
