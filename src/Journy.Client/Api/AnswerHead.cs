namespace Journy.Api;

/// <summary>What every answer carries beside its content.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RequestId">journy.io's own ID of this request, for its support; null if the answer has none.</param>
/// <param name="CallsLimit">Calls allowed in the key's window; null if the answer does not say, or makes no sense.</param>
/// <param name="CallsRemaining">Calls left in the key's window; null likewise.</param>
internal sealed record AnswerHead(int Status, string? RequestId, int? CallsLimit, int? CallsRemaining);
