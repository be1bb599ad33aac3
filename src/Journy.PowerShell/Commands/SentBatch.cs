using System.Collections.Generic;
using Journy.Api;

namespace Journy.Commands;

/// <summary>The records of one call that journy.io took.</summary>
/// <param name="Results">What goes down the pipeline, one a record.</param>
/// <param name="Attempts">Every try, for the verbose stream.</param>
internal readonly record struct SentBatch(IReadOnlyList<RecordResult> Results, IReadOnlyList<CallAttempt> Attempts)
{
    /// <summary>One record that a call of its own was made for.</summary>
    public SentBatch(RecordResult result, IReadOnlyList<CallAttempt> attempts)
        : this(new[] { result }, attempts)
    {
    }
}
