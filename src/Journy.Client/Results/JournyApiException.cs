using System;
using System.Collections.Generic;
using Journy.Api;

namespace Journy;

/// <summary>A call to journy.io that failed: what the answer says, or why none came. Never holds the API key, a header or a body.</summary>
public sealed class JournyApiException : Exception
{
    private static readonly Dictionary<string, string> None = new();

    internal JournyApiException(JournyReason reason, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Fields = None;
        Parameters = None;
        AttemptLog = Array.Empty<CallAttempt>();
    }

    /// <summary>What happened; the error record's ID is <c>Journy.</c> and this name.</summary>
    public JournyReason Reason { get; }

    /// <summary>The HTTP status; null if no answer came.</summary>
    public int? Status { get; internal init; }

    /// <summary>journy.io's ID of the request, to give to its support; null if no answer came or it had none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>What journy.io says about single fields of the body: the field's path and the reason.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; internal init; }

    /// <summary>What journy.io says about parameters: <c>header.</c>, <c>query.</c> or <c>path.</c> with the name, and the
    /// reason.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; internal init; }

    /// <summary>Calls allowed in the key's rate window, as the answer said; null if it did not.</summary>
    public int? CallsLimit { get; internal init; }

    /// <summary>Calls left in the key's rate window, as the answer said; null if it did not.</summary>
    public int? CallsRemaining { get; internal init; }

    /// <summary>How often the call was tried.</summary>
    public int Attempts => AttemptLog.Count;

    internal IReadOnlyList<CallAttempt> AttemptLog { get; set; }

    /// <summary>How long the server asks to wait; null if it does not.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>True if nothing of the request can have reached the server.</summary>
    internal bool NeverConnected { get; init; }

    /// <summary>True if so many answers in a row were not journy.io's that something else must answer in its place.</summary>
    internal bool IsSomebodyElse { get; init; }

    /// <summary>The failure behind this one, if this one says that an event's outcome is unknown; else this one.</summary>
    internal JournyApiException Cause => InnerException as JournyApiException ?? this;

    /// <summary>True if every further call on this key would fail as this one did.</summary>
    internal bool EndsRun =>
        IsSomebodyElse || Reason is JournyReason.Unauthorized or JournyReason.Forbidden or JournyReason.TooManyRequests;
}
