using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator.Faults;

namespace Journy.Emulator;

/// <summary>Something that goes wrong with a request, before or after the emulator applies it.</summary>
public abstract class Fault
{
    private protected Fault(bool afterApplying) => IsAfterApplying = afterApplying;

    /// <summary>Gets a value indicating whether the request is applied before this happens.</summary>
    public bool IsAfterApplying { get; }

    /// <summary>Gets or sets the kind that was drawn; <see langword="null"/> for a fault that somebody wrote.</summary>
    internal FaultKind? Kind { get; set; }

    /// <summary>Lets the request wait, then go on.</summary>
    /// <param name="time">How long.</param>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Delay(TimeSpan time, bool afterApplying = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new DelayFault(time, afterApplying);
    }

    /// <summary>Answers exactly this instead of what the API would. Nothing is added: no headers of the rate limit either.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <param name="contentType">The content type; <see langword="null"/> sends none.</param>
    /// <param name="body">The body; empty sends none.</param>
    /// <param name="headers">More headers, such as <c>Retry-After</c> or <c>Location</c>.</param>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Respond(
        int status,
        string? contentType = null,
        string body = "",
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        bool afterApplying = false)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Respond(status, contentType, Encoding.UTF8.GetBytes(body), headers, afterApplying);
    }

    /// <summary>Answers exactly these bytes instead of what the API would: a body that is no text, such as a compressed one.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <param name="contentType">The content type; <see langword="null"/> sends none.</param>
    /// <param name="body">The body; empty sends none.</param>
    /// <param name="headers">More headers, such as <c>Content-Encoding</c>.</param>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Respond(
        int status,
        string? contentType,
        ReadOnlyMemory<byte> body,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        bool afterApplying = false)
    {
        CheckStatus(status);
        if (status is 204 or 304 && body.Length > 0)
        {
            throw new ArgumentException($"An answer {status} has no body.", nameof(body));
        }

        return new RespondFault(status, contentType, body, headers ?? [], afterApplying);
    }

    /// <summary>Answers with an error in the API's own shape, with a request ID and the headers of the rate limit.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <param name="message">The message.</param>
    /// <param name="headers">More headers, such as <c>Retry-After</c>; those of the rate limit can be replaced, too.</param>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Error(
        int status,
        string message = "This failed on purpose.",
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        bool afterApplying = false)
    {
        CheckStatus(status);
        ArgumentNullException.ThrowIfNull(message);
        return new ErrorFault(status, message, headers ?? [], retryAfter: null, afterApplying);
    }

    /// <summary>Answers 429 before the request is applied, whatever the key's window says.</summary>
    /// <param name="retryAfter">What <c>Retry-After</c> asks for, rounded up to whole seconds; <see langword="null"/> sends none.</param>
    /// <param name="asDate">Whether it is written as a date, by the emulator's clock, instead of seconds.</param>
    /// <returns>The fault.</returns>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null, bool asDate = false) =>
        Later(429, "This key has used up its calls; wait a little.", retryAfter, asDate);

    /// <summary>Answers 503 before the request is applied.</summary>
    /// <param name="retryAfter">What <c>Retry-After</c> asks for, rounded up to whole seconds; <see langword="null"/> sends none.</param>
    /// <param name="asDate">Whether it is written as a date, by the emulator's clock, instead of seconds.</param>
    /// <returns>The fault.</returns>
    public static Fault Unavailable(TimeSpan? retryAfter = null, bool asDate = false) =>
        Later(503, "The service is not available at the moment.", retryAfter, asDate);

    /// <summary>Answers with a redirect before the request is applied.</summary>
    /// <param name="location">Where to; it may be relative.</param>
    /// <param name="status">The status, from 300 to 399.</param>
    /// <returns>The fault.</returns>
    public static Fault Redirect(string location, int status = 307)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(location);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 399);
        return Respond(status, headers: [new("Location", location)]);
    }

    /// <summary>Drops the connection without an answer.</summary>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Abort(bool afterApplying = false) => new AbortFault(afterApplying);

    /// <summary>Never answers: until the client gives up or the emulator stops.</summary>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Hang(bool afterApplying = false) => new HangFault(afterApplying);

    /// <summary>Applies the request, and sends its answer without the body.</summary>
    /// <returns>The fault.</returns>
    public static Fault Empty() => new EmptyFault();

    /// <summary>
    /// Applies the request, announces the whole answer, and drops the connection in the middle of its body. An answer
    /// that has no body is dropped whole.
    /// </summary>
    /// <param name="bytes">The number of body bytes that are sent.</param>
    /// <returns>The fault.</returns>
    public static Fault Truncate(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new TruncateFault(bytes);
    }

    /// <summary>Applies the request, and sends the body of its answer in pieces. An answer that has no body comes at once.</summary>
    /// <param name="time">The time from the headers to the last piece.</param>
    /// <param name="pieces">The number of pieces, evenly spaced; no more than the body has bytes.</param>
    /// <returns>The fault.</returns>
    public static Fault Trickle(TimeSpan time, int pieces = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        return new TrickleFault(new Trickle(time, pieces));
    }

    internal abstract ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken);

    private static ErrorFault Later(int status, string message, TimeSpan? retryAfter, bool asDate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, nameof(retryAfter));
        return new ErrorFault(
            status, message, [], retryAfter is TimeSpan wait ? new RetryAfter(wait, asDate) : null, afterApplying: false);
    }

    private static void CheckStatus(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
    }
}
