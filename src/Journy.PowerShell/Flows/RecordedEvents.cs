using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Commands;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Import.Sources;

namespace Journy.Flows;

/// <summary>Keeps recorded events from being sent again, and counted twice, because columns or parameters have changed.</summary>
internal sealed class RecordedEvents
{
    private const string AcceptParameter = nameof(ImportJournyEventCommand.AcceptEventCount);

    private readonly ImportContext _context;

    // How the rows of a pipe are read, by their columns.
    private readonly Dictionary<string, EventReading> _pipedReadings = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _readingNames;
    private EventReading? _reading;

    public RecordedEvents(ImportContext context) => _context = context;

    /// <summary>Warns that events would be sent again.</summary>
    public void Warn(Journal journal, string input, long again) =>
        _context.Reporter.Warn(FlowProblems.ChangedEvents((EventRules)journal.Rules, input, again));

    /// <summary>Asks before recorded events are sent again because the journal no longer recognises them.</summary>
    /// <returns>False if they must not be.</returns>
    /// <exception cref="JournyInputException">More would be sent than the user allows, or nobody can be asked.</exception>
    public bool MayRecord(Journal journal, IRowSource source, RecordBinder binder)
    {
        long again = ChangedReadings.Count(journal, source, binder);
        if (again <= (_context.Settings.AcceptedEvents ?? 0))
        {
            return true;
        }

        string changed = FlowProblems.ChangedEvents((EventRules)journal.Rules, source.Path, again);
        string goOn = _context.Next.On(new[] { source.Path }, _context.Next.Repeated.Where(parameter => parameter.Key != AcceptParameter)
            .Append(new KeyValuePair<string, object?>(AcceptParameter, (int)Math.Min(again, int.MaxValue))));
        JournyInputException refusal = FlowProblems.EventsCountAgain(changed, goOn);
        return _context.Settings.AcceptedEvents is null
            ? _context.Reporter.Ask($"{changed} Send them again?", "Recorded events count again", _ => refusal)
            : throw refusal;
    }

    /// <summary>How piped rows with these columns are read.</summary>
    public EventReading ReadingOf(RecordBinder binder, IReadOnlyList<string> names, EventRules events)
    {
        if (_readingNames is null || !names.SequenceEqual(_readingNames, StringComparer.Ordinal))
        {
            string key = string.Join("\n", names.Select(name => name.Length.ToString(CultureInfo.InvariantCulture) + name));
            _readingNames = names;
            if (!_pipedReadings.TryGetValue(key, out _reading))
            {
                _pipedReadings[key] = _reading = EventReading.Of(binder, names, events.Hash, Journal.RulesOfReading, isText: false);
            }
        }

        return _reading!;
    }
}
