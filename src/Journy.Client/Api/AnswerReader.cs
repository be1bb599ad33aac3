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

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private const int FirstRedirect = 300;
    private const int FirstClientError = 400;
    private const int FirstServerError = 500;
    private const int NoContent = 204;

    // What is read at first of an answer that does not say how long it is.
    private const int UnannouncedLength = 1024;

    // The only names of an answer that says nothing but that all went well.
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("message");
    private static readonly byte[] Meta = Encoding.ASCII.GetBytes("meta");
    private static readonly byte[] RequestId = Encoding.ASCII.GetBytes("requestId");
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    private readonly ApiKey _key;
    private readonly IClock _clock;
    private readonly string _address;

    public AnswerReader(ApiKey key, IClock clock, string address)
    {
        _key = key;
        _clock = clock;
        _address = address;
    }

    /// <summary>Reads the limit headers. Values that make no sense, as proxies and mocks send them, count as absent.</summary>
    public static (int? Limit, int? Remaining) ReadLimit(HttpResponseHeaders headers)
    {
        int? limit = ReadNumber(headers, "X-RateLimit-Limit");
        int? remaining = ReadNumber(headers, "X-RateLimit-Remaining");
        return limit > 0 && remaining >= 0 && remaining <= limit ? (limit, remaining) : (null, null);
    }

    /// <summary>Reads the body, up to <see cref="MostBytes"/>; null where there is more.</summary>
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

        return _key.RedactBody(new ArraySegment<byte>(body, 0, length));
    }

    /// <summary>Reads a successful answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="response">The answer.</param>
    /// <param name="limit">Calls allowed, as <see cref="ReadLimit"/> read them.</param>
    /// <param name="remaining">Calls left, as <see cref="ReadLimit"/> read them.</param>
    /// <param name="body">The body; null where it was too long.</param>
    /// <exception cref="JournyApiException">The answer is a refusal, or none of journy.io's.</exception>
    public (TContent Content, AnswerHead Head) Read<TContent>(
        JournyRequest<TContent> request, HttpResponseMessage response, int? limit, int? remaining, ArraySegment<byte>? body)
    {
        int status = (int)response.StatusCode;
        if (body is null)
        {
            throw Unexpected(new AnswerHead(status, null, limit, remaining), "a body of over 8 MB, which was not read");
        }

        AnswerHead head;
        if (status is >= 200 and < FirstRedirect && TryReadReceipt(body.Value, out string? requestId))
        {
            head = new AnswerHead(status, requestId, limit, remaining);
            return (ReadContent(request, Nothing, head), head);
        }

        using JsonDocument? json = TryParse(body.Value);
        JsonElement root = json?.RootElement ?? default;
        head = new AnswerHead(status, root.ValueKind == JsonValueKind.Object ? ReadRequestId(root) : null, limit, remaining);
        if (status is < 200 or >= FirstRedirect)
        {
            throw Refused(response, head, root, body.Value.Count);
        }

        if (root.ValueKind != JsonValueKind.Object && !(status == NoContent && body.Value.Count == 0))
        {
            throw Unexpected(head, Describe(response, body.Value.Count));
        }

        return (ReadContent(request, root, head), head);
    }

    private TContent ReadContent<TContent>(JournyRequest<TContent> request, JsonElement root, AnswerHead head)
    {
        try
        {
            return request.ReadContent(root);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw Unexpected(head, "JSON that lacks what this call answers with");
        }
    }

    /// <summary>Reads an answer that holds a message and nothing else, as most do, at a third of the cost of a document.</summary>
    /// <returns>False where it holds more, or is none of journy.io's.</returns>
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
                if (isMeta && reader.TokenType == JsonTokenType.StartObject)
                {
                    requestId = ReadRequestId(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            // Nothing may stand behind it: to read on would throw.
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? ReadRequestId(ref Utf8JsonReader meta)
    {
        string? id = null;
        while (meta.Read() && meta.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = meta.ValueTextEquals(RequestId);
            meta.Read();
            if (isId && meta.TokenType == JsonTokenType.String)
            {
                id = meta.GetString();
            }
            else
            {
                meta.Skip();
            }
        }

        return Shorten(id);
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
            // A gateway's HTML or a body that was cut off: the caller reports the status and what came instead.
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

    private static string Describe(HttpResponseMessage response, int length)
    {
        string? type = response.Content?.Headers.ContentType?.MediaType;
        return length == 0 ? "an empty body"
            : type is null or "application/json" ? "a body that is broken or cut-off JSON"
            : $"a body of type {PlainText.Of(type, 60)}, which is not journy.io's";
    }

    private JournyApiException Unexpected(AnswerHead head, string what) =>
        new(JournyReason.UnexpectedAnswer, _key.Redact($"{_address} answered HTTP {head.Status} with {what}.{ShowRequestId(head)}"))
        {
            Status = head.Status,
            RequestId = head.RequestId,
            CallsLimit = head.CallsLimit,
            CallsRemaining = head.CallsRemaining,
        };

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
        string said = string.IsNullOrWhiteSpace(message) ? Describe(response, length) : PlainText.Of(message);
        if (reason == JournyReason.Redirected)
        {
            string? target = response.Headers.Location is { IsAbsoluteUri: true } location ? location.Host : null;
            said = target is null ? "a redirect" : $"a redirect to {PlainText.Of(target, 200)}";
            said += ", which is not followed because it would carry the API key elsewhere. Check the base address";
        }

        string details = string.Concat(fields.Select(field => $" {field.Key}: {field.Value.TrimEnd('.')}.")
            .Concat(parameters.Select(parameter => $" {parameter.Key}: {parameter.Value.TrimEnd('.')}.")));
        return new JournyApiException(
            reason, _key.Redact($"{_address} answered HTTP {status}: {said.TrimEnd('.')}.{details}{ShowRequestId(head)}"))
        {
            Status = status,
            RequestId = head.RequestId,
            CallsLimit = head.CallsLimit,
            CallsRemaining = head.CallsRemaining,
            Fields = fields,
            Parameters = parameters,
            RetryAfter = ReadRetryAfter(response.Headers.RetryAfter),
        };
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

    private static string ShowRequestId(AnswerHead head) => head.RequestId is null ? string.Empty : $" Request ID: {head.RequestId}.";

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
    /// How long to wait; null where the server does not say. No time at all, a date that this machine's clock has passed, and
    /// anything above a day count as not said: nobody may run on at once, or hang, because of a header that makes no sense.
    /// </summary>
    private TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - _clock.UtcNow : null);
        return wait > TimeSpan.Zero && wait <= LongestRetryAfter ? wait : null;
    }
}
