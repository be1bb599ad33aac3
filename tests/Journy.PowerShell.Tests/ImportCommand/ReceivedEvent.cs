namespace Journy.Tests.ImportCommand;

/// <summary>An event that a server got.</summary>
/// <param name="Body">The request's body.</param>
/// <param name="IsRecorded">Whether the server counted it.</param>
/// <param name="IsAnswered">Whether the client heard of that.</param>
internal sealed record ReceivedEvent(string Body, bool IsRecorded, bool IsAnswered);
