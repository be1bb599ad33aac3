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
    public static long Count(Journal journal, IRowSource source, RecordBinder binder)
    {
        if (journal.Rules is not EventRules events)
        {
            return 0;
        }

        journal.UseEventKey(binder.EventKeyNames);
        EventReading reading = EventReading.Of(binder, source.Names, events.Hash, Journal.RulesOfReading, isText: !source.IsTyped);
        if (journal.UnnumberedTypes is { } known)
        {
            // Where it knows nothing of columns, a reading that recognises some rows need not be that of all.
            events.Unnumbered.IsUnsure = known.Count == 0;
            events.Unnumbered.Find(FirstReadings(reading, binder.Plan(source.Names), source.Names, known), events.AllRows!);
        }

        events.Readings.Use(reading, binder, source.Names, isText: !source.IsTyped);
        bool mayChange = events.Readings.HasOthers || events.Unnumbered.IsUnsure;
        return !mayChange || events.TakesLeftovers || events.ResendsAll ? 0 : events.CountAgain();
    }

    /// <summary>The readings by which 0.1.0 may have recorded the events of a pipe, of which its journal says nothing, the likeliest first:
    /// without columns that came later at the end, or without one or two others, or without what a parameter writes.</summary>
    /// <param name="reading">The present reading.</param>
    /// <param name="metadata">Its columns that are metadata, in their order.</param>
    public static IEnumerable<EventReading> FirstReadings(EventReading reading, IReadOnlyList<string> metadata)
    {
        IEnumerable<IEnumerable<string>> ends =
            Enumerable.Range(0, metadata.Count + 1).Select(count => metadata.Skip(metadata.Count - count));
        IEnumerable<IEnumerable<string>> others =
            metadata.SelectMany((first, index) => metadata.Skip(index).Select(second => new[] { first, second }));
        HashSet<string> given = new(StringComparer.Ordinal);
        return ends.Concat(others)
            .Select(later => new HashSet<string>(later, StringComparer.Ordinal))
            .SelectMany(later => new[] { reading, reading.WithoutWritten() }.Select(one => one.WithoutColumns(later.Contains)))
            .SelectMany(one => one.WithFewerIdentifiers())
            .Where(one => given.Add(string.Join("\n", one.Parts.Select(part => part.Key + "\t" + part.Value))));
    }

    /// <summary>The readings by which 0.1.0 may have recorded events, by what its journal says: which columns were found to have which
    /// type. It kept neither whom its rows named in which column nor parameters.</summary>
    private static EventReading[] FirstReadings(
        EventReading reading,
        IReadOnlyList<ColumnPlan> plan,
        IReadOnlyList<string> names,
        IReadOnlyDictionary<string, JournyPropertyType> known)
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
        EventReading[] likely = known.Count == 0
            ? new[] { reading, first, first.WithoutWritten() }
            : new[] { first, first.WithoutWritten() };

        // A column whose type a parameter names may be as new as the parameter.
        IEnumerable<EventReading> all = named.Count == 0 ? likely : likely.Concat(likely.Select(one => one.WithoutColumns(named.Contains)));
        return all.SelectMany(one => one.WithFewerIdentifiers()).ToArray();
    }
}
