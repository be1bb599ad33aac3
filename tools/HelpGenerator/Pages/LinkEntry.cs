namespace Journy.HelpGenerator.Pages;

/// <summary>A related link.</summary>
/// <param name="Text">What it says: the name of a page, or of a web site.</param>
/// <param name="Target">A file beside the page, or an address.</param>
internal sealed record LinkEntry(string Text, string Target);
