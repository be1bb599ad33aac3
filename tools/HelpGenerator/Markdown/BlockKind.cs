namespace Journy.HelpGenerator.Markdown;

/// <summary>What a block of a page is.</summary>
internal enum BlockKind
{
    /// <summary>Running text: one item, however many lines it had.</summary>
    Paragraph,

    /// <summary>A list: one item a bullet, with its "- ".</summary>
    List,

    /// <summary>Code: one item a line, as it stands.</summary>
    Code,

    /// <summary>The title of a topic.</summary>
    Title,

    /// <summary>The heading of a topic's section.</summary>
    Heading,
}
