using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace Journy.Completion;

/// <summary>Completes cultures: the session's first, and all that this machine knows.</summary>
internal sealed class CultureCompleter : JournyCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) => ArgumentText.Matching(
        request.Word,
        new[] { CultureInfo.CurrentCulture.Name }
            .Concat(CultureInfo.GetCultures(CultureTypes.SpecificCultures)
                .Select(culture => culture.Name)
                .OrderBy(name => name, StringComparer.OrdinalIgnoreCase))
            .Where(name => name.Length > 0));
}
