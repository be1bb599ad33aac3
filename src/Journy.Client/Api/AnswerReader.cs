using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;
using Journy.Results;

namespace Journy.Api;

/// <summary>Turns an HTTP answer into content, or into an exception that keeps its status whatever its body is.</summary>
internal sealed class AnswerReader
{
    /// <summary>The longest answer that is read.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>How many answers in a row that are not journy.io's show that something else answers in its place.</summary>
    public const int MostStrangeAnswers = 10;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private const int FirstRedirect = 300;
    private const int FirstClientError = 400;
    private const int FirstServerError = 500;
    private const int NoContent = 204;

    // How much is read first of an answer that does not say how long it is.
    private const int UnannouncedLength = 1024;

    private static readonly byte[] ByteOrderMark = { 0xEF, 0xBB, 0xBF };

    // The only names in an answer that says nothing but success.
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("message");
    private static readonly byte[] Meta = Encoding.ASCII.GetBytes("meta");
    private static readonly byte[] RequestId = Encoding.ASCII.GetBytes("requestId");
    private static readonly byte[] Status = Encoding.ASCII.GetBytes("status");
    private static readonly Dictionary<string, string> NoErrors = new();
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    private readonly ApiKey _key;
    private readonly IClock _clock;
    private readonly string _address;
    private int _strangeAnswers;

    public AnswerReader(ApiKey key, IClock clock, string address)
    {
        _key = key;
        _clock = clock;
        _address = address;
    }

    /// <summary>Reads the limit headers. Values that make no sense, such as proxies and mocks send, count as absent.</summary>
    public static (int? Limit, int? Remaining) ReadLimit(HttpResponseHeaders headers)
    {
        int? limit = ReadNumber(headers, "X-RateLimit-Limit");
        int? remaining = ReadNumber(headers, "X-RateLimit-Remaining");
        return limit > 0 && remaining >= 0 && remaining <= limit ? (limit, remaining) : (null, null);
    }

