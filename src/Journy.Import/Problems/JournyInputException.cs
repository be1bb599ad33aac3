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
    /// <param name="innerException">What the system said, where it said something.</param>
    public JournyInputException(JournyReason reason, string message, Exception? innerException = null)
        : base(PlainText.Of(message, int.MaxValue), innerException) => Reason = reason;

    /// <summary>What is wrong; the error record's ID is <c>Journy.</c> and this name.</summary>
    public JournyReason Reason { get; }

    /// <summary>What is wrong, in words that hold nothing of the row, where the reason alone does not say it: "not a number". Rows of the
    /// same reason, kind and column have the same problem.</summary>
    internal string? Kind { get; init; }

    /// <summary>The column that it is wrong in; null if it is the row.</summary>
    internal string? Column { get; init; }

    /// <summary>The text that is wrong; null if there is none.</summary>
    internal string? Value { get; init; }

    /// <summary>What to do, where the reason alone does not say it.</summary>
    internal string? Cure { get; init; }
}
