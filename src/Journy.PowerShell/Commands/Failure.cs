using System;
using System.Management.Automation;

namespace Journy.Commands;

/// <summary>The one place that turns failures into error records: ID, category, message and what to do.</summary>
internal static class Failure
{
    /// <summary>Makes an error record.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="target">Whom or what it happened to.</param>
    /// <param name="where">Whom it happened to, for the message; null if the message says it.</param>
    public static ErrorRecord ToRecord(Exception exception, object? target, string? where = null)
    {
        JournyReason? reason = exception switch
        {
            JournyApiException api => api.Reason,
            JournyInputException input => input.Reason,
            _ => null,
        };
        if (reason is not { } known)
        {
            // A fault of the module itself: shown as it is, under an ID of its own.
            return new ErrorRecord(exception, "Journy.InternalError", ErrorCategory.NotSpecified, target);
        }

        string message = where is null ? exception.Message : $"{where}: {exception.Message}";
        if (exception is JournyApiException { Attempts: > 1 } repeated)
        {
            message += $" Tried {repeated.Attempts} times.";
        }

        return new ErrorRecord(exception, "Journy." + known, CategoryOf(known), target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = ActionFor(known) },
        };
    }

    private static ErrorCategory CategoryOf(JournyReason reason) => reason switch
    {
        JournyReason.Unauthorized or JournyReason.NoApiKey => ErrorCategory.AuthenticationError,
        JournyReason.Forbidden => ErrorCategory.PermissionDenied,
        JournyReason.NotFound => ErrorCategory.ObjectNotFound,
        JournyReason.TooManyRequests => ErrorCategory.LimitsExceeded,
        JournyReason.ServerError => ErrorCategory.ResourceUnavailable,
        JournyReason.Redirected or JournyReason.UnexpectedAnswer => ErrorCategory.ProtocolError,
        JournyReason.TimedOut => ErrorCategory.OperationTimeout,
        JournyReason.ConnectionFailed or JournyReason.NotConnected => ErrorCategory.ConnectionError,
        JournyReason.TlsFailed => ErrorCategory.SecurityError,
        JournyReason.InvalidApiKey or JournyReason.InvalidBaseUri or JournyReason.InvalidParameter => ErrorCategory.InvalidArgument,
        JournyReason.NotARow => ErrorCategory.InvalidType,
        JournyReason.UnreadableMember or JournyReason.FileNotReadable or JournyReason.FileChanged => ErrorCategory.ReadError,
        JournyReason.FileNotWritable => ErrorCategory.WriteError,
        JournyReason.JournalInUse => ErrorCategory.ResourceBusy,
        JournyReason.JournalMismatch => ErrorCategory.InvalidOperation,
        JournyReason.OutcomeUnknown => ErrorCategory.InvalidResult,
        JournyReason.NotAttempted or JournyReason.ImportIncomplete or JournyReason.TooManyChanges => ErrorCategory.OperationStopped,
        _ => ErrorCategory.InvalidData,
    };

    private static string ActionFor(JournyReason reason) => reason switch
    {
        JournyReason.BadArguments or JournyReason.Unprocessable =>
            "Fix the fields that the message names and send the record again.",
        JournyReason.Unauthorized =>
            "Check in journy.io's settings that the key exists and has the permission for this action (TrackData for every change), "
                + "then Connect-Journy again. Get-JournyApiKeyInfo shows what a key may do.",
        JournyReason.Forbidden => "Enable the key in journy.io's settings, or connect with another one.",
        JournyReason.NotFound => "Check the name that was asked for.",
        JournyReason.TooManyRequests =>
            "Wait a few minutes and send the rest. If something else uses the same key, give it a key of its own "
                + "or lower Connect-Journy -RequestsPerMinute.",
        JournyReason.ServerError or JournyReason.TimedOut or JournyReason.ConnectionFailed =>
            "Try again later. Sending the same record twice does no harm.",
        JournyReason.Redirected or JournyReason.UnexpectedAnswer or JournyReason.InvalidBaseUri =>
            "Check -BaseUri, and whether a proxy or login page stands in the way.",
        JournyReason.TlsFailed => "Check the address, the clock and the trusted certificates of this machine.",
        JournyReason.NotConnected or JournyReason.NoApiKey or JournyReason.InvalidApiKey =>
            "Run Connect-Journy with a key from journy.io's settings; "
                + "the environment variable JOURNY_API_KEY does where nobody has called it.",
        JournyReason.OutcomeUnknown => "Look in journy.io whether the event is there before you send it again.",
        JournyReason.NotAttempted => "Solve what ended the run, then send this record again.",
        JournyReason.FileNotReadable => "Check the path and close programs that keep the file to themselves.",
        JournyReason.FileChanged => "Import the file again when nothing writes to it any more.",
        JournyReason.FileNotWritable => "Check the folder, or choose another one.",
        JournyReason.JournalInUse => "Wait until the other import has ended.",
        JournyReason.JournalDamaged => "Restore the journal from a backup, or move it away.",

        // The message itself says what to do.
        _ => string.Empty,
    };
}
