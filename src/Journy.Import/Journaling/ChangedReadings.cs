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
    /// <param name="known">The types that the journal had before this import.</param>
    public static long Count(Journal journal, CsvSource source, RecordBinder binder, IReadOnlyDictionary<string, JournyPropertyType> known)
    {
        if (journal.Rules is not EventRules events)
        {
            return 0;
        }

        journal.UseEventKey(binder.EventKeyNames);
        EventReading reading = EventReading.Of(binder, source.Names, events.Hash, Journal.RulesOfReading, isText: true);
        if (events.Readings.Count == 0 && known.Count > 0 && events.RecordedCount > 0)
        {
            // A journal of 0.1.0 knows of its events which columns were found to have which type.
            IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
            HashSet<string> added = new(StringComparer.Ordinal);
            for (int index = 0; index < plan.Count; index++)
            {
                if (plan[index].Role == ColumnRole.Property && (plan[index].Type is null || plan[index].IsFound) && !known.ContainsKey(source.Names[index]))
                {
                    added.Add(plan[index].Target);
                }
            }

            EventReading first = reading.WithoutColumns(added.Contains);
            foreach (KeyValuePair<string, JournyPropertyType> type in known)
            {
                int index = source.Names.ToList().FindIndex(name => string.Equals(name, type.Key, StringComparison.OrdinalIgnoreCase));
                if (index < 0 || (plan[index].Role == ColumnRole.Property && (plan[index].Type is null || plan[index].IsFound)))
                {
                    first = first.WithColumn(index < 0 ? type.Key : plan[index].Target, type.Value);
                }
            }

            journal.KeepForUnnumbered(first);
        }

        events.Use(reading);
        return !events.HasOtherReadings || events.TakesLeftovers || events.ResendsAll ? 0 : events.CountAgain(events.Reread!);
    }
}
