using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.RegularExpressions;

namespace Journy.Tests.Help;

/// <summary>Text of pages and help files, made comparable.</summary>
internal static partial class HelpText
{
    /// <summary>The words of a page's text as they are shown: without Markdown's marks and line breaks.</summary>
    public static string OfMarkdown(string text) =>
        OfPlain(CodeMark().Replace(PageLink().Replace(WebLink().Replace(text, "$1 ($2)"), "$1"), "$1"));

    /// <summary>The words of a text, whatever lines they stand in.</summary>
    public static string OfPlain(string text) => Space().Replace(text, " ").Trim();

    /// <summary>The code fences of a page, each with the language that it names.</summary>
    public static IReadOnlyList<(string Language, string Code)> FencesOf(string markdown)
    {
        Collection<(string, string)> fences = [];
        foreach (Match match in Fence().Matches(markdown))
        {
            fences.Add((match.Groups[1].Value, match.Groups[2].Value.TrimEnd('\n')));
        }

        return fences;
    }

    /// <summary>A page's text without its code fences.</summary>
    public static string WithoutFences(string markdown) => Fence().Replace(markdown, string.Empty);

    [GeneratedRegex(@"\[([^\]]+)\]\((https?:[^)]+)\)")]
    private static partial Regex WebLink();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex PageLink();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeMark();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
