using System.Collections.Generic;
using Journy.Api;

namespace Journy.Import.Operations;

/// <summary>What journy.io answered to the call for one or more rows.</summary>
/// <param name="Rejected">The properties that it did not take, each with its reason.</param>
/// <param name="RequestId">Its ID of the request.</param>
/// <param name="Attempts">Every try.</param>
internal sealed record ImportAnswer(IReadOnlyDictionary<string, string> Rejected, string? RequestId, IReadOnlyList<CallAttempt> Attempts);
