using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Commands;
using Journy.Import.Outcomes;
using Journy.Import.Values;

namespace Journy.Flows;

/// <summary>
/// The parameters that import an outcome file so that its rows mean the same as before: those of the import that wrote it, with the types
/// that its cells no longer show, and without names of columns that this file does not have.
/// </summary>
internal static class OutcomeCommand
{
    /// <summary>Makes the parameters.</summary>
    /// <param name="given">Those of the import that wrote the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="types">The properties that are no text, by journy.io's names; null if the import finds or knows the types.</param>
    public static IDictionary<string, object?> Parameters(
        IEnumerable<KeyValuePair<string, object?>> given, OutcomeFile file, IEnumerable<KeyValuePair<string, JournyPropertyType>>? types)
    {
        SortedDictionary<string, object?> parameters = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> parameter in given)
        {
            parameters[parameter.Key] = parameter.Value;
        }

        // This module writes the header into the first line.
        parameters.Remove(nameof(ImportCommand.SkipLine));
        parameters.Remove(nameof(ImportCommand.Header));
        HashSet<string> names = new(file.Columns.Select(OuterSpace.Trim), StringComparer.OrdinalIgnoreCase);
        if (parameters.TryGetValue(nameof(ImportCommand.PropertyMap), out object? map) && map is IDictionary columns)
        {
            SortedList kept = Where(columns, names.Contains);
            Set(parameters, nameof(ImportCommand.PropertyMap), kept);
            names.UnionWith(kept.Values.Cast<object?>().Select(Text));
        }

        Keep(parameters, nameof(ImportMappingCommand.IncludeProperty), names);
        Keep(parameters, nameof(ImportMappingCommand.ExcludeProperty), names);
        SortedList typed = parameters.TryGetValue(nameof(ImportMappingCommand.PropertyType), out object? asked)
            && asked is IDictionary named
            ? Where(named, names.Contains)
            : new SortedList(StringComparer.OrdinalIgnoreCase);
        if (types is not null)
        {
            parameters[nameof(ImportCommand.AsText)] = SwitchParameter.Present;
            foreach (KeyValuePair<string, JournyPropertyType> type in types)
            {
                typed[type.Key] = type.Value.ToString();
            }
        }

        Set(parameters, nameof(ImportMappingCommand.PropertyType), typed);
        return parameters;
    }

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;

    private static SortedList Where(IDictionary map, Func<string, bool> isKept)
    {
        SortedList kept = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map)
        {
            if (isKept(Text(entry.Key)))
            {
                kept[Text(entry.Key)] = entry.Value;
            }
        }

        return kept;
    }

    private static void Set(SortedDictionary<string, object?> parameters, string name, SortedList value)
    {
        if (value.Count > 0)
        {
            parameters[name] = value;
        }
        else
        {
            parameters.Remove(name);
        }
    }

    // If nothing is left to include, the parameter stays: without it everything would be sent.
    private static void Keep(SortedDictionary<string, object?> parameters, string name, HashSet<string> names)
    {
        if (!parameters.TryGetValue(name, out object? value) || LanguagePrimitives.ConvertTo<string[]>(value) is not { } patterns)
        {
            return;
        }

        string[] kept = patterns
            .Where(pattern => names.Contains(pattern) || names.Any(new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch))
            .ToArray();
        if (kept.Length > 0)
        {
            parameters[name] = kept;
        }
        else if (name == nameof(ImportMappingCommand.ExcludeProperty))
        {
            parameters.Remove(name);
        }
    }
}
