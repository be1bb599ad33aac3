using System;
using System.Globalization;
using Journy.Results;

namespace Journy.Input;

/// <summary>Stands for the rows of a data reader that failed before its end.</summary>
/// <param name="Count">How many rows were read.</param>
/// <param name="Failure">What it threw.</param>
internal sealed record BrokenReader(long Count, Exception Failure)
{
    public JournyInputException ToException() => new(
        JournyReason.UnreadableMember,
        string.Format(
            CultureInfo.InvariantCulture,
            "The data reader failed behind its row {0}: {1} The rows behind that one were not read, and nobody can tell how many they are. Read them again.",
            Count,
            PlainText.Of(Failure.Message)),
        Failure);
}
