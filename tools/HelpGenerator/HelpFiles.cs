using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Journy.HelpGenerator.Commands;
using Journy.HelpGenerator.Markdown;
using Journy.HelpGenerator.Output;
using Journy.HelpGenerator.Pages;

namespace Journy.HelpGenerator;

/// <summary>The files of help that ship with the module, by name, made from the pages in a folder.</summary>
internal static class HelpFiles
{
    /// <summary>The command that makes them.</summary>
    public const string Command = "dotnet run --project tools/HelpGenerator";

    private const string CommandsFile = "Journy.PowerShell.dll-Help.xml";
    private const string TopicSuffix = ".help.txt";

    private static readonly string Repository = typeof(HelpFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryPath").Value!;

    /// <summary>Where the pages are.</summary>
    public static string PagesFolder { get; } = Path.Combine(Repository, "docs");

    /// <summary>Where the help is kept.</summary>
    public static string OutputFolder { get; } = Path.Combine(Repository, "src", "Journy.PowerShell", "en-US");

    /// <summary>Makes the help. Nothing is written.</summary>
    /// <exception cref="PageException">A page says something that no help can be made of.</exception>
    public static IReadOnlyDictionary<string, string> Generate(string pages)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [CommandsFile] = MamlFile.Of(Find(pages, "*-Journy*.md").Select(CommandPageReader.Read)),
        };
        foreach (string topic in Find(pages, "about_*.md"))
        {
            files.Add(Path.GetFileNameWithoutExtension(topic) + TopicSuffix, TopicText.Of(PageText.Read(topic)));
        }

        return files;
    }

    /// <summary>The names of the files that a folder lacks, has in excess, or has with another content.</summary>
    public static IReadOnlyList<string> FindStale(IReadOnlyDictionary<string, string> files, string folder) => files.Keys
        .Union(Find(folder, "*").Select(path => Path.GetFileName(path)))
        .Where(name => !files.TryGetValue(name, out string? content)
            || !File.Exists(Path.Combine(folder, name))
            || !File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(content)))
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>Writes the files that differ, and removes those that no page stands for any more.</summary>
    /// <returns>The names of the files that were changed.</returns>
    public static IReadOnlyList<string> Write(IReadOnlyDictionary<string, string> files, string folder)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyList<string> stale = FindStale(files, folder);
        foreach (string name in stale)
        {
            string path = Path.Combine(folder, name);
            if (files.TryGetValue(name, out string? content))
            {
                File.WriteAllText(path, content);
            }
            else
            {
                File.Delete(path);
            }
        }

        return stale;
    }

    /// <summary>Brings a cmdlet's page up to date with the cmdlet, or begins it.</summary>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="PageException">The page is not one that can be kept.</exception>
    public static string Update(CommandFacts command, string pages)
    {
        string path = Path.Combine(pages, command.Name + ".md");
        string? old = File.Exists(path) ? File.ReadAllText(path) : null;
        string page = old is null ? PageWriter.Begin(command, DateTime.Today) : PageWriter.Update(command, PageText.Read(path));
        if (page == old)
        {
            return $"{path} was up to date.";
        }

        File.WriteAllText(path, page);
        return $"{path} is {(old is null ? "begun" : "renewed")}. Replace every '{{{{ … }}}}' in it.";
    }

    private static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal);
}
