using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Completion;

/// <summary>Completes -Metadata with the columns of the rows, whose values it replaces. journy.io has no list of an event's
/// metadata.</summary>
internal sealed class MetadataCompleter : MapCompleter
{
    /// <inheritdoc/>
    protected override bool OffersAll => false;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys(CompletionRequest request) =>
        request.Source.Names.Where(name => !IdentityNames.Has(request, name)).ToList();

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Values(CompletionRequest request, string key) => Array.Empty<string>();
}
