namespace Journy.Emulator.State;

/// <summary>
/// Who a record is: by the customer's own ID, by an alias (a user's e-mail address, an account's domain), or by both.
/// </summary>
internal readonly record struct Identity(string? Id, string? Alias);
