using System.Collections.Generic;

namespace Journy.HelpGenerator.Markdown;

/// <summary>A part of a page between blank lines.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Items">Its text without Markdown's marks; what an item is depends on the kind.</param>
internal sealed record Block(BlockKind Kind, IReadOnlyList<string> Items);
