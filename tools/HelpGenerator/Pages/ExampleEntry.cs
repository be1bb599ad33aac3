using System.Collections.Generic;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Pages;

/// <summary>An example: its title, its code and what is said about it.</summary>
internal sealed record ExampleEntry(string Title, IReadOnlyList<Block> Code, IReadOnlyList<Block> Remarks);
