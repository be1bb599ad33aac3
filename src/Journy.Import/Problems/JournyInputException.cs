using System;
using Journy.Results;

namespace Journy;

/// <summary>
/// Input that cannot be sent: a record, a parameter or a file. Raised before anything is sent for it; the message says
/// what is wrong and how to fix it.
/// </summary>
public sealed class JournyInputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="message">What is wrong and what to do, for the user.</param>
    /// <param name="innerException">The system's own exception; null if there is none.</param>
    public JournyInputException(JournyReason reason, string message, Exception? innerException = null)
        : base(PlainText.Of(message, int.MaxValue), innerException) => Reason = reason;

    /// <summary>What is wrong; the error record's ID is <c>Journy.</c> and this name.</summary>
    public JournyReason Reason { get; }

    /// <summary>What is wrong, in words that hold nothing of the row: "not a number"; null if the reason says it. Rows of the same reason,
    /// kind and column have the same problem.</summary>
    internal string? Kind { get; init; }

    /// <summary>The column that is wrong; null if the row as a whole is.</summary>
    internal string? Column { get; init; }

    /// <summary>The text that is wrong; null if there is none.</summary>
    internal string? Value { get; init; }

    /// <summary>What to do; null if the reason says it.</summary>
    internal string? Cure { get; init; }
}
