namespace Journy.HelpGenerator.Markdown;

/// <summary>A heading of a page and the text below it.</summary>
/// <param name="Title">What the heading says.</param>
/// <param name="Heading">The heading's own line.</param>
/// <param name="Body">All up to the next heading of the same level.</param>
internal sealed record PageSection(string Title, PageText Heading, PageText Body);
