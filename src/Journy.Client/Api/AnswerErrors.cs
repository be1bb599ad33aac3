using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using Journy.Results;

namespace Journy.Api;

/// <summary>What to tell the user of a call that failed: what an answer means, or that none came.</summary>
internal static class AnswerErrors
{
    /// <summary>A body that is too long to read.</summary>
    public const string TooLong = "a body of over 8 MB, which was not read";

    /// <summary>A success that any server could have sent.</summary>
    public const string NoRequestId = "JSON without a request ID, which is not journy.io's";

    /// <summary>A success by its HTTP status, and a failure by its body.</summary>
    public const string OtherStatus = "JSON that tells of another status";

    /// <summary>A list of rejected properties in an unknown form.</summary>
    public const string UnreadableRejections = "JSON whose list of rejected properties cannot be read";

    /// <summary>A success without the content of the operation.</summary>
    public const string NoContent = "JSON that lacks what this call answers with";

    /// <summary>A body that is not JSON, by what its headers say of it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="length">The bytes of its body.</param>
    public static string NotJson(HttpResponseMessage response, int length)
    {
        string? type = response.Content?.Headers.ContentType?.MediaType;
        return length == 0 ? "an empty body"
            : response.Content?.Headers.ContentEncoding.Count > 0 ? "a compressed body, which was not asked for"
            : type is null or "application/json" ? "a body that is broken or cut-off JSON"
            : $"a body of type {PlainText.Of(type, 60)}, which is not journy.io's";
    }

    /// <summary>A redirect.</summary>
    /// <param name="location">Where to; null if the answer does not say.</param>
    public static string Redirect(Uri? location)
    {
        string target = location is { IsAbsoluteUri: true } ? $" to {PlainText.Of(location.Host, 200)}" : string.Empty;
        return $"a redirect{target}, which is not followed because it would carry the API key elsewhere. Check the base address";
    }

    /// <summary>An answer that cannot be used, although its status is not that of an error.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="what">What came instead of an answer of journy.io's.</param>
    public static string Unexpected(string address, int status, string what) => $"{address} answered HTTP {status} with {what}.";

    /// <summary>An answer with the status of an error.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="said">What it says.</param>
    public static string Refused(string address, int status, string said) => $"{address} answered HTTP {status}: {said.TrimEnd('.')}.";

    /// <summary>A success that rejects what was sent.</summary>
    public static string Rejected(string address, int status) => $"{address} answered HTTP {status}, but rejected what was sent.";

    /// <summary>A whole message: what happened, what is said of single fields, and the request ID for journy.io's support.</summary>
    /// <param name="what">What happened, in a sentence.</param>
    /// <param name="fields">What is said of fields of the body.</param>
    /// <param name="parameters">What is said of parameters.</param>
    /// <param name="requestId">The request ID; null if the answer has none.</param>
    /// <param name="strangers">How many answers in a row were not journy.io's, if they are too many; else null.</param>
    public static string Message(
        string what, Dictionary<string, string> fields, Dictionary<string, string> parameters, string? requestId, int? strangers)
    {
        string id = requestId is null ? string.Empty : $" Request ID: {requestId}.";
        string end = strangers is null
            ? string.Empty
            : $" These were {strangers} answers in a row that are not journy.io's: something else answers in its place, "
                + "such as a proxy or the sign-in page of a network. No further call is made.";
        string details = PlainText.List(
            fields.Concat(parameters).Select(error => $" {error.Key}: {error.Value.TrimEnd('.')}."),
            fields.Count + parameters.Count,
            string.Empty,
            "fields",
            PlainText.LongestMessage - what.Length - id.Length - end.Length);
        return what + details + id + end;
    }

    /// <summary>No answer in time.</summary>
    public static JournyApiException TimedOut(string address, TimeSpan timeout) => new(
        JournyReason.TimedOut,
        string.Format(
            CultureInfo.InvariantCulture,
            "{0} did not answer within {1:0.###} seconds. Try again later, or allow more with Connect-Journy -TimeoutSec.",
            address,
            timeout.TotalSeconds));

    /// <summary>A lost answer to an event, which is neither done nor failed.</summary>
    /// <param name="failure">How it was lost.</param>
    public static JournyApiException OutcomeUnknown(JournyApiException failure) => new(
        JournyReason.OutcomeUnknown,
        "The answer was lost, so that journy.io may or may not have recorded it; it was not sent again, since that could count it twice. "
            + failure.Message,
        failure)
    {
        Status = failure.Status,
        RequestId = failure.RequestId,
        CallsLimit = failure.CallsLimit,
        CallsRemaining = failure.CallsRemaining,
        AttemptLog = failure.AttemptLog,
        IsSomebodyElse = failure.IsSomebodyElse,
    };
}
