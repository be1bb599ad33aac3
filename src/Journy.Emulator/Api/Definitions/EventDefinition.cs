namespace Journy.Emulator.Api.Definitions;

/// <summary>An event that the workspace lists. Only those that it was born with are grouped.</summary>
internal sealed record EventDefinition(string Name, string? Group = null);
