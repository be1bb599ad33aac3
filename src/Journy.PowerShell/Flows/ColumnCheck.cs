using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Commands;
using Journy.Import.Columns;
using Journy.Import.Outcomes;
using Journy.Import.Preview;
using Journy.Import.Records;
using Journy.Import.Scans;
using Journy.Import.Sources;

namespace Journy.Flows;

/// <summary>Looks at the columns of a file before anything is sent, and suggests parameters for them.</summary>
internal sealed class ColumnCheck
{
    private readonly ImportContext _context;

    public ColumnCheck(ImportContext context) => _context = context;

    private RecordBinderOptions Given => _context.Settings.Binding;

    /// <summary>Checks that the names in parameters are columns, before anything is sent.</summary>
    /// <exception cref="JournyInputException">Some are not.</exception>
    public void CheckNames(RecordBinder binder, IRowSource source)
    {
        binder.Plan(source.Names);
        if (binder.MissingEventKey(source.Names) is { Count: > 0 } keys)
        {
            throw FlowProblems.UnknownEventKey(keys, source);
        }

        // A name that met nothing comes first: most likely it is why the others are missing.
        if (binder.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path)) is [UnmatchedNames unmatched, ..])
        {
            throw FlowProblems.UnknownNames(unmatched, source, Suggest(source).Sentence);
        }
    }

    /// <summary>Stops an import that cannot work, before anything is sent: no column has a name of a parameter, or says whom a row is
    /// about, or one has the name of a secret and no parameter says what to do with it.</summary>
    /// <exception cref="JournyInputException">It cannot work.</exception>
    public void Check(RecordBinder binder, IRowSource source)
    {
        CheckNames(binder, source);
        if (FindProblem(binder, source) is { } problem)
        {
            throw problem.ToException(FlowProblems.ColumnsOf(source), Suggest(source).Sentence);
        }
    }

    /// <summary>Why no row of a file can be sent, by its columns: none says whom a row is about, or one has the name of a secret and no
    /// parameter says what to do with it. Null if they can.</summary>
    public ColumnProblem? FindProblem(RecordBinder binder, IRowSource source)
    {
        ColumnProblem? problem = ColumnProblem.OfMissing(
            source.Path,
            binder.CanIdentify(source.Names) ? null : binder.IdentityFix,
            _context.Settings.Operation.MissingColumns(binder.Plan(source.Names), Given.Given));
        if (problem is null && binder.Withheld.Count > 0)
        {
            ReleaseHarmless(binder, source);
            problem = ColumnProblem.OfSecrets(source.Path, binder.Withheld);
        }

        source.Ignore(binder.HiddenOf(source.Header));
        return problem;
    }

    /// <summary>The command that imports a file with what its columns seem to mean.</summary>
    public ImportSuggestion Suggest(IRowSource source)
    {
        if (!source.FindsHeader)
        {
            using IRowSource begun = source.ReopenAtHeader();
            return Suggest(begun);
        }

        RecordBinder binder = new(Given);
        binder.Plan(source.Names);
        SortedList map = RepairedMap(binder, source);
        RecordBinderOptions options = Given with { PropertyMap = map };
        binder = new RecordBinder(options);
        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
        if (binder.Withheld.Count > 0)
        {
            ReleaseHarmless(binder, source);
        }

        ReadingSuggestion reading = SuggestReading(source, plan, options);
        options = options with { Rules = reading.Rules };

        ColumnSuggestion found = ColumnSuggestion.Of(source, binder, options, _context.Reporter.Stop);
        foreach (KeyValuePair<string, string> added in found.Added)
        {
            map[added.Key] = added.Value;
        }

        string[] excluded = (Given.ExcludeProperty ?? Array.Empty<string>()).Concat(binder.Withheld).ToArray();
        options = options with { PropertyMap = map, ExcludeProperty = excluded };
        SortedList parameters = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> repeated in _context.Next.Repeated)
        {
            parameters[repeated.Key] = repeated.Value;
        }

        Set(nameof(ImportCommand.PropertyMap), map, map.Count > 0);
        string[] dateFormats = reading.Rules.DateFormats.Concat(found.DateFormats).Distinct(StringComparer.Ordinal).ToArray();
        int skipped = source.FoundLines ?? _context.Settings.SkipLine;
        if (reading.IsNew)
        {
            Set(nameof(ImportMappingCommand.Culture), reading.Rules.Culture!, reading.Rules.Culture is not null);
            Set(nameof(ImportMappingCommand.TrueValue), reading.Rules.TrueValues.ToArray(), reading.Rules.TrueValues.Count > 0);
            Set(nameof(ImportMappingCommand.FalseValue), reading.Rules.FalseValues.ToArray(), reading.Rules.FalseValues.Count > 0);
            Set(nameof(ImportMappingCommand.NullValue), reading.Rules.NullValues.ToArray(), reading.Rules.NullValues.Count > 0);
        }

        Set(nameof(ImportMappingCommand.DateFormat), dateFormats, dateFormats.Length > 0);
        Set(nameof(ImportCommand.SkipLine), skipped, skipped > 0);
        if (source.FoundNames is { } names)
        {
            Set(nameof(ImportCommand.Header), names.ToArray(), isUsed: true);
        }

        if (source.FoundEncoding is { } encoding)
        {
            Set(nameof(ImportCommand.Encoding), encoding, isUsed: true);
        }

        Set(nameof(ImportMappingCommand.ExcludeProperty), excluded, excluded.Length > 0);
        bool addsShortRows = found.IsShortOften && !_context.Settings.AllowsShortRows;
        if (addsShortRows)
        {
            Set(nameof(ImportCommand.AllowShortRows), new SwitchParameter(isPresent: true), isUsed: true);
        }

        GivenValues given = Given.Given;
        bool addsName = given.EventName is null && LacksEventName(options, source);
        if (addsName)
        {
            given = given with { EventName = EventNameOf(source.Path) };
            Set(nameof(ImportJournyEventCommand.Name), given.EventName!, isUsed: true);
        }

        Hashtable splatted = new(parameters, StringComparer.OrdinalIgnoreCase);
        if (map.Count > 0)
        {
            splatted[nameof(ImportCommand.PropertyMap)] = new Hashtable(map, StringComparer.OrdinalIgnoreCase);
        }

        bool survives = !map.Keys.Cast<string>().Concat(excluded).Concat(source.FoundNames ?? Array.Empty<string>())
            .Any(name => name.Any(char.IsControl));
        bool dropsNames = Given.PropertyMap is { } mapped && mapped.Keys.Cast<object>().Any(key => !map.ContainsKey(key.ToString()!));
        return new ImportSuggestion
        {
            Parameters = splatted,
            Command = Works(options, given, source) && survives
                ? _context.Next.On(
                    new[] { source.Path },
                    parameters.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>((string)entry.Key, entry.Value)))
                : null,
            IsNew = addsShortRows || addsName || reading.IsNew || dropsNames
                || source.FoundEncoding is not null || source.FoundNames is not null || source.FoundLines is not null
                || found.Added.Count + found.DateFormats.Count > 0 || binder.Withheld.Count > 0,
            Others = found.Others,
            Reading = options,
            AllowsShortRows = addsShortRows || _context.Settings.AllowsShortRows,
        };

        void Set(string name, object value, bool isUsed)
        {
            parameters.Remove(name);
            if (isUsed)
            {
                parameters[name] = value;
            }
        }
    }

    private bool LacksEventName(RecordBinderOptions options, IRowSource source) =>
        _context.Settings.Operation.Entity == ImportEntity.Event
        && !RecordBinder.Has(new RecordBinder(options).Look(source.Names), ColumnRole.EventName);

    /// <summary>What all events of a file may be called: what the file is called, without dates, numbers and the word "export".</summary>
    private static string EventNameOf(string path)
    {
        string name = Path.GetFileName(path).Trim();
        int end = name.IndexOf('.');
        IEnumerable<string> words = CodeColumns.Words(end > 0 ? name.Substring(0, end) : name)
            .Where(word => word is not ("export" or "exports" or "csv" or "all" or "the"));
        string joined = string.Join(" ", words);
        return joined.Length == 0 ? "event" : joined;
    }

    private ReadingSuggestion SuggestReading(IRowSource source, IReadOnlyList<ColumnPlan> plan, RecordBinderOptions options)
    {
        using IRowSource looked = source.Reopen();
        bool findsTypes = options.ReadsProperties && !_context.Settings.IsText;
        return ReadingSuggestion.Of(looked, plan, options.Rules, findsTypes, _context.Reporter.Stop);
    }

    /// <summary>The given map, with the nearest column for each name that no column has.</summary>
    private SortedList RepairedMap(RecordBinder binder, IRowSource source)
    {
        SortedList map = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Given.PropertyMap ?? new Hashtable())
        {
            map[entry.Key.ToString()!] = entry.Value;
        }

        foreach ((string name, string? nearest) in binder.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path))
            .Where(unmatched => unmatched.Parameter == "-" + nameof(ImportCommand.PropertyMap)).SelectMany(unmatched => unmatched.Names))
        {
            object? target = map[name];
            map.Remove(name);
            if (nearest is not null && !map.ContainsKey(nearest))
            {
                map[nearest] = target;
            }
        }

        return map;
    }

    private bool Works(RecordBinderOptions options, GivenValues given, IRowSource source)
    {
        RecordBinder tried = new(options);
        return tried.CanIdentify(source.Names)
            && _context.Settings.Operation.MissingColumns(tried.Plan(source.Names), given).Count == 0
            && tried.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path)).Count == 0;
    }

    private void ReleaseHarmless(RecordBinder binder, IRowSource source)
    {
        using IRowSource looked = source.Reopen();
        binder.Release(SecretCells.FindHarmless(looked, binder.Withheld, _context.Reporter.Stop));
    }
}
