using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Pages;

/// <summary>A type that a cmdlet takes or gives.</summary>
internal sealed record TypeEntry(string Name, PageText Description);
