using System.Collections.Generic;
using System.Linq;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Output;

/// <summary>An about_ topic as Get-Help shows it: text of at most 80 columns.</summary>
internal static class TopicText
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <exception cref="PageException">The page has what help cannot show.</exception>
    public static string Of(PageText page)
    {
        List<string> lines = [];
        foreach (Block block in BlockReader.Read(page))
        {
            lines.AddRange(Lines(block));

            // A section's heading stands right above its text.
            if (block.Kind != BlockKind.Heading)
            {
                lines.Add(string.Empty);
            }
        }

        return string.Join('\n', lines).TrimEnd() + "\n";
    }

    private static IEnumerable<string> Lines(Block block) => block.Kind switch
    {
        BlockKind.Title => ["TOPIC", Indent + block.Items[0]],
        BlockKind.Heading => [block.Items[0].ToUpperInvariant()],
        BlockKind.Code => block.Items.Select(line => (Indent + Indent + line).TrimEnd()),
        BlockKind.List => block.Items.SelectMany(item => LineBreaker.Break(item, Width, Indent, Indent + "  ")),
        _ => block.Items.SelectMany(item => LineBreaker.Break(item, Width, Indent, Indent)),
    };
}
