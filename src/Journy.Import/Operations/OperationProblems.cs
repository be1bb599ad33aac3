namespace Journy.Import.Operations;

/// <summary>What to tell the user of a record that lacks what its operation needs.</summary>
internal static class OperationProblems
{
    /// <summary>That no column of a file says when an event happened, and what to do; goes on a beginning such as "It has no
    /// column".</summary>
    public const string NoTimeColumn = "that says when an event happened, by which the events of two imports are told apart. "
        + "Name the one that does: -PropertyMap @{ 'Date' = 'triggered_at' }.";

    /// <summary>The same of what happened.</summary>
    public const string NoNameColumn = "that says what happened. "
        + "Name the one that does, -PropertyMap @{ 'Action' = 'name' }, or give one name for all with -Name.";

    /// <summary>An event without a name.</summary>
    public static JournyInputException NoEventName() => new(
        JournyReason.MissingValue,
        "The event has no name. Give it with -Name, or pipe records that have it as Name beside a user or an account.")
    {
        Kind = "no name of the event",
        Cure = "Fill the cell in, or give one name for all with -Name.",
    };

    /// <summary>An imported event without a time.</summary>
    public static JournyInputException NoEventTime() => new(
        JournyReason.MissingValue,
        "The event does not say when it happened, so that the next import could not tell it from another one. "
        + "Give it a column triggered_at, or name the column that it has: -PropertyMap @{ 'Date' = 'triggered_at' }.")
    {
        Kind = "no time of the event",
        Cure = "Fill the cell in.",
    };

    /// <summary>A visitor without a device ID.</summary>
    public static JournyInputException NoDeviceId() => new(
        JournyReason.MissingValue,
        "There is no device ID. "
        + "Give the value of the visitor's cookie __journey with -DeviceId, or pipe records that have it as DeviceId.")
    {
        Kind = "no device ID",
    };
}
