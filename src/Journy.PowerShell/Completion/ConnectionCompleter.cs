using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Journy.Connections;

namespace Journy.Completion;

/// <summary>Completes the names of this session's connections; no call is made for them.</summary>
internal sealed class ConnectionCompleter : JournyCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) => ArgumentText.Matching(
        request.Word,
        Runspace.DefaultRunspace is null ? [] : ConnectionStore.Named.Select(connection => connection.Name!));
}
