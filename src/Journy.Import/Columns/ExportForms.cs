using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Journy.Import.Columns;

/// <summary>The exports of other systems that the module recognises. They are data: one text file a system, in the assembly.</summary>
/// <remarks>
/// A file has lines <c>key: value</c>. <c>system</c>, <c>source</c>, <c>seen</c> (the day on which the source was looked at) and
/// <c>confirmed</c> stand at its top; <c>[users]</c>, <c>[accounts]</c>, <c>[memberships]</c> and <c>[events]</c> begin an export.
/// There, <c>header</c> is the header line with commas, and any other key is journy.io's name for the columns that follow it, with
/// bars between them and the best first.
/// </remarks>
internal static class ExportForms
{
    private const string ResourceFolder = "Exports/";
    private static readonly Lazy<IReadOnlyList<ExportForm>> Read = new(ReadAll);

    /// <summary>All of them, the general names last.</summary>
    public static IReadOnlyList<ExportForm> All => Read.Value;

    /// <summary>A name's letters and digits: names that differ only in what stands between their words are the same.</summary>
    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The exports that may tell what columns mean, the one first that has most of them.</summary>
    /// <param name="shape">What the rows are.</param>
    /// <param name="columns">The columns of the file.</param>
    public static IReadOnlyList<ExportForm> For(RecordShape shape, IReadOnlyList<string> columns)
    {
        HashSet<string> known = new(columns.Select(Fold), StringComparer.Ordinal);
        return All.Where(form => form.Kind == shape.Kind)
            .OrderByDescending(form => form.Header.Count(name => known.Contains(Fold(name))))
            .ToList();
    }

    private static List<ExportForm> ReadAll()
    {
        Assembly assembly = typeof(ExportForms).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .OrderBy(name => name == ResourceFolder + "general.txt")
            .ThenBy(name => name, StringComparer.Ordinal)
            .SelectMany(name => ReadFile(assembly, name))
            .ToList();
    }

    private static List<ExportForm> ReadFile(Assembly assembly, string resource)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
        string kind = string.Empty;
        List<ExportForm> forms = new();
        string[] header = Array.Empty<string>();
        Dictionary<string, IReadOnlyList<string>> names = new(StringComparer.Ordinal);
        while (true)
        {
            string? line = reader.ReadLine()?.Trim();
            if ((line is null || line.StartsWith("[", StringComparison.Ordinal)) && kind.Length > 0)
            {
                forms.Add(new ExportForm(kind, header, names));
                header = Array.Empty<string>();
                names = new(StringComparer.Ordinal);
            }

            if (line is null)
            {
                return forms;
            }

            if (line.StartsWith("[", StringComparison.Ordinal))
            {
                kind = line.Trim('[', ']');
                continue;
            }

            int colon = line.IndexOf(':');
            if (line.Length == 0 || line[0] == '#' || colon < 0)
            {
                continue;
            }

            string key = line.Substring(0, colon);
            string value = line.Substring(colon + 1).Trim();
            if (key == "header")
            {
                header = value.Split(',');
            }
            else if (kind.Length > 0)
            {
                names.Add(key, value.Split('|').Select(name => name.Trim()).ToArray());
            }
        }
    }
}
