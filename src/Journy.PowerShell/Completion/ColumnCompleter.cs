using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Journy.Completion;

/// <summary>Completes names of columns: the file's own and what -PropertyMap calls them, or without a file the workspace's
/// properties.</summary>
internal sealed class ColumnCompleter : JournyCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) => ArgumentText.Matching(
        request.Word,
        request.Source.Names.Count == 0
            ? request.WorkspaceProperties
            : request.Source.Names.Concat(request.GivenMap("PropertyMap").Values));
}
