using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Journy.Completion;

/// <summary>Completes the forms in which a user can be given as a hashtable.</summary>
internal sealed class UserCompleter : JournyCompleter
{
    private static readonly string[] Forms = { "@{ UserId = '' }", "@{ Email = '' }", "@{ UserId = ''; Email = '' }" };

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request) => Forms
        .Where(form => form.StartsWith(request.Word, System.StringComparison.OrdinalIgnoreCase))
        .Select(form => new CompletionResult(form, form, CompletionResultType.ParameterValue, form));
}
