using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;

namespace Journy.Api;

/// <summary>
/// Sends requests to journy.io: paced, tried again if that is safe, and answered with content or one
/// <see cref="JournyApiException"/>. Safe to use from several threads; never disposed while calls may be in flight, so that the end of
/// a connection breaks no call.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Others may still have calls in flight when a connection is given up; idle sockets end by themselves.")]
internal sealed class JournyClient
{
    /// <summary>The most calls at a time.</summary>
    public const int MostCallsInFlight = 64;

    private const string JsonType = "application/json";

    private readonly JournyClientOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly AnswerReader _reader;
    private readonly string _address;
    private Tuple<string, Uri>? _lastAddress;

    public JournyClient(JournyClientOptions options)
    {
        _options = options;
        _address = options.BaseUri.AbsoluteUri.TrimEnd('/');
        _reader = new AnswerReader(options.ApiKey, options.Clock, _address);
        RateLimiter = options.RateLimiter ?? RateLimiter.For(options.ApiKey.Fingerprint, options.BaseUri);
        _http = NetFramework.CreateInvoker(CreateHandler(options));
    }

    /// <summary>The rate limiter that this client's key shares.</summary>
    public RateLimiter RateLimiter { get; }

    /// <summary>The clock that pauses are measured on.</summary>
    public IClock Clock => _options.Clock;

