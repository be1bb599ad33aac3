using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Binding;
using Journy.Import.Journaling;

namespace Journy.Import;

/// <summary>The types of a file's columns: what the journal knows stays, what it does not know is found and kept.</summary>
internal static class ColumnTypes
{
    /// <summary>
    /// Gives each column the type that the journal has for it. For those that it does not know yet, reads the whole file, so that
    /// what is found stays.
    /// </summary>
    /// <param name="binder">What reads the rows.</param>
    /// <param name="journal">The journal; null where there is none.</param>
    /// <param name="source">The file, of which no row was read yet.</param>
    /// <param name="scan">Reads the whole file.</param>
    /// <returns>The columns that are no text, with their types.</returns>
    public static IReadOnlyDictionary<string, JournyPropertyType> Use(RecordBinder binder, Journal? journal, CsvSource source, Func<TypeScan> scan)
    {
        Dictionary<string, JournyPropertyType> types = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JournyPropertyType> known in journal?.Types ?? types)
        {
            types[known.Key] = known.Value;
        }

        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
        bool[] isOpen = plan.Select((column, index) =>
            column.Role == ColumnRole.Property && column.Type is null && !types.ContainsKey(source.Names[index])).ToArray();
        if (isOpen.Contains(true))
        {
            TypeScan found = scan();
            Dictionary<string, JournyPropertyType> kept = new(StringComparer.OrdinalIgnoreCase);
            for (int index = 0; index < isOpen.Length; index++)
            {
                // A column without any cell says nothing of the cells to come.
                if (isOpen[index] && found.Columns[index].Blanks < found.Rows - found.ProblemRows)
                {
                    kept[found.Columns[index].Name] = found.Columns[index].Type;
                    types[found.Columns[index].Name] = found.Columns[index].Type;
                }
            }

            if (journal?.IsWritable == true)
            {
                journal.KeepTypes(kept);
            }
        }

        Dictionary<string, JournyPropertyType> used = types.Where(type => type.Value != JournyPropertyType.Text && source.Names.Contains(type.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(type => type.Key, type => type.Value, StringComparer.OrdinalIgnoreCase);
        binder.UseTypes(used);
        return used;
    }
}
