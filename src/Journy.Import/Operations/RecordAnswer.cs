using System.Collections.Generic;
using Journy.Api;

namespace Journy.Import.Operations;

/// <summary>What journy.io answered to the call for one or more records.</summary>
/// <param name="Rejected">The properties that it did not take, each with its reason.</param>
/// <param name="Head">What every answer has.</param>
/// <param name="Attempts">Every try.</param>
internal sealed record RecordAnswer(IReadOnlyDictionary<string, string> Rejected, AnswerHead Head, IReadOnlyList<CallAttempt> Attempts);
