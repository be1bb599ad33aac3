using System;
using Journy.Results;

namespace Journy;

/// <summary>
/// Input that cannot be sent: a record, a parameter or a file. Raised before anything is sent for it; the message says
/// what is wrong and how to mend it.
/// </summary>
public sealed class JournyInputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="message">What is wrong and what to do, for the user.</param>
    /// <param name="innerException">What the system said, where it said something.</param>
    public JournyInputException(JournyReason reason, string message, Exception? innerException = null)
        : base(PlainText.Of(message, int.MaxValue), innerException) => Reason = reason;

    /// <summary>What is wrong; the error record's ID is <c>Journy.</c> and this name.</summary>
    public JournyReason Reason { get; }
}
