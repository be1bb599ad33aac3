using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Journy.HelpGenerator.Markdown;

/// <summary>Lines of a page, which know where they stand in it.</summary>
internal sealed class PageText
{
    private readonly string _file;
    private readonly int _firstLine;

    private PageText(string file, int firstLine, IReadOnlyList<string> lines)
    {
        _file = file;
        _firstLine = firstLine;
        Lines = lines;
    }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Null for a text without any word.</summary>
    public PageText? OrNullIfBlank => Lines.All(string.IsNullOrWhiteSpace) ? null : this;

    public static PageText Read(string path) => Parse(ShortPath(path), File.ReadAllText(path));

    public static PageText Parse(string file, string text) => new(file, 1, text.ReplaceLineEndings("\n").Split('\n'));

    public static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);

    /// <summary>The file's name and folder, which are enough to find it.</summary>
    private static string ShortPath(string path) =>
        $"{Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))}/{Path.GetFileName(path)}";

    /// <summary>The lines from <paramref name="start"/> up to, but not including, <paramref name="end"/>; both count from 0.</summary>
    public PageText Slice(int start, int end) => new(_file, _firstLine + start, Lines.Skip(start).Take(end - start).ToList());

    /// <summary>An error at a line, which counts from 0.</summary>
    public PageException Error(int line, string message) => new(_file, _firstLine + line, message);

    /// <summary>The error of a part: at its first line.</summary>
    public PageException Error(string message) => Error(0, message);

    /// <summary>The line where the fence ends that begins at <paramref name="start"/>.</summary>
    /// <exception cref="PageException">The fence is not closed.</exception>
    public int EndOfFence(int start)
    {
        for (int index = start + 1; index < Lines.Count; index++)
        {
            if (IsFence(Lines[index]))
            {
                // One that names a language begins the next block.
                return Lines[index].TrimEnd() == "```" ? index : throw NotClosed(start);
            }
        }

        throw NotClosed(start);
    }

    /// <summary>
    /// The parts below the headings that begin with <paramref name="mark"/>, such as "## "; a heading inside code does not count.
    /// </summary>
    /// <exception cref="PageException">There is text before the first heading.</exception>
    public IReadOnlyList<PageSection> Split(string mark)
    {
        List<int> headings = [];
        for (int index = 0; index < Lines.Count; index++)
        {
            if (Lines[index].StartsWith(mark, StringComparison.Ordinal))
            {
                headings.Add(index);
            }
            else if (headings.Count == 0 && !string.IsNullOrWhiteSpace(Lines[index]))
            {
                throw Error(index, $"A heading '{mark.Trim()} …' is to stand before this text.");
            }
            else if (IsFence(Lines[index]))
            {
                index = EndOfFence(index);
            }
        }

        return headings
            .Select((start, number) => new PageSection(
                Lines[start][mark.Length..].Trim(),
                Slice(start, start + 1),
                Slice(start + 1, number + 1 < headings.Count ? headings[number + 1] : Lines.Count)))
            .ToList();
    }

    private PageException NotClosed(int start) => Error(start, "The code fence that begins here is not closed.");
}
