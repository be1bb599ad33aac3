using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Api;

namespace Journy.Completion;

/// <summary>Completes the API's address: journy.io's own, and that of this session's connection.</summary>
internal sealed class BaseUriCompleter : JournyCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) => ArgumentText.Matching(
        request.Word,
        new[] { BaseAddress.Default, request.Connection?.BaseUri }
            .OfType<System.Uri>()
            .Select(address => address.AbsoluteUri.TrimEnd('/')));
}
