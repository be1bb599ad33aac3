using System.Collections.Generic;
using System.Management.Automation;

namespace Journy.Completion;

/// <summary>Completes names of events that the workspace knows.</summary>
internal sealed class EventNameCompleter : JournyCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) =>
        ArgumentText.Matching(request.Word, request.WorkspaceEvents);
}
