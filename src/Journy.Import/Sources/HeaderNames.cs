using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Sources;

/// <summary>The names of a file's columns, as its header or the user gives them.</summary>
internal static class HeaderNames
{
    private const int LongestEcho = 60;
    private const int MostFaults = 5;

    /// <summary>A header without the nameless columns at its end, which come of a delimiter behind every row; the whole header where
    /// nothing has a name.</summary>
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
            string name = names[misread];
            throw new JournyInputException(
                JournyReason.InvalidEncoding,
                $"has a header that cannot be used: the name of column {misread + 1}, {Echo(name)}, {Misreading.Describe(name[Misreading.IndexIn(name)], encoding)}.");
        }

        string[] faults = names
            .Select((name, i) => (Name: name, Column: i + 1))
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Key.Length == 0 || same.Count() > 1)
            .Select(same => Fault(same.Key, same.Select(column => column.Column).ToArray()))
            .ToArray();
        if (faults.Length > 0)
        {
            throw new JournyInputException(
                JournyReason.InvalidHeader,
                $"has a header that cannot be used: {string.Join("; ", faults.Take(MostFaults))}{(faults.Length > MostFaults ? "; and more" : "")}. "
                + "Give every column one name of its own (upper and lower case count as the same)");
        }

        return Array.AsReadOnly(names);
    }

    /// <summary>Names that could stand in place of a header that cannot be used.</summary>
    public static string[] Instead(IReadOnlyList<string> cells)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<string> names = new();
        for (int index = 0; index < cells.Count; index++)
        {
            string name = OuterSpace.Trim(cells[index]);
            string wanted = name.Length == 0 ? "column " + Number(index + 1) : name;
            for (int copy = 2; !taken.Add(wanted); copy++)
            {
                wanted = (name.Length == 0 ? "column " + Number(index + 1) : name) + " " + Number(copy);
            }

            names.Add(wanted);
        }

        return names.ToArray();
    }

    private static string Fault(string name, int[] columns)
    {
        string numbers = string.Join(", ", columns.Take(MostFaults).Select(Number)) + (columns.Length > MostFaults ? ", …" : "");
        return name.Length > 0 ? $"columns {numbers} are all named {Echo(name)}"
            : columns.Length == 1 ? $"column {numbers} has no name"
            : $"columns {numbers} have no name";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Echo(string text) => "'" + PlainText.Of(text, LongestEcho) + "'";
}
