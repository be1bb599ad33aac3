using System;
using Journy.Results;

namespace Journy.Import.Values;

/// <summary>
/// Stands for a member whose getter failed. Only a record that needs the member fails by it: live objects, such as processes,
/// have members that cannot be read, and nobody may have asked for them.
/// </summary>
/// <param name="Name">The member.</param>
/// <param name="Failure">What its getter threw.</param>
internal sealed record UnreadableMember(string Name, Exception Failure)
{
    /// <summary>Whether an exception comes from the object that is read, whose code is a stranger's, and not from us or the engine.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is not (JournyInputException or OperationCanceledException or OutOfMemoryException) && !HostLanguage.Current.IsStop(exception);

    /// <summary>An object that could not be read at all.</summary>
    public static JournyInputException OfRecord(Exception failure) => new(
        JournyReason.UnreadableMember, $"The record could not be read: {PlainText.Of(failure.Message)}", failure);

    public JournyInputException ToException() => new(
        JournyReason.UnreadableMember,
        $"The member '{PlainText.Of(Name, 100)}' of the record could not be read: {PlainText.Of(Failure.Message)} Leave it out with -ExcludeProperty, or choose the members that you need with -IncludeProperty.",
        Failure)
    {
        Column = Name,
    };
}
