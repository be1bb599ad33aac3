using System;
using System.Collections.Generic;
using System.Management.Automation;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>The category of an error, and what its record advises to do.</summary>
internal static class Advice
{
    private static readonly Dictionary<JournyReason, (ErrorCategory Category, string Action)> Given = new()
    {
        [JournyReason.BadArguments] = (ErrorCategory.InvalidData, "Fix the fields"),
        [JournyReason.Unauthorized] = (ErrorCategory.AuthenticationError, "has the permission for this action"),
        [JournyReason.Forbidden] = (ErrorCategory.PermissionDenied, "Enable the key"),
        [JournyReason.NotFound] = (ErrorCategory.ObjectNotFound, "Check the name"),
        [JournyReason.Unprocessable] = (ErrorCategory.InvalidData, "Fix the fields"),
        [JournyReason.TooManyRequests] = (ErrorCategory.LimitsExceeded, "-RequestsPerMinute"),
        [JournyReason.Redirected] = (ErrorCategory.ProtocolError, "Check -BaseUri"),
        [JournyReason.UnexpectedAnswer] = (ErrorCategory.ProtocolError, "Check -BaseUri"),
        [JournyReason.ServerError] = (ErrorCategory.ResourceUnavailable, "Try again later"),
        [JournyReason.TimedOut] = (ErrorCategory.OperationTimeout, "Try again later"),
        [JournyReason.ConnectionFailed] = (ErrorCategory.ConnectionError, "Try again later"),
    };

    public static void AssertGiven(ErrorRecord error, JournyReason reason)
    {
        if (Given.TryGetValue(reason, out (ErrorCategory Category, string Action) advice))
        {
            Assert.Equal(advice.Category, error.CategoryInfo.Category);
            Assert.Contains(advice.Action, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }
}
