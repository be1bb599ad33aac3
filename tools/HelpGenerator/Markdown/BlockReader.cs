using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Journy.HelpGenerator.Markdown;

/// <summary>Cuts a text into its blocks. It knows the part of Markdown that help can show, and refuses the rest.</summary>
internal static partial class BlockReader
{
    /// <exception cref="PageException">The text has what help cannot show, or an open code fence.</exception>
    public static IReadOnlyList<Block> Read(PageText text)
    {
        List<Block> blocks = [];
        int index = 0;
        while (index < text.Lines.Count)
        {
            string line = text.Lines[index];
            if (PageText.IsFence(line))
            {
                int end = text.EndOfFence(index);
                blocks.Add(new Block(BlockKind.Code, text.Lines.Skip(index + 1).Take(end - index - 1).ToList()));
                index = end + 1;
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                index++;
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                BlockKind kind = heading.Groups[1].Length switch
                {
                    1 => BlockKind.Title,
                    2 => BlockKind.Heading,
                    _ => throw text.Error(index, "Help has no headings of the third level and below."),
                };
                blocks.Add(new Block(kind, [Plain(heading.Groups[2].Value)]));
                index++;
            }
            else
            {
                blocks.Add(ReadLines(text, ref index));
            }
        }

        return blocks;
    }

    private static Block ReadLines(PageText text, ref int index)
    {
        bool isList = IsBullet(text.Lines[index]);
        List<string> items = [];
        for (; index < text.Lines.Count; index++)
        {
            string line = text.Lines[index];
            if (string.IsNullOrWhiteSpace(line) || PageText.IsFence(line) || Heading().IsMatch(line) || (!isList && IsBullet(line)))
            {
                break;
            }

            if (Unknown().IsMatch(line))
            {
                throw text.Error(index, "Help shows paragraphs, lists with '- ', headings and code fences; this is something else.");
            }

            if (items.Count == 0 || (isList && IsBullet(line)))
            {
                items.Add(line.Trim());
            }
            else
            {
                items[^1] += " " + line.Trim();
            }
        }

        return new Block(isList ? BlockKind.List : BlockKind.Paragraph, items.ConvertAll(Plain));
    }

    private static bool IsBullet(string line) => line.TrimStart().StartsWith("- ", StringComparison.Ordinal);

    /// <summary>A line without Markdown's marks.</summary>
    private static string Plain(string text) =>
        Escape().Replace(CodeMark().Replace(PageLink().Replace(WebLink().Replace(text, "$1 ($2)"), "$1"), "$1"), "$1");

    [GeneratedRegex(@"^(#+)\s+(.+)$")]
    private static partial Regex Heading();

    /// <summary>Numbered lists, other bullets, tables and quotes, which would be joined to a paragraph that nobody can read.</summary>
    [GeneratedRegex(@"^\s*(\d+[.)]\s|[*+]\s|\||>)")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"\[([^\]]+)\]\((https?:[^)]+)\)")]
    private static partial Regex WebLink();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex PageLink();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeMark();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+.!<>|~-])")]
    private static partial Regex Escape();
}
