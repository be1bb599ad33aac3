using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Import.Sources;

namespace Journy.Import.Journaling;

/// <summary>Counts the recorded events that a file would send again, since what makes them what they are has changed.</summary>
internal static class ChangedReadings
{
    /// <summary>Counts them, and tells the journal how the file is read.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="source">The file.</param>
    /// <param name="binder">What reads it.</param>
    public static long Count(Journal journal, CsvSource source, RecordBinder binder)
    {
        if (journal.Rules is not EventRules events)
        {
            return 0;
        }

        journal.UseEventKey(binder.EventKeyNames);
        EventReading reading = EventReading.Of(binder, source.Names, events.Hash, Journal.RulesOfReading, isText: true);
        if (journal.UnnumberedTypes is { } known)
        {
            // Where it knows nothing of columns, a reading that recognises some rows need not be that of all.
            events.IsUnsure = known.Count == 0;
            journal.UseForUnnumbered(FirstReadings(reading, binder.Plan(source.Names), source.Names, known));
        }

        events.Use(reading);
        return !(events.HasOtherReadings || events.IsUnsure) || events.TakesLeftovers || events.ResendsAll ? 0 : events.CountAgain(events.Reread!);
    }

    /// <summary>The readings by which 0.1.0 may have recorded events, by what its journal says: which columns were found to have which
    /// type. It kept neither whom its rows named in which column nor parameters.</summary>
    private static EventReading[] FirstReadings(
        EventReading reading, IReadOnlyList<ColumnPlan> plan, IReadOnlyList<string> names, IReadOnlyDictionary<string, JournyPropertyType> known)
    {
        HashSet<string> added = new(StringComparer.Ordinal);
        HashSet<string> named = new(StringComparer.Ordinal);
        for (int index = 0; index < plan.Count; index++)
        {
            if (plan[index].Role == ColumnRole.Property && !known.ContainsKey(names[index]))
            {
                (plan[index].Type is null || plan[index].IsFound ? added : named).Add(plan[index].Target);
            }
        }

        EventReading first = reading.WithoutColumns(added.Contains);
        foreach (KeyValuePair<string, JournyPropertyType> type in known)
        {
            // A column with a found type was metadata, whatever becomes of it now.
            int index = names.ToList().FindIndex(name => string.Equals(name, type.Key, StringComparison.OrdinalIgnoreCase));
            first = first.WithColumn(index < 0 || plan[index].Role != ColumnRole.Property ? type.Key : plan[index].Target, type.Value);
        }

        // With -AsText no type was found, so that the present columns are as likely as none.
        EventReading[] likely = known.Count == 0 ? new[] { reading, first, first.WithoutWritten() } : new[] { first, first.WithoutWritten() };

        // A column whose type a parameter names may be as new as the parameter.
        IEnumerable<EventReading> all = named.Count == 0 ? likely : likely.Concat(likely.Select(one => one.WithoutColumns(named.Contains)));
        return all.SelectMany(one => one.WithFewerIdentifiers()).ToArray();
    }
}
