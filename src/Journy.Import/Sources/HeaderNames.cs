using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Text;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>The names of a file's columns, as its header or the user gives them.</summary>
internal static class HeaderNames
{
    /// <summary>A header without the nameless columns at its end, which a delimiter behind every row makes; the whole header if nothing has
    /// a name.</summary>
    public static IReadOnlyList<string> WithoutEnd(string[] cells)
    {
        int count = cells.Length;
        while (count > 0 && string.IsNullOrWhiteSpace(cells[count - 1]))
        {
            count--;
        }

        return count == 0 || count == cells.Length ? cells : cells.Take(count).ToArray();
    }

    /// <summary>The names, trimmed.</summary>
    /// <param name="cells">The header.</param>
    /// <param name="encoding">The encoding that it was read in.</param>
    /// <exception cref="JournyInputException">It cannot be used; the message goes on a beginning such as "'users.csv'".</exception>
    public static ReadOnlyCollection<string> Of(IReadOnlyList<string> cells, Encoding encoding)
    {
        string[] names = cells.Select(OuterSpace.Trim).ToArray();
        int misread = Array.FindIndex(names, name => Misreading.IndexIn(name) >= 0);
        if (misread >= 0)
        {
            throw CsvProblems.MisreadName(misread + 1, names[misread], encoding);
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        return Array.TrueForAll(names, name => name.Length > 0 && seen.Add(name)) ? Array.AsReadOnly(names) : throw Refuse(names);
    }

    private static JournyInputException Refuse(string[] names)
    {
        (string Name, int[] Columns)[] faults = names
            .Select((name, i) => (Name: name, Column: i + 1))
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Key.Length == 0 || same.Count() > 1)
            .Select(same => (same.Key, same.Select(column => column.Column).ToArray()))
            .ToArray();
        return CsvProblems.FaultyNames(faults);
    }

    /// <summary>Names to use instead of a header that cannot be used.</summary>
    public static string[] Instead(IReadOnlyList<string> cells)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<string> names = new();
        for (int index = 0; index < cells.Count; index++)
        {
            string name = OuterSpace.Trim(cells[index]);
            string first = name.Length == 0 ? "column " + SourceProblems.Number(index + 1) : name;
            string wanted = first;
            for (int copy = 2; !taken.Add(wanted); copy++)
            {
                wanted = first + " " + SourceProblems.Number(copy);
            }

            names.Add(wanted);
        }

        return names.ToArray();
    }
}
