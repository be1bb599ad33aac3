using System;
using System.Collections.Generic;
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
        CheckStatus(status);
        ArgumentNullException.ThrowIfNull(body);
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
        return new ErrorFault(status, message, headers ?? [], afterApplying);
    }

    /// <summary>Drops the connection without an answer.</summary>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Abort(bool afterApplying = false) => new AbortFault(afterApplying);

    /// <summary>Never answers: until the client gives up or the emulator stops.</summary>
    /// <param name="afterApplying">Whether the request is applied first.</param>
    /// <returns>The fault.</returns>
    public static Fault Hang(bool afterApplying = false) => new HangFault(afterApplying);

    /// <summary>Applies the request, announces the whole answer, and drops the connection in the middle of its body.</summary>
    /// <param name="bytes">The number of body bytes that are sent.</param>
    /// <returns>The fault.</returns>
    public static Fault Truncate(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new TruncateFault(bytes);
    }

    internal abstract ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken);

    private static void CheckStatus(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
    }
}