    /// <summary>Sends a request.</summary>
    /// <param name="request">The operation.</param>
    /// <param name="noFurtherTry">Ends waits and keeps further tries from starting; an answer on its way is still awaited.</param>
    /// <param name="cancellationToken">Ends everything at once.</param>
    /// <exception cref="JournyApiException">The call failed, after all tries that made sense.</exception>
    /// <exception cref="OperationCanceledException">One of the tokens ended the call before it was first sent, or
    /// <paramref name="cancellationToken"/> ended it at any time.</exception>
    public async Task<JournyAnswer<TContent>> SendAsync<TContent>(
        JournyRequest<TContent> request, CancellationToken noFurtherTry, CancellationToken cancellationToken)
    {
        byte[]? body = request.HasBody ? JsonText.WriteBody(request) : null;
        List<CallAttempt> attempts = new(1);
        int counted = 0;
        JournyApiException? failure = null;
        while (true)
        {
            CallTicket ticket;
            try
            {
                // Most calls may start at once, and need nothing that a wait needs.
                if (failure is not null || noFurtherTry.IsCancellationRequested || cancellationToken.IsCancellationRequested
                    || !RateLimiter.TryEnter(_options.CallerLimits, out ticket))
                {
                    TimeSpan pause = failure is null || failure.Reason == JournyReason.TooManyRequests
                        ? TimeSpan.Zero
                        : RetryRule.Wait(counted, failure.RetryAfter);
                    ticket = await WaitAsync(pause, noFurtherTry, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (failure is not null && !cancellationToken.IsCancellationRequested)
            {
                // No further try: how the last one failed is how the call failed.
                throw Final(failure, request.Repeatable);
            }

            try
            {
                (TContent content, AnswerHead head) =
                    await TryOnceAsync(request, body, ticket, attempts, cancellationToken).ConfigureAwait(false);
                return new JournyAnswer<TContent>(content, head, attempts);
            }
            catch (JournyApiException exception)
            {
                exception.AttemptLog = attempts;
                failure = exception;
            }

            if (failure.Reason == JournyReason.TooManyRequests)
            {
                if (!RateLimiter.TryPause(failure.RetryAfter))
                {
                    throw failure;
                }
            }
            else if (!RetryRule.ShouldRetry(failure, ++counted, request.Repeatable))
            {
                throw Final(failure, request.Repeatable);
            }
        }
    }

    /// <summary>Waits for a pause to pass and for the call's turn.</summary>
    private async Task<CallTicket> WaitAsync(TimeSpan pause, CancellationToken noFurtherTry, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waits = CancellationTokenSource.CreateLinkedTokenSource(noFurtherTry, cancellationToken);
        if (pause > TimeSpan.Zero)
        {
            await Clock.DelayAsync(pause, waits.Token).ConfigureAwait(false);
        }

        return await RateLimiter.EnterAsync(_options.CallerLimits, waits.Token).ConfigureAwait(false);
    }

    /// <summary>The failure of a call. One that cannot be repeated, and that journy.io may have taken, is neither done nor
    /// failed.</summary>
    private static JournyApiException Final(JournyApiException failure, bool repeatable) =>
        repeatable || !RetryRule.MayBeTaken(failure) ? failure : AnswerErrors.OutcomeUnknown(failure);

    private static HttpClientHandler CreateHandler(JournyClientOptions options)
    {
        HttpClientHandler handler = new()
        {
            // A redirect would carry the key to another host and turn POST into GET.
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = MostCallsInFlight,
        };
        if (BaseAddress.IsLoopback(options.BaseUri))
        {
            // Plain HTTP to a proxy would hand it the key.
            handler.UseProxy = false;
        }
        else if (options.Proxy is not null)
        {
            handler.Proxy = options.Proxy;
        }

        NetFramework.Prepare(handler, options.BaseUri);
        return handler;
    }

    private async Task<(TContent Content, AnswerHead Head)> TryOnceAsync<TContent>(
        JournyRequest<TContent> request, byte[]? body, CallTicket ticket, List<CallAttempt> attempts, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        string outcome = "cancelled";
        string? requestId = null;
        int? limit = null;
        int? remaining = null;
        CallEnd end = CallEnd.Lost;
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(_options.Timeout);
        try
        {
            using HttpRequestMessage message = CreateMessage(request, body);
            request.Sending?.Invoke();
            using HttpResponseMessage response = await _http.SendAsync(message, time.Token).ConfigureAwait(false);
            end = EndOf((int)response.StatusCode);
            outcome = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            (limit, remaining) = AnswerReader.ReadLimit(response.Headers);
            ArraySegment<byte>? answer = await _reader.ReadBodyAsync(response.Content, time.Token).ConfigureAwait(false);
            (TContent content, AnswerHead head) = _reader.Read(request, response, limit, remaining, answer);
            requestId = head.RequestId;
            return (content, head);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "timed out";
            throw AnswerErrors.TimedOut(_address, _options.Timeout);
        }
        catch (Exception exception) when (NetworkFailure.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            JournyApiException failure = NetworkFailure.Describe(exception, _address, _options.ApiKey);
            outcome = failure.Reason.ToString();
            throw failure;
        }
        catch (JournyApiException exception)
        {
            requestId = exception.RequestId;
            throw;
        }
        finally
        {
            RateLimiter.Leave(ticket, limit, remaining, end);
            attempts.Add(new CallAttempt(request.Method.Method, "/" + request.Path, outcome, requestId, watch.Elapsed));
        }
    }

    private static CallEnd EndOf(int status) => status switch
    {
        429 => CallEnd.Refused,
        408 or >= 500 => CallEnd.Lost,
        _ => CallEnd.Answered,
    };

    /// <summary>The address of a path. A run uses one path, so its address is made once.</summary>
    private Uri AddressOf(string path)
    {
        Tuple<string, Uri>? last = _lastAddress;
        if (last is null || last.Item1 != path)
        {
            _lastAddress = last = new Tuple<string, Uri>(path, new Uri(_options.BaseUri, path));
        }

        return last.Item2;
    }

    private HttpRequestMessage CreateMessage<TContent>(JournyRequest<TContent> request, byte[]? body)
    {
        HttpRequestMessage message = new(request.Method, AddressOf(request.Path));
        _options.ApiKey.ApplyTo(message.Headers);
        message.Headers.TryAddWithoutValidation("user-agent", _options.UserAgent);
        message.Headers.TryAddWithoutValidation("accept", JsonType);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("content-type", JsonType);
        }
        else if (!NetFramework.IsUsed)
        {
            // Without a content, .NET sends a request up to three times more when the server hangs up: calls that are neither paced
            // nor counted. .NET Framework refuses a GET with one.
            message.Content = new ByteArrayContent(Array.Empty<byte>());
        }

        return message;
    }
}
