using System;

namespace Journy.Import.Values;

/// <summary>
/// Stands for a member whose getter failed. Only a record that needs the member fails by it: live objects, such as processes,
/// have members that cannot be read and that the record may not need.
/// </summary>
/// <param name="Name">The member.</param>
/// <param name="Failure">What its getter threw.</param>
internal sealed record UnreadableMember(string Name, Exception Failure)
{
    /// <summary>Whether an exception comes from the object that is read, and not from this module or the host.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is not (JournyInputException or OperationCanceledException or OutOfMemoryException)
        && !HostLanguage.Current.IsStop(exception);
}
