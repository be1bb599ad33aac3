using System;

namespace Journy.Pacing;

/// <summary>When a failed call is tried again, and after what wait: six tries, full jitter, half a second doubling to thirty.</summary>
internal static class RetryRule
{
    public const int MostAttempts = 6;

    private const int FirstSuccess = 200;
    private const int FirstRedirect = 300;
    private const int RequestTimeout = 408;
    private const int FirstServerError = 500;
    private const int ServiceUnavailable = 503;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    [ThreadStatic]
    private static Random? _random;

    /// <summary>True if another try may help and cannot do harm.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="attempts">How many tries there were.</param>
    /// <param name="repeatable">True if the operation leaves the same state when it is sent twice.</param>
    public static bool ShouldRetry(JournyApiException failure, int attempts, bool repeatable) =>
        attempts < MostAttempts && !failure.IsSomebodyElse && IsPassing(failure) && (repeatable || IsSurelyNotTaken(failure));

    /// <summary>True if the server may have taken the request although its answer says nothing of it.</summary>
    public static bool MayBeTaken(JournyApiException failure) =>
        (IsPassing(failure) || failure.Status is >= FirstSuccess and < FirstRedirect) && !IsSurelyNotTaken(failure);

    private static bool IsPassing(JournyApiException failure) =>
        failure.Reason is JournyReason.TimedOut or JournyReason.ConnectionFailed or JournyReason.UnexpectedAnswer
        || failure.Status is RequestTimeout or >= FirstServerError;

    // A 503 that names a time to come back is the server's own word that it did not begin.
    private static bool IsSurelyNotTaken(JournyApiException failure) =>
        failure.NeverConnected || (failure.Status == ServiceUnavailable && failure.RetryAfter is not null);

    /// <summary>A random wait up to the one that is due, so that clients that failed together do not come back together.</summary>
    public static TimeSpan Wait(int attempts, TimeSpan? retryAfter)
    {
        _random ??= new Random(Guid.NewGuid().GetHashCode());
        double due = Math.Min(FirstWait.TotalSeconds * Math.Pow(2, attempts - 1), LongestWait.TotalSeconds);
        TimeSpan jittered = TimeSpan.FromSeconds(due * _random.NextDouble());
        return retryAfter > jittered ? retryAfter.Value : jittered;
    }
}
