using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Problems;
using Journy.Import.Records;
using Journy.Import.Sources;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Scans;

/// <summary>The types of a file's columns: what the journal knows stays, what it does not know is found and kept.</summary>
internal static class ColumnTypes
{
    /// <summary>Types by journy.io's names.</summary>
    /// <param name="plan">What each column is for.</param>
    /// <param name="names">The source's names.</param>
    /// <param name="types">The types by those names.</param>
    public static Dictionary<string, JournyPropertyType> ByTarget(
        IReadOnlyList<ColumnPlan> plan, IReadOnlyList<string> names, IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        Dictionary<string, JournyPropertyType> byTarget = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < plan.Count; index++)
        {
            if (plan[index].Role == ColumnRole.Property && types.ContainsKey(names[index]))
            {
                // A type that the user named wins.
                byTarget[plan[index].Target] = plan[index].Type ?? types[names[index]];
            }
        }

        return byTarget;
    }

    /// <summary>Gives columns the types that the journal has for them.</summary>
    public static void UseKnown(RecordBinder binder, Journal journal, IRowSource source) => Use(binder, journal.Types, source);

    /// <summary>
    /// Gives each column the type that the journal has for it. For those that it does not know yet, reads the whole file, so that
    /// what is found stays.
    /// </summary>
    /// <param name="binder">What reads the rows.</param>
    /// <param name="journal">The journal; null if there is none.</param>
    /// <param name="source">The file, before its first row.</param>
    /// <param name="scan">Reads the whole file; null if nothing new can be found in it.</param>
    /// <returns>The columns that are no text, with their types.</returns>
    /// <exception cref="JournyInputException">Over half of the cells of a column are not what its property must hold.</exception>
    public static IReadOnlyDictionary<string, JournyPropertyType> Use(
        RecordBinder binder, Journal? journal, IRowSource source, Func<IReadOnlyList<CellKind>, TypeScan>? scan)
    {
        Dictionary<string, JournyPropertyType> types = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JournyPropertyType> known in journal?.Types ?? types)
        {
            types[known.Key] = known.Value;
        }

        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
        var isOpen = new bool[plan.Count];
        for (int index = 0; index < plan.Count; index++)
        {
            isOpen[index] = plan[index] is { Role: ColumnRole.Property, Type: null } && !types.ContainsKey(source.Names[index]);
        }

        if (scan is not null && Array.IndexOf(isOpen, true) >= 0)
        {
            CellKind[] required = plan
                .Select((column, index) => isOpen[index] && !binder.ReadsMetadata ? RequiredKinds.Of(column.Target) : CellKind.Blank)
                .ToArray();
            TypeScan found = scan(required);
            Dictionary<string, JournyPropertyType> kept = new(StringComparer.OrdinalIgnoreCase);
            for (int index = 0; index < isOpen.Length; index++)
            {
                // A column without any cell says nothing of the cells to come.
                long cells = found.Rows - found.ProblemRows - found.Columns[index].Blanks;
                if (isOpen[index] && cells > 0)
                {
                    if (found.Columns[index].Others > cells / 2)
                    {
                        throw NotOfType(source, found.Columns[index], plan[index].Target, required[index], cells);
                    }

                    kept[found.Columns[index].Name] = found.Columns[index].Type;
                    types[found.Columns[index].Name] = found.Columns[index].Type;
                }
            }

            if (journal?.IsWritable == true)
            {
                journal.KeepTypes(kept);
            }
        }

        Dictionary<string, JournyPropertyType> used = Use(binder, types, source);
        if (journal?.IsWritable == true && !binder.ReadsMetadata)
        {
            journal.KeepFileColumns(source.Names
                .Where((name, index) => plan[index] is { Role: ColumnRole.Property, Type: null } && used.ContainsKey(name)));
        }

        return used;
    }

    private static Dictionary<string, JournyPropertyType> Use(
        RecordBinder binder, IReadOnlyDictionary<string, JournyPropertyType> types, IRowSource source)
    {
        Dictionary<string, JournyPropertyType> used = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            if (type.Value != JournyPropertyType.Text && source.Names.Contains(type.Key, StringComparer.OrdinalIgnoreCase))
            {
                used.Add(type.Key, type.Value);
            }
        }

        binder.UseTypes(used);
        return used;
    }

    private static JournyInputException NotOfType(IRowSource source, ColumnScan column, string property, CellKind required, long cells)
    {
        bool isDate = required == CellKind.DateTime;
        string name = PlainText.Of(column.Name, 100);
        string quoted = QuotedText.Of(column.Name);
        string becomes = string.Equals(column.Name, property, StringComparison.OrdinalIgnoreCase)
            ? string.Empty
            : $", which becomes '{property}',";
        return new JournyInputException(
            JournyReason.TypeMismatch,
            string.Format(
                CultureInfo.CurrentCulture,
                "'{0}': the column '{1}'{2} must hold {3}, and {4:N0} of its {5:N0} cells are none, the first of them '{6}' in line {7}. "
                + "Nothing was sent: journy.io keeps the type of what comes first. "
                + "Write {8}, leave the column out with -ExcludeProperty {9}, "
                + "or give it another name with -PropertyMap @{{ {9} = 'another_name' }}.",
                source.Path,
                name,
                becomes,
                isDate ? "dates" : "numbers",
                column.Others,
                cells,
                PlainText.Of(column.FirstOther, 60),
                column.FirstOtherLine,
                isDate
                    ? "dates in ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z, "
                        + "or say how they are written with -DateFormat or -Culture"
                    : "numbers with digits and a point, such as 1234.5, or say how they are written with -Culture",
                quoted));
    }
}