    /// <summary>Reads the body, up to <see cref="MostBytes"/>; null if there is more.</summary>
    public async Task<ArraySegment<byte>?> ReadBodyAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return new ArraySegment<byte>(Array.Empty<byte>());
        }

        long? announced = content.Headers.ContentLength;
        if (announced > MostBytes)
        {
            return null;
        }

        // One byte more than was announced shows the end without growing; an answer is seldom longer than the guess.
        using Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        byte[] body = new byte[announced + 1 ?? UnannouncedLength];
        int length = 0;
        int read;
        while ((read = await stream.ReadAsync(body, length, body.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > MostBytes)
            {
                return null;
            }

            if (length == body.Length)
            {
                Array.Resize(ref body, length * 2);
            }
        }

        // A parser of JSON need not know the mark, and this one does not.
        int start = body.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        return _key.RedactBody(new ArraySegment<byte>(body, start, length - start));
    }

    /// <summary>
    /// Reads an answer. A success counts as journy.io's only with a <c>meta.requestId</c>, which all of its answers have: a proxy or a
    /// sign-in page may answer 200 and JSON, too. One operation may also answer nothing at all
    /// (<see cref="JournyRequest{TContent}.MayAnswerNothing"/>).
    /// </summary>
    /// <param name="request">What was asked.</param>
    /// <param name="response">The answer.</param>
    /// <param name="limit">Calls allowed, as <see cref="ReadLimit"/> read them.</param>
    /// <param name="remaining">Calls left, as <see cref="ReadLimit"/> read them.</param>
    /// <param name="body">The body; null if it was too long.</param>
    /// <exception cref="JournyApiException">The answer is a refusal, or is not journy.io's.</exception>
    public (TContent Content, AnswerHead Head) Read<TContent>(
        JournyRequest<TContent> request, HttpResponseMessage response, int? limit, int? remaining, ArraySegment<byte>? body)
    {
        int status = (int)response.StatusCode;
        if (body is null)
        {
            throw Unexpected(new AnswerHead(status, null, limit, remaining), AnswerErrors.TooLong);
        }

        AnswerHead head;
        bool isSuccess = status is >= 200 and < FirstRedirect;
        if (isSuccess && TryReadReceipt(body.Value, out string? requestId))
        {
            _strangeAnswers = 0;
            head = new AnswerHead(status, requestId, limit, remaining);
            return (ReadContent(request, Nothing, head), head);
        }

        using JsonDocument? json = TryParse(body.Value);
        JsonElement root = json?.RootElement ?? default;
        head = new AnswerHead(status, root.ValueKind == JsonValueKind.Object ? ReadRequestId(root) : null, limit, remaining);
        if (!isSuccess)
        {
            throw Refused(response, head, root, body.Value.Count);
        }

        if (status == NoContent && body.Value.Count == 0 && request.MayAnswerNothing)
        {
            return (ReadContent(request, Nothing, head), head);
        }

        Check(request, response, head, root, body.Value.Count);
        _strangeAnswers = 0;
        return (ReadContent(request, root, head), head);
    }

    /// <summary>Refuses an answer that says success and is not journy.io's, or says more than success.</summary>
    private void Check<TContent>(
        JournyRequest<TContent> request, HttpResponseMessage response, AnswerHead head, JsonElement root, int length)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Unexpected(head, AnswerErrors.NotJson(response, length));
        }

        if (head.RequestId is null)
        {
            throw Unexpected(head, AnswerErrors.NoRequestId);
        }

        if (IsFailure(root.GetProperty("meta")))
        {
            throw Unexpected(head, AnswerErrors.OtherStatus);
        }

        if (!root.TryGetProperty("rejected", out JsonElement rejected))
        {
            return;
        }

        if (rejected.ValueKind != JsonValueKind.Object)
        {
            throw Unexpected(head, AnswerErrors.UnreadableRejections);
        }

        Dictionary<string, string> fields = request.MayReject || !request.HasBody ? NoErrors : JsonText.ReadMap(rejected);
        if (fields.Count > 0)
        {
            // Only upserts are known to reject a part: another write that does must not count as done.
            throw Failed(JournyReason.BadArguments, head, AnswerErrors.Rejected(_address, head.Status), fields);
        }
    }

    // The body decides: a proxy on the way may have changed the status.
    private static bool IsFailure(JsonElement meta) =>
        meta.TryGetProperty("status", out JsonElement status) && status.ValueKind == JsonValueKind.Number
            && (!status.TryGetInt32(out int number) || number >= FirstClientError);

    private TContent ReadContent<TContent>(JournyRequest<TContent> request, JsonElement root, AnswerHead head)
    {
        try
        {
            return request.ReadContent(root);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw Unexpected(head, AnswerErrors.NoContent);
        }
    }

    /// <summary>Reads an answer that holds a message and nothing else, as most do, at a third of the cost of a document.</summary>
    /// <returns>False if it holds more, or is not journy.io's.</returns>
    private static bool TryReadReceipt(ArraySegment<byte> body, out string? requestId)
    {
        requestId = null;
        Utf8JsonReader reader = new(body.AsSpan());
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMeta = reader.ValueTextEquals(Meta);
                if (!isMeta && !reader.ValueTextEquals(Message))
                {
                    return false;
                }

                reader.Read();
                if (!isMeta)
                {
                    reader.Skip();
                }
                else if (reader.TokenType != JsonTokenType.StartObject || (requestId = ReadRequestId(ref reader)) is null)
                {
                    return false;
                }
            }

            // Nothing may follow it: to read on would throw.
            return !reader.Read() && requestId is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The request ID; null if there is none, or if the status beside it is that of a failure.</summary>
    private static string? ReadRequestId(ref Utf8JsonReader meta)
    {
        string? id = null;
        bool isFailure = false;
        while (meta.Read() && meta.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = meta.ValueTextEquals(RequestId);
            bool isStatus = !isId && meta.ValueTextEquals(Status);
            meta.Read();
            if (isId)
            {
                id = meta.TokenType == JsonTokenType.String ? meta.GetString() : null;
            }
            else if (isStatus && meta.TokenType == JsonTokenType.Number)
            {
                isFailure = !meta.TryGetInt32(out int status) || status >= FirstClientError;
            }

            meta.Skip();
        }

        return isFailure ? null : Shorten(id);
    }

    private static JsonDocument? TryParse(ArraySegment<byte> body)
    {
        if (body.Count == 0)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(body.AsMemory());
        }
        catch (JsonException)
        {
            // A gateway's HTML, or a body that was cut off: the caller reports the status and what came instead.
            return null;
        }
    }

    private static string? ReadRequestId(JsonElement root) =>
        Shorten(root.TryGetProperty("meta", out JsonElement meta) ? JsonText.ReadString(meta, "requestId") : null);

    private static string? Shorten(string? requestId) => string.IsNullOrEmpty(requestId) ? null : PlainText.Of(requestId, 100);

    private static int? ReadNumber(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values)
        && int.TryParse(
            values is string[] { Length: > 0 } texts ? texts[0] : values.FirstOrDefault(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int number)
            ? number
            : null;

    private JournyApiException Unexpected(AnswerHead head, string what) => Failed(
        JournyReason.UnexpectedAnswer, head, AnswerErrors.Unexpected(_address, head.Status, what), isStrange: head.RequestId is null);

    /// <summary>Makes a failure of an answer.</summary>
    /// <param name="reason">What happened.</param>
    /// <param name="head">What every answer has.</param>
    /// <param name="message">What happened, in a sentence.</param>
    /// <param name="fields">What was said of single fields, for the message too; null if nothing was.</param>
    /// <param name="parameters">What was said of parameters, likewise.</param>
    /// <param name="retryAfter">How long the server asks to wait; null if it does not.</param>
    /// <param name="isStrange">True if the answer is not journy.io's, although its status is not that of an error.</param>
    private JournyApiException Failed(
        JournyReason reason,
        AnswerHead head,
        string message,
        Dictionary<string, string>? fields = null,
        Dictionary<string, string>? parameters = null,
        TimeSpan? retryAfter = null,
        bool isStrange = false)
    {
        bool isSomebodyElse = isStrange && Interlocked.Increment(ref _strangeAnswers) >= MostStrangeAnswers;
        if (!isStrange && head.RequestId is not null)
        {
            _strangeAnswers = 0;
        }

        fields ??= NoErrors;
        parameters ??= NoErrors;
        string full = AnswerErrors.Message(message, fields, parameters, head.RequestId, isSomebodyElse ? MostStrangeAnswers : null);
        return new JournyApiException(reason, _key.Redact(full))
        {
            Status = head.Status,
            RequestId = head.RequestId,
            CallsLimit = head.CallsLimit,
            CallsRemaining = head.CallsRemaining,
            Fields = fields,
            Parameters = parameters,
            RetryAfter = retryAfter,
            IsSomebodyElse = isSomebodyElse,
        };
    }

    private JournyApiException Refused(HttpResponseMessage response, AnswerHead head, JsonElement root, int length)
    {
        int status = head.Status;
        Dictionary<string, string> fields = new();
        Dictionary<string, string> parameters = new();
        string? message = null;
        if (root.ValueKind == JsonValueKind.Object)
        {
            message = JsonText.ReadString(root, "message");
            if (root.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Object)
            {
                ReadErrors(errors, fields, parameters);
            }
        }

        JournyReason reason = ReasonOf(status);
        string said = reason == JournyReason.Redirected ? AnswerErrors.Redirect(response.Headers.Location)
            : string.IsNullOrWhiteSpace(message) ? AnswerErrors.NotJson(response, length)
            : PlainText.Of(message);
        return Failed(
            reason,
            head,
            AnswerErrors.Refused(_address, status, said),
            fields,
            parameters,
            ReadRetryAfter(response.Headers.RetryAfter),
            isStrange: reason is JournyReason.Redirected or JournyReason.UnexpectedAnswer);
    }

    private static void ReadErrors(JsonElement errors, Dictionary<string, string> fields, Dictionary<string, string> parameters)
    {
        if (errors.TryGetProperty("fields", out JsonElement fieldErrors))
        {
            foreach (KeyValuePair<string, string> error in JsonText.ReadMap(fieldErrors))
            {
                fields[error.Key] = error.Value;
            }
        }

        if (errors.TryGetProperty("parameters", out JsonElement kinds) && kinds.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty kind in kinds.EnumerateObject())
            {
                foreach (KeyValuePair<string, string> error in JsonText.ReadMap(kind.Value))
                {
                    parameters[$"{PlainText.Of(kind.Name, 20)}.{error.Key}"] = error.Value;
                }
            }
        }
    }

    private static JournyReason ReasonOf(int status) => status switch
    {
        401 => JournyReason.Unauthorized,
        403 => JournyReason.Forbidden,
        404 => JournyReason.NotFound,
        408 => JournyReason.ServerError,
        422 => JournyReason.Unprocessable,
        429 => JournyReason.TooManyRequests,
        >= FirstServerError => JournyReason.ServerError,
        >= FirstClientError => JournyReason.BadArguments,
        >= FirstRedirect => JournyReason.Redirected,
        _ => JournyReason.UnexpectedAnswer,
    };

    /// <summary>
    /// How long to wait; null if the server does not say. No time at all, a date that has passed by this machine's clock, and anything
    /// above a day count as not said: no run may go on at once, or hang, because of a header that makes no sense.
    /// </summary>
    private TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - _clock.UtcNow : null);
        return wait > TimeSpan.Zero && wait <= LongestRetryAfter ? wait : null;
    }
}
