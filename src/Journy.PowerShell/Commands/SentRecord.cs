using System.Collections.Generic;
using Journy.Api;
using Journy.Results;

namespace Journy.Commands;

/// <summary>A record that journy.io took.</summary>
/// <param name="Result">What goes down the pipeline.</param>
/// <param name="Attempts">Every try, for the verbose stream.</param>
internal readonly record struct SentRecord(RecordResult Result, IReadOnlyList<CallAttempt> Attempts);
