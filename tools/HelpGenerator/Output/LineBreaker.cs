using System;
using System.Collections.Generic;
using System.Linq;
using Journy.HelpGenerator.Markdown;

namespace Journy.HelpGenerator.Output;

/// <summary>Breaks lines between words.</summary>
internal static class LineBreaker
{
    /// <summary>
    /// The width of paragraphs in MAML. Get-Help breaks lines between words in some languages only, so that they are broken before. It
    /// indents the text of parameters by eight columns of 80.
    /// </summary>
    private const int ParagraphWidth = 72;

    /// <summary>Breaks a text. A word that is longer than the width stays whole.</summary>
    public static IEnumerable<string> Break(string text, int width, string firstIndent, string indent) =>
        Break(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), width, firstIndent, indent);

    /// <summary>Breaks between parts that stay whole.</summary>
    public static IEnumerable<string> Break(IReadOnlyList<string> words, int width, string firstIndent, string indent)
    {
        string line = firstIndent + words[0];
        foreach (string word in words.Skip(1))
        {
            if (line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = indent + word;
            }
            else
            {
                line += " " + word;
            }
        }

        yield return line;
    }

    /// <summary>A block as MAML has it, in one string.</summary>
    public static string Format(Block block) => string.Join('\n', block.Kind == BlockKind.Code
        ? block.Items
        : block.Items.SelectMany(item => Break(item, ParagraphWidth, string.Empty, block.Kind == BlockKind.List ? "  " : string.Empty)));
}
