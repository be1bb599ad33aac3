using System;

namespace Journy.Api;

/// <summary>One try of one call, for the verbose stream.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the base address.</param>
/// <param name="Outcome">The HTTP status, or why there is none.</param>
/// <param name="RequestId">journy.io's ID of the request, if it came.</param>
/// <param name="Elapsed">From sending to the whole answer.</param>
internal readonly record struct CallAttempt(string Method, string Path, string Outcome, string? RequestId, TimeSpan Elapsed);
